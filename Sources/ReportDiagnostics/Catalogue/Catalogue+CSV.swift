extension DiagnosticKind {
  // MARK: CSV syntax

  static let csvArea: [DiagnosticKind] = [
    .csvQuoteUnescaped, .csvTextAfterQuote, .csvQuoteUnclosed, .csvFieldTooLong,
    .csvRecordTooLong, .csvTooManyFields, .csvFieldInvalidUTF8,
  ]

  /// `csv-quote-unescaped`.
  public static let csvQuoteUnescaped = DiagnosticKind(
    "csv-quote-unescaped", .error,
    zh: "未加引号的 CSV 字段中出现双引号。请将整个字段用双引号括起，其中的双引号写两遍。",
    en: "a double quote inside an unquoted CSV field; quote the whole field and double the quote")

  /// `csv-text-after-quote`.
  public static let csvTextAfterQuote = DiagnosticKind(
    "csv-text-after-quote", .error,
    zh: "CSV 字段的右引号之后应为逗号或换行，实为 {found}。字段中的双引号须写两遍。",
    en: "a comma or line end must follow the closing quote of a CSV field, found {found}; a "
      + "double quote inside a field is written twice")

  /// `csv-quote-unclosed`.
  public static let csvQuoteUnclosed = DiagnosticKind(
    "csv-quote-unclosed", .error,
    zh: "从此处开始的 CSV 字段直到文件结尾都没有右引号。请补上引号，或重新取得完整的文件。",
    en: "the CSV field that starts here has no closing quote up to the end of the file; add it, "
      + "or get the complete file")

  /// `csv-field-too-long`.
  public static let csvFieldTooLong = DiagnosticKind(
    "csv-field-too-long", .error,
    zh: "CSV 字段超过上限 {limit} 字节。请检查是否漏了右引号。",
    en: "a CSV field has more than {limit} bytes; look for a missing closing quote")

  /// `csv-record-too-long`.
  public static let csvRecordTooLong = DiagnosticKind(
    "csv-record-too-long", .error,
    zh: "CSV 记录超过上限 {limit} 字节。请检查是否漏了右引号。",
    en: "a CSV record has more than {limit} bytes; look for a missing closing quote")

  /// `csv-too-many-fields`.
  public static let csvTooManyFields = DiagnosticKind(
    "csv-too-many-fields", .error,
    zh: "CSV 记录的字段数超过上限 {limit}。请检查这是不是年度报告的数据。",
    en: "a CSV record has more than {limit} fields; check that this is report data")

  /// `csv-field-invalid-utf8`.
  public static let csvFieldInvalidUTF8 = DiagnosticKind(
    "csv-field-invalid-utf8", .error,
    zh: "CSV 字段内容不是有效的 UTF-8：字段中第 {offset} 字节处为 {bytes}。请将文件另存为 UTF-8。",
    en: "the CSV field is not valid UTF-8: byte offset {offset} within it holds {bytes}; save "
      + "the file as UTF-8")
}
