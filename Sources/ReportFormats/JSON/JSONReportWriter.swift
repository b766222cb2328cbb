internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Writes each report as one JSON document that ends in a line feed: indented for `json`, compact
/// and so on one line for `ndjson`.
final class JSONReportWriter: ReportWriter {
  let encoder: any ReportEncoder

  init(layout: JSONWriter.Layout, _ options: WriteOptions) {
    encoder = JSONReportEncoder(layout: layout, options)
  }

  func write(_ report: EncodedReport, into bytes: inout [UInt8]) -> [Diagnostic] {
    bytes += report.bytes
    return report.findings
  }

  func finish(into bytes: inout [UInt8]) {}
}

/// Puts a report into a JSON document.
private struct JSONReportEncoder: ReportEncoder {
  private let layout: JSONWriter.Layout
  private let keepsProvenance: Bool
  private let spellings: CellSpellings

  init(layout: JSONWriter.Layout, _ options: WriteOptions) {
    self.layout = layout
    keepsProvenance = options.keepsProvenance
    spellings = layout == .compact ? options.cache.compactJSON : options.cache.indentedJSON
  }

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport {
    var json = JSONWriter(layout: layout)
    json.bytes.reserveCapacity(EncodedReport.usualSize)
    let recognition = keepsProvenance ? origin?.recognition : nil
    json.write(report, spellings[report.form], recognition: recognition)
    json.endDocument()
    return EncodedReport(report, bytes: json.bytes)
  }
}
