internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Reads a file of one report a line. Each line stands alone: a bad or cut one is a refused report,
/// and reading goes on behind it. Blank lines are no reports.
final class NDJSONReportReader: ReportReader {
  let holdsMany = true
  private var lines: LineSource
  private let lineLimit: Int
  private let decoder: JSONReportDecoder

  /// The longest line that is read.
  static let standardLineLimit = JSONReportReader.sizeLimit

  init(_ source: ByteSource, _ options: ReadOptions, lineLimit: Int = standardLineLimit) {
    lines = LineSource(source, limit: lineLimit)
    self.lineLimit = lineLimit
    decoder = JSONReportDecoder(
      forms: options.forms, cache: options.cache, keepsPlaces: options.keepsPlaces)
  }

  func next() throws(Diagnostic) -> ReadItem? {
    while let line = try lines.next() {
      let place = Place(line: line.number, column: 1)
      if line.isTooLong {
        let finding = Diagnostic(.jsonLineTooLong, at: place, ["limit": "\(lineLimit)"])
        return ReadItem(outcome: .refused, place: place, findings: [finding])
      }
      let text = lines.bytes
      let bytes = text.span.extracting(line.range)
      if Self.isBlank(bytes) { continue }
      let decoded = decoder.decode(bytes)
      var findings = decoded.findings
      if let breakdown = decoded.breakdown { findings.append(Self.inFile(breakdown, line)) }
      return ReadItem(
        outcome: decoded.report.map { .report($0) } ?? .refused, id: decoded.id, place: place,
        findings: findings.map { $0.movedDown(by: line.number - 1) },
        places: decoded.places?.movedDown(by: line.number - 1))
    }
    return nil
  }

  private static func isBlank(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      switch bytes[index] {
      case 0x20, 0x09, 0x0D: continue
      default: return false
      }
    }
    return true
  }

  /// A finding that tells a byte offset in the line tells it in the file.
  private static func inFile(_ finding: Diagnostic, _ line: LineSource.Line) -> Diagnostic {
    var finding = finding
    if let offset = finding.arguments["offset"].flatMap({ Int($0) }) {
      finding.arguments["offset"] = "\(line.offset + offset)"
    }
    return finding
  }
}
