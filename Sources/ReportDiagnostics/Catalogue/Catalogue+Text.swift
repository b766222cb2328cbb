extension DiagnosticKind {
  // MARK: bytes and characters: encodings, line ends, characters that XML cannot carry

  static let textArea: [DiagnosticKind] = [
    .textInvalidUTF8, .textLineEnds, .textCharacterReplaced, .textTooLong,
  ]

  /// `text-invalid-utf8`.
  public static let textInvalidUTF8 = DiagnosticKind(
    "text-invalid-utf8", .error,
    zh: "不是有效的 UTF-8：第 {offset} 字节处为 {bytes}。请将文件另存为 UTF-8。",
    en: "not valid UTF-8: byte offset {offset} holds {bytes}; save the file as UTF-8")

  /// `text-line-ends`.
  public static let textLineEnds = DiagnosticKind(
    "text-line-ends", .note,
    zh: "文本中的回车（CR、CRLF）已统一为换行（LF）。",
    en: "carriage returns (CR, CRLF) in texts were turned into line feeds (LF)")

  /// `text-character-replaced`.
  public static let textCharacterReplaced = DiagnosticKind(
    "text-character-replaced", .warning,
    zh: "{codes} 不是 XML 允许的字符，已替换为 U+FFFD（共 {count} 处）。",
    en: "{codes} cannot stand in XML and became U+FFFD ({count} in all)")

  /// `text-too-long`.
  public static let textTooLong = DiagnosticKind(
    "text-too-long", .error,
    zh: "{name} 有 {count} 个字符，超过上限 1,048,576。请拆分为几段。",
    en: "{name} has {count} characters, more than the limit of 1,048,576; split it")
}
