internal import ReportDiagnostics
public import ReportFormats
internal import ReportForms
internal import ReportSyntax

extension Format {
  /// `docx`: a report as a Word document.
  public static let docx = Format.imported(
    name: "docx", extensions: [".docx"],
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    summary: BilingualText(
      zh: "Word 文档，含合并单元格、自动编号和修订（只读）",
      en: "a report as a Word document, merged cells, numbering and tracked changes (read only)"),
    recognise: { prefix in OfficeRecognition.confidence(prefix, folder: "word/") },
    layout: { bytes, context throws(Diagnostic) in
      let package = try OfficePackage(bytes, context)
      return try DOCXLayout.document(package, context.wording).cleaned()
    })
}
