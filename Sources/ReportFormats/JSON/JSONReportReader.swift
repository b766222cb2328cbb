internal import ReportDiagnostics
internal import ReportModel
internal import ReportIO
internal import ReportSyntax

/// Reads a file of one JSON document: one report.
final class JSONReportReader: ReportReader {
  let holdsMany = false
  private var source: ByteSource?
  private let decoder: JSONReportDecoder

  /// The largest file that is read: many times the largest report there can be any use for.
  static let sizeLimit = 256 << 20

  init(_ source: ByteSource, _ options: ReadOptions) {
    self.source = source
    decoder = JSONReportDecoder(
      forms: options.forms, cache: options.cache, keepsPlaces: options.keepsPlaces)
  }

  func next() throws(Diagnostic) -> ReadItem? {
    guard let source else { return nil }
    self.source = nil
    let bytes = try Self.text(of: source)
    let decoded = decoder.decode(bytes.span)
    if var breakdown = decoded.breakdown {
      if breakdown.kind == .jsonTrailingContent, breakdown.arguments["found"] == "{" {
        breakdown = Diagnostic(.jsonSecondDocument, at: breakdown.place)
      }
      throw breakdown
    }
    return ReadItem(
      outcome: decoded.report.map { .report($0) } ?? .refused, id: decoded.id,
      place: Place(line: 1, column: 1), findings: decoded.findings, places: decoded.places)
  }

  /// The whole file; UTF-16 becomes UTF-8.
  private static func text(of source: ByteSource) throws(Diagnostic) -> [UInt8] {
    let bytes = try source.readAll(limit: sizeLimit)
    guard let encoding = TextEncoding(byteOrderMarkOf: bytes.span), encoding != .utf8 else {
      return bytes
    }
    return try StreamDecoder.decode(bytes.span, as: encoding)
  }
}
