extension DiagnosticKind {
  // MARK: Word and Excel files

  static let officeArea: [DiagnosticKind] = [.officePartMissing]

  /// `office-part-missing`.
  public static let officePartMissing = DiagnosticKind(
    "office-part-missing", .error,
    zh: "文件中没有 {part}，不是完整的 Word 或 Excel 文件。请用办公软件打开并另存后再试。",
    en: "the file has no {part}: it is no whole Word or Excel file; open it in an office program, "
      + "save it again and try that")
}
