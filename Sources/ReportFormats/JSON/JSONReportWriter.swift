internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Writes each report as one JSON document that ends in a line feed: indented for `json`, compact
/// and so on one line for `ndjson`.
final class JSONReportWriter: ReportWriter {
  private var json: JSONWriter
  private var spellings: CellSpellings

  init(layout: JSONWriter.Layout) {
    json = JSONWriter(layout: layout)
    spellings = CellSpellings { .json($0, layout) }
  }

  func write(_ report: Report, into bytes: inout [UInt8]) -> [Diagnostic] {
    // The writer works in the caller's buffer, which spares a copy.
    swap(&json.bytes, &bytes)
    json.write(report, spellings[report.form])
    json.endDocument()
    swap(&json.bytes, &bytes)
    return []
  }

  func finish(into bytes: inout [UInt8]) {}
}
