extension DiagnosticKind {
  // MARK: JSON syntax

  static let jsonArea: [DiagnosticKind] = [
    .jsonSyntax, .jsonValueExpected, .jsonKeyExpected, .jsonTruncated, .jsonTrailingContent,
    .jsonTypeMismatch, .jsonNumberSyntax, .jsonNumberSpelling,
    .jsonEscapeInvalid, .jsonControlCharacter, .jsonDepthExceeded, .jsonKeyDuplicate,
    .jsonKeyUnknown, .jsonKeyMissing, .jsonCountInvalid, .jsonSignedCountInvalid,
    .jsonAmountInvalid, .jsonUnitInvalid, .jsonYearInvalid, .jsonLevelInvalid, .jsonWordInvalid,
    .jsonBlockInvalid, .jsonArrayEmpty, .jsonSecondDocument, .jsonLineTooLong,
    .jsonProvenancePassedOver,
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

  /// `json-number-spelling`: for readers that accept any spelling of an exact value; one a report.
  public static let jsonNumberSpelling = DiagnosticKind(
    "json-number-spelling", .note,
    zh: "数字写作 {text}，按 {value} 读取（此类写法共 {count} 处）。",
    en: "the number spelt {text} was read as {value} ({count} such spellings in all)")

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

  /// `json-key-duplicate`.
  public static let jsonKeyDuplicate = DiagnosticKind(
    "json-key-duplicate", .error,
    zh: "同一对象中成员 {key} 出现了不止一次，无法判断以哪个为准。请只保留一个。",
    en: "the member {key} stands more than once in one object, and which one holds cannot be "
      + "told; keep one")

  // MARK: reports in JSON

  /// `json-key-unknown`.
  public static let jsonKeyUnknown = DiagnosticKind(
    "json-key-unknown", .error,
    zh: "未知的成员 {key}：报告的格式中没有它。请改正拼写或删除。",
    en: "unknown member {key}: the format has none of that name here; correct or remove it")

  /// `json-key-missing`.
  public static let jsonKeyMissing = DiagnosticKind(
    "json-key-missing", .error,
    zh: "缺少必需的成员 {key}。请补上。",
    en: "the member {key} is missing, which must be there; add it")

  /// `json-count-invalid`.
  public static let jsonCountInvalid = DiagnosticKind(
    "json-count-invalid", .error,
    zh: "{found} 不是有效的数量：须为 0 至 999999999999999 的整数；null 表示空白，\"/\" 表示不适用。",
    en: "{found} is no valid count: a whole number from 0 to 999999999999999; null for blank,"
      + " \"/\" for not applicable")

  /// `json-signed-count-invalid`.
  public static let jsonSignedCountInvalid = DiagnosticKind(
    "json-signed-count-invalid", .error,
    zh: "{found} 不是有效的增减数：须为 -999999999999999 至 999999999999999 的整数；"
      + "null 表示空白，\"/\" 表示不适用。",
    en: "{found} is no valid change: a whole number from -999999999999999 to 999999999999999;"
      + " null for blank, \"/\" for not applicable")

  /// `json-amount-invalid`.
  public static let jsonAmountInvalid = DiagnosticKind(
    "json-amount-invalid", .error,
    zh: "{found} 不是有效的金额：须为 0 或正数，最多 15 位，其中小数最多 6 位；"
      + "null 表示空白，\"/\" 表示不适用。",
    en: "{found} is no valid amount: a number of 0 or more with at most 15 digits, at most 6 of"
      + " them after the point; null for blank, \"/\" for not applicable")

  /// `json-unit-invalid`.
  public static let jsonUnitInvalid = DiagnosticKind(
    "json-unit-invalid", .error,
    zh: "此处不能注明单位 {found}：只有表式未注明单位的金额可以写作"
      + " {\"value\": 8040, \"unit\": \"unknown\"}；其余单元格只写数字。",
    en: "no unit can be given here, found {found}: only an amount whose form states no unit can be"
      + " {\"value\": 8040, \"unit\": \"unknown\"}; every other cell is a plain number")

  /// `json-year-invalid`.
  public static let jsonYearInvalid = DiagnosticKind(
    "json-year-invalid", .error,
    zh: "{found} 不是有效的年度：须为 1000 至 9999 的整数。",
    en: "{found} is no valid year: a whole number from 1000 to 9999")

  /// `json-level-invalid`.
  public static let jsonLevelInvalid = DiagnosticKind(
    "json-level-invalid", .error,
    zh: "{found} 不是有效的标题级别：须为 1 至 9 的整数。",
    en: "{found} is no valid level of a heading: a whole number from 1 to 9")

  /// `json-word-invalid`: a text that must be one of a list, or of a certain form.
  public static let jsonWordInvalid = DiagnosticKind(
    "json-word-invalid", .error,
    zh: "{key} 的值 {found} 无效，应为 {expected}。",
    en: "{found} is no valid {key}; it must be {expected}")

  /// `json-block-invalid`.
  public static let jsonBlockInvalid = DiagnosticKind(
    "json-block-invalid", .error,
    zh: "正文的一块须为 {\"heading\": …, \"level\": …}、{\"paragraph\": …} 或 {\"table\": …} 之一。",
    en: "a block of the narrative is one of {\"heading\": …, \"level\": …},"
      + " {\"paragraph\": …} and {\"table\": …}")

  /// `json-array-empty`.
  public static let jsonArrayEmpty = DiagnosticKind(
    "json-array-empty", .error,
    zh: "表格至少要有一行，每行至少要有一个单元格；此处的数组是空的。",
    en: "a table has at least one row, and a row at least one cell; this array is empty")

  /// `json-second-document`.
  public static let jsonSecondDocument = DiagnosticKind(
    "json-second-document", .error,
    zh: "此处开始第二份文档，而 json 文件只能有一份报告。如果文件每行一份报告，请用 --from ndjson 读取。",
    en: "a second document begins here, but a json file holds one report; if the file has one"
      + " report a line, read it with --from ndjson")

  /// `json-provenance-passed-over`.
  public static let jsonProvenancePassedOver = DiagnosticKind(
    "json-provenance-passed-over", .note,
    zh: "导入依据（provenance）不属于报告，不再带入。如需留存，请保留本文件，或将原文打包。",
    en: "how the report was imported (provenance) is no part of it and stays behind; keep this"
      + " file, or pack the original into a bundle")

  /// `json-line-too-long`.
  public static let jsonLineTooLong = DiagnosticKind(
    "json-line-too-long", .error,
    zh: "这一行超过 {limit} 字节的上限，已跳过。请检查文件是否每行一份报告。",
    en: "the line is longer than the limit of {limit} bytes and is passed over; check that the"
      + " file has one report a line")
}
