extension DiagnosticKind {
  // MARK: bytes and characters: encodings, line ends, characters that XML cannot carry

  static let textArea: [DiagnosticKind] = [
    .textInvalidUTF8, .textInvalidUTF16, .textInvalidGB18030, .textEncodingUnknown,
    .textEncodingUnavailable, .textNotEncodable, .textLineEnds, .textCharacterReplaced,
    .textTooLong,
  ]

  /// `text-invalid-utf8`.
  public static let textInvalidUTF8 = DiagnosticKind(
    "text-invalid-utf8", .error,
    zh: "不是有效的 UTF-8：第 {offset} 字节处为 {bytes}。请将文件另存为 UTF-8。",
    en: "not valid UTF-8: byte offset {offset} holds {bytes}; save the file as UTF-8")

  /// `text-invalid-utf16`: a lone surrogate, or half a code unit at the end.
  public static let textInvalidUTF16 = DiagnosticKind(
    "text-invalid-utf16", .error,
    zh: "不是有效的 UTF-16：第 {offset} 字节处为 {bytes}。请将文件另存为 UTF-8。",
    en: "not valid UTF-16: byte offset {offset} holds {bytes}; save the file as UTF-8")

  /// `text-invalid-gb18030`.
  public static let textInvalidGB18030 = DiagnosticKind(
    "text-invalid-gb18030", .error,
    zh: "不是有效的 GB18030：第 {offset} 字节处为 {bytes}。请将文件另存为 UTF-8。",
    en: "not valid GB18030: byte offset {offset} holds {bytes}; save the file as UTF-8")

  /// `text-encoding-unknown`.
  public static let textEncodingUnknown = DiagnosticKind(
    "text-encoding-unknown", .error,
    zh: "无法确定文件的编码：第 {offset} 字节处的 {bytes} 不是 UTF-8，整个文件也不是带 BOM 的 UTF-16 或有效的 GB18030。请将文件另存为 "
      + "UTF-8。",
    en: "the encoding of the file is not known: at byte offset {offset}, {bytes} is no UTF-8, "
      + "and the file is neither UTF-16 with a byte order mark nor valid GB18030; save it as "
      + "UTF-8")

  /// `text-encoding-unavailable`: the system brings no GB18030 converter.
  public static let textEncodingUnavailable = DiagnosticKind(
    "text-encoding-unavailable", .error,
    zh: "本机的 C 库没有 {encoding} 转换表（iconv）。请安装，或将文件另存为 UTF-8。",
    en: "the C library of this machine has no {encoding} converter (iconv); install it, or save "
      + "the file as UTF-8")

  /// `text-not-encodable`.
  public static let textNotEncodable = DiagnosticKind(
    "text-not-encodable", .error,
    zh: "字符 {code} 无法用 {encoding} 表示。请改用 UTF-8。",
    en: "the character {code} cannot be written in {encoding}; use UTF-8")

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
