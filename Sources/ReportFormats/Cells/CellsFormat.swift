internal import ReportDiagnostics

extension Format {
  /// `cells`: one tidy CSV of all cells, for pandas, DuckDB, Excel; a projection.
  public static let cells = Format(
    name: "cells", extensions: [".cells.csv", ".csv"], mediaType: "text/csv", capacity: .many,
    fidelity: .projection,
    summary: BilingualText(
      zh: "每个单元格一行的 CSV，供其他工具使用（不含正文）",
      en: "a CSV of one line a cell, for other tools (no narrative)"),
    recognise: { prefix in
      let header = Array(CellsColumn.requiredNames.joined(separator: ",").utf8)
      var alike = 0
      while alike < min(prefix.count, header.count), prefix[alike] == header[alike] { alike += 1 }
      if alike == header.count { return .certain }
      // Another header that begins so is told by the reader, rather than taken for plain text.
      return alike > CellsColumn.report.rawValue.utf8.count ? .likely : .none
    },
    reading: .stream { source, options throws(Diagnostic) in try CellsReader(source, options) },
    writing: .stream(
      options: [CSVOptions.self], encoder: { _ in CellsEncoder() },
      serializer: { _, options in
        ConcatenatingSerializer(
          head: CellsEncoder.header(options[CSVOptions.self]), reportedOnce: .cellsLeavesOut)
      }))
}
