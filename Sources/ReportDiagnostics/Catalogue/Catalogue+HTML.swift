extension DiagnosticKind {
  // MARK: HTML

  static let htmlArea: [DiagnosticKind] = [.htmlLimitExceeded, .htmlEncodingUnsupported]

  /// `html-limit-exceeded`.
  public static let htmlLimitExceeded = DiagnosticKind(
    "html-limit-exceeded", .error,
    zh: "网页的标签过多或嵌套过深，不作读取。请另存为文本后再试。",
    en: "the page has too many tags, or they are nested too deep; save it as text and try that")

  /// `html-encoding-unsupported`.
  public static let htmlEncodingUnsupported = DiagnosticKind(
    "html-encoding-unsupported", .error,
    zh: "网页声明的编码 {encoding} 不作读取。请用浏览器另存为 UTF-8 后再试。",
    en: "the page declares the encoding {encoding}, which is not read; save it as UTF-8 with a "
      + "browser and try that")
}
