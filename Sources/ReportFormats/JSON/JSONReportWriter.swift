internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Writes each report as one JSON document that ends in a line feed: indented for `json`, compact
/// and so on one line for `ndjson`.
final class JSONReportWriter: ReportWriter {
  private var json: JSONWriter
  private let keepsProvenance: Bool
  private let spellings: CellSpellings

  init(layout: JSONWriter.Layout, _ options: WriteOptions) {
    json = JSONWriter(layout: layout)
    keepsProvenance = options.keepsProvenance
    spellings = layout == .compact ? options.cache.compactJSON : options.cache.indentedJSON
  }

  func write(_ report: Report, into bytes: inout [UInt8]) -> [Diagnostic] {
    write(report, nil, into: &bytes)
  }

  func write(
    _ report: Report, origin: ReportOrigin, into bytes: inout [UInt8]
  ) -> [Diagnostic] {
    write(report, keepsProvenance ? origin.recognition : nil, into: &bytes)
  }

  private func write(
    _ report: Report, _ recognition: Recognition?, into bytes: inout [UInt8]
  ) -> [Diagnostic] {
    // The writer works in the caller's buffer, which spares a copy.
    swap(&json.bytes, &bytes)
    json.write(report, spellings[report.form], recognition: recognition)
    json.endDocument()
    swap(&json.bytes, &bytes)
    return []
  }

  func finish(into bytes: inout [UInt8]) {}
}
