extension DiagnosticKind {
  // MARK: JSON syntax

  static let jsonArea: [DiagnosticKind] = [
    .jsonSyntax, .jsonValueExpected, .jsonKeyExpected, .jsonTruncated, .jsonTrailingContent,
    .jsonTypeMismatch, .jsonNumberSyntax, .jsonNumberOutOfRange, .jsonNumberSpelling,
    .jsonEscapeInvalid, .jsonControlCharacter, .jsonDepthExceeded, .jsonDuplicateKey,
  ]

  /// `json-syntax`: a structural character is missing.
  public static let jsonSyntax = DiagnosticKind(
    "json-syntax", .error,
    zh: "JSON 语法错误：此处应为 {expected}，实为 {found}。",
    en: "JSON syntax: expected {expected}, found {found}")

  /// `json-value-expected`.
  public static let jsonValueExpected = DiagnosticKind(
    "json-value-expected", .error,
    zh: "JSON 语法错误：此处应为一个值（对象、数组、字符串、数字、true、false 或 null），实为 {found}。",
    en: "JSON syntax: expected a value (object, array, string, number, true, false or null), "
      + "found {found}")

  /// `json-key-expected`.
  public static let jsonKeyExpected = DiagnosticKind(
    "json-key-expected", .error,
    zh: "JSON 语法错误：此处应为双引号括起的成员名，实为 {found}。",
    en: "JSON syntax: expected a member name in double quotes, found {found}")

  /// `json-truncated`.
  public static let jsonTruncated = DiagnosticKind(
    "json-truncated", .error,
    zh: "JSON 文档在此处中断，内容不完整。请重新取得完整的文件。",
    en: "the JSON document ends here although more must follow; get the complete file")

  /// `json-trailing-content`.
  public static let jsonTrailingContent = DiagnosticKind(
    "json-trailing-content", .error,
    zh: "JSON 文档已经结束，其后又出现 {found}。每个文件（或每行 NDJSON）只能有一个值。",
    en: "the JSON document is over, but {found} follows; a file (or a line of NDJSON) holds one "
      + "value")

  /// `json-type-mismatch`.
  public static let jsonTypeMismatch = DiagnosticKind(
    "json-type-mismatch", .error,
    zh: "JSON 值的类型应为 {expected}，实为 {found}。",
    en: "expected a JSON {expected}, found a JSON {found}")

  /// `json-number-syntax`.
  public static let jsonNumberSyntax = DiagnosticKind(
    "json-number-syntax", .error,
    zh: "{text} 不是 JSON 数字：不能有前导零和加号，小数点和指数之后必须有数字。",
    en: "{text} is not a JSON number: no leading zeros or plus sign; digits must follow a point "
      + "or an exponent")

  /// `json-number-out-of-range`: for readers that need an exact decimal.
  public static let jsonNumberOutOfRange = DiagnosticKind(
    "json-number-out-of-range", .error,
    zh: "数字 {text} 超出范围：最多 15 位有效数字。请核对原始数据。",
    en: "the number {text} is out of range: at most 15 digits can be kept; check the source data")

  /// `json-number-spelling`: for readers that accept any spelling of an exact value.
  public static let jsonNumberSpelling = DiagnosticKind(
    "json-number-spelling", .note,
    zh: "数字写作 {text}，按 {value} 读取。",
    en: "the number spelt {text} was read as {value}")

  /// `json-escape-invalid`.
  public static let jsonEscapeInvalid = DiagnosticKind(
    "json-escape-invalid", .error,
    zh: "{found} 不是 JSON 转义；可用的有 \\\" \\\\ \\/ \\b \\f \\n \\r \\t 和 \\u 加四位十六进制数字。",
    en: "{found} is no JSON escape; there are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with "
      + "four hex digits")

  /// `json-control-character`.
  public static let jsonControlCharacter = DiagnosticKind(
    "json-control-character", .error,
    zh: "JSON 字符串中不能直接出现控制字符 {found}，须写成转义（如 \\n、\\t）。",
    en: "a JSON string cannot hold the raw control character {found}; write an escape (\\n, \\t)")

  /// `json-depth-exceeded`.
  public static let jsonDepthExceeded = DiagnosticKind(
    "json-depth-exceeded", .error,
    zh: "JSON 嵌套超过 {limit} 层。这样的文件不会是年度报告，请检查来源。",
    en: "JSON nested more than {limit} levels deep; no report is, check where the file comes from")

  /// `json-duplicate-key`.
  public static let jsonDuplicateKey = DiagnosticKind(
    "json-duplicate-key", .error,
    zh: "同一对象中成员 {key} 出现了不止一次，无法判断以哪个为准。请只保留一个。",
    en: "the member {key} stands more than once in one object, and which one holds cannot be "
      + "told; keep one")
}
