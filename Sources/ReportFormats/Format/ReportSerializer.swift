public import ReportDiagnostics

/// Puts encoded reports together into one stream of bytes, in order: what stands before the first,
/// between them and behind the last. It opens no file: ``StreamOutput`` takes the bytes.
public protocol ReportSerializer<Encoder>: SendableMetatype {
  /// What encodes the reports.
  associatedtype Encoder: ReportEncoder

  /// Appends `report`, or as much of it as can be written yet, to `bytes`.
  ///
  /// - Returns: findings about what the format cannot carry.
  mutating func append(
    _ report: EncodedReport<Encoder.Content>, to bytes: inout [UInt8]
  ) -> [Diagnostic]

  /// Appends what is left to write after the last report. Called once, after one report or more.
  mutating func finish(_ bytes: inout [UInt8])
}

/// The serializer of a format whose reports follow each other as their bytes, behind a head.
public struct ConcatenatingSerializer<Encoder: ReportEncoder>: ReportSerializer
where Encoder.Content == [UInt8] {
  private var head: [UInt8]
  private let reportedOnce: DiagnosticKind?
  private var hasReportedOnce = false

  /// Makes a serializer of one stream.
  ///
  /// - Parameters:
  ///   - head: what stands before the first report.
  ///   - reportedOnce: a finding that is the same for many reports; only the first is kept.
  public init(head: [UInt8] = [], reportedOnce: DiagnosticKind? = nil) {
    self.head = head
    self.reportedOnce = reportedOnce
  }

  /// Appends the bytes of a report.
  public mutating func append(
    _ report: EncodedReport<[UInt8]>, to bytes: inout [UInt8]
  ) -> [Diagnostic] {
    bytes += head
    head = []
    bytes += report.content
    var findings = report.findings
    guard let reportedOnce, !findings.isEmpty else { return findings }
    if hasReportedOnce { findings.removeAll { $0.kind == reportedOnce } }
    hasReportedOnce = hasReportedOnce || findings.contains { $0.kind == reportedOnce }
    return findings
  }

  /// Nothing stands behind the last report.
  public mutating func finish(_ bytes: inout [UInt8]) {}
}
