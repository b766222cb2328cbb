internal import ReportDiagnostics
public import ReportFormats
internal import ReportSyntax

extension Format {
  /// `xlsx`: a report as an Excel workbook.
  public static let xlsx = Format.imported(
    name: "xlsx", extensions: [".xlsx"],
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    summary: BilingualText(
      zh: "Excel 工作簿，含合并单元格和公式的缓存值（只读）",
      en: "a report as an Excel workbook, merged cells and cached values (read only)"),
    recognise: { prefix in OfficeRecognition.confidence(prefix, folder: "xl/") },
    layout: { bytes, context throws(Diagnostic) in
      try XLSXLayout.document(try OfficePackage(bytes, context)).cleaned()
    })
}
