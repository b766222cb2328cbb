internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Writes each report as one JSON document that ends in a line feed: indented for `json`, compact
/// and so on one line for `ndjson`.
final class JSONReportWriter: ReportWriter {
  private var json: JSONWriter

  init(layout: JSONWriter.Layout) { json = JSONWriter(layout: layout) }

  func write(_ report: Report, into bytes: inout [UInt8]) -> [Diagnostic] {
    json.write(report)
    json.endDocument()
    bytes += json.bytes
    json.bytes.removeAll(keepingCapacity: true)
    return []
  }

  func finish(into bytes: inout [UInt8]) {}
}
