public import ReportDiagnostics
public import ReportModel

/// Puts reports into the bytes of a format, each by itself, so that any threads can do it at once,
/// in any order. What depends on the reports before and behind is left to the writer that the encoder
/// belongs to.
public protocol ReportEncoder: Sendable {
  /// The bytes of `report`, with as much of where it comes from as the format carries.
  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport

  /// The same bytes, for a report of which there may be the document that the format `xml` writes of
  /// it alone (``ReadItem/document``), so that it need not be written again.
  func encode(
    _ report: Report, writtenAs document: [UInt8]?, from origin: ReportOrigin?
  ) -> EncodedReport
}

extension ReportEncoder {
  /// The bytes of `report`, for which its document is of no use.
  public func encode(
    _ report: Report, writtenAs document: [UInt8]?, from origin: ReportOrigin?
  ) -> EncodedReport {
    encode(report, from: origin)
  }
}

/// A report on its way to a writer.
public struct EncodedReport: Sendable {
  /// Which one it is.
  public let id: ReportID
  /// Its bytes, in as many parts as the format has files: all parts one behind the other.
  var bytes: [UInt8]
  /// Where each part but the last ends in ``bytes``.
  var ends: [Int] = []
  /// Its form, where the writer describes the forms of its reports.
  var form: Form?
  /// What the format cannot carry of it.
  public internal(set) var findings: [Diagnostic] = []
  /// The report itself, where its bytes depend on whether others come; it has none yet then.
  var waiting: Report?
  /// What a writer of another module takes in place of bytes, such as packed files.
  public let content: (any Sendable)?

  init(_ report: Report, bytes: [UInt8]) {
    id = report.id
    self.bytes = bytes
    content = nil
  }

  /// A report that its writer puts into bytes.
  init(waiting report: Report) {
    id = report.id
    bytes = []
    waiting = report
    content = nil
  }

  /// A report as a writer of its own takes it.
  ///
  /// - Parameter findings: what the format cannot carry of it.
  public init(_ id: ReportID, content: any Sendable, findings: [Diagnostic] = []) {
    self.id = id
    bytes = []
    self.content = content
    self.findings = findings
  }

  /// Room for the bytes of most reports, so that they need not move while they grow.
  static let usualSize = 1 << 14
}
