extension DiagnosticKind {
  // MARK: HTML

  static let htmlArea: [DiagnosticKind] = [.markupLimitExceeded, .htmlEncodingUnsupported]

  /// `markup-limit-exceeded`.
  public static let markupLimitExceeded = DiagnosticKind(
    "markup-limit-exceeded", .error,
    zh: "文件的标签过多或嵌套过深，不作读取。请另存为文本后再试。",
    en: "the file has too many tags, or they are nested too deep; save it as text and try that")

  /// `html-encoding-unsupported`.
  public static let htmlEncodingUnsupported = DiagnosticKind(
    "html-encoding-unsupported", .error,
    zh: "网页声明的编码 {encoding} 不作读取。请用浏览器另存为 UTF-8 后再试。",
    en: "the page declares the encoding {encoding}, which is not read; save it as UTF-8 with a "
      + "browser and try that")
}
