extension DiagnosticKind {
  // MARK: the content of a report in an exact format

  static let reportArea: [DiagnosticKind] = [
    .reportIdInvalid,
    .reportIdDoubled,
    .reportEditionUnknown,
    .reportYearInvalid,
    .reportDateInvalid,
    .cellCountInvalid,
    .cellSignedCountInvalid,
    .cellAmountInvalid,
    .cellUnitInvalid,
    .cellStateInvalid,
    .cellUnknown,
    .cellDoubled,
    .cellsHeaderInvalid,
    .cellsRowsDisagree,
    .csvRecordRagged,
    .xmlRootUnknown,
    .batchTrailerMissing,
    .batchCountMismatch,
  ]

  /// `report-id-invalid`.
  public static let reportIdInvalid = DiagnosticKind(
    "report-id-invalid", .error,
    zh: "编号 “{id}” 无效：须为 1–64 个小写字母、数字、点、下划线或连字符，以字母或数字开头，不以点结尾，且不是 con、nul 等设备名。",
    en: "\"{id}\" is no valid id: 1 to 64 lower-case letters, digits, dots, underscores or "
      + "hyphens, beginning with a letter or digit, not ending in a dot, and no device name such "
      + "as con or nul")

  /// `report-id-doubled`.
  public static let reportIdDoubled = DiagnosticKind(
    "report-id-doubled", .error,
    zh: "编号 “{id}” 已经出现过，这一份被退回。编号在一个输出中必须唯一；同一份报告的各行须连续。",
    en: "the id \"{id}\" was there before, so that this one is refused; an id is unique within "
      + "an output, and the rows of a report stand together")

  /// `report-edition-unknown`.
  public static let reportEditionUnknown = DiagnosticKind(
    "report-edition-unknown", .error,
    zh: "没有版本 “{edition}” 的表式。可用 nianbao list editions 查看。",
    en: "there is no form of edition \"{edition}\"; see nianbao list editions")

  /// `report-year-invalid`.
  public static let reportYearInvalid = DiagnosticKind(
    "report-year-invalid", .error,
    zh: "年度 “{year}” 无效：须为四位数字。",
    en: "\"{year}\" is no valid year: four digits")

  /// `report-date-invalid`.
  public static let reportDateInvalid = DiagnosticKind(
    "report-date-invalid", .error,
    zh: "日期 “{date}” 无效：须为真实存在的 YYYY-MM-DD。",
    en: "\"{date}\" is no valid date: a real day as YYYY-MM-DD")

  /// `cell-count-invalid`.
  public static let cellCountInvalid = DiagnosticKind(
    "cell-count-invalid", .error,
    zh: "“{value}” 不是有效的数量：须为 0 或正整数，最多 15 位，不带分隔符、小数或指数；空白表示空，“/” 表示不适用。",
    en: "\"{value}\" is no valid count: a whole number, 0 or more, at most 15 digits, without "
      + "separators, decimals or exponent; empty for blank, / for not applicable")

  /// `cell-signed-count-invalid`.
  public static let cellSignedCountInvalid = DiagnosticKind(
    "cell-signed-count-invalid", .error,
    zh: "“{value}” 不是有效的增减数：须为整数，最多 15 位，可带负号；空白表示空，“/” 表示不适用。",
    en: "\"{value}\" is no valid change: a whole number, at most 15 digits, with a minus sign if "
      + "negative; empty for blank, / for not applicable")

  /// `cell-amount-invalid`.
  public static let cellAmountInvalid = DiagnosticKind(
    "cell-amount-invalid", .error,
    zh: "“{value}” 不是有效的金额：须为 0 或正数，最多 15 位，其中小数最多 6 位且末位不为 0，不带分隔符或指数；空白表示空，“/” 表示不适用。",
    en: "\"{value}\" is no valid amount: 0 or more, at most 15 digits, at most 6 of them after "
      + "the point and no trailing zero, without separators or exponent; empty for blank, / for "
      + "not applicable")

  /// `cell-unit-invalid`.
  public static let cellUnitInvalid = DiagnosticKind(
    "cell-unit-invalid", .error,
    zh: "单位 “{unit}” 不能用在这里：只有表式未注明单位的金额可以是 unknown，其余为万元或空。",
    en: "the unit \"{unit}\" cannot stand here: unknown is only for a number in an amount whose "
      + "form states no unit; else 万元 or nothing")

  /// `cell-state-invalid`.
  public static let cellStateInvalid = DiagnosticKind(
    "cell-state-invalid", .error,
    zh: "状态 “{state}” 与值 “{value}” 不符，应为 {expected}。请核对两者。",
    en: "the state \"{state}\" contradicts the value \"{value}\", whose state is {expected}; check "
      + "both")

  /// `cell-unknown`.
  public static let cellUnknown = DiagnosticKind(
    "cell-unknown", .error,
    zh: "版本 {edition} 的表式没有单元格 {cell}。",
    en: "the form of edition {edition} has no cell {cell}")

  /// `cell-doubled`.
  public static let cellDoubled = DiagnosticKind(
    "cell-doubled", .error,
    zh: "同一单元格出现两次。",
    en: "the cell is given twice")

  /// `cells-header-invalid`.
  public static let cellsHeaderInvalid = DiagnosticKind(
    "cells-header-invalid", .error,
    zh: "表头是 “{found}”，应为 “{header}”。",
    en: "the header is \"{found}\"; it must be \"{header}\"")

  /// `cells-rows-disagree`.
  public static let cellsRowsDisagree = DiagnosticKind(
    "cells-rows-disagree", .error,
    zh: "同一报告各行的 {column} 不一致：此处是 “{found}”，前面是 “{expected}”。",
    en: "the rows of a report disagree in {column}: here \"{found}\", before \"{expected}\"")

  /// `csv-record-ragged`.
  public static let csvRecordRagged = DiagnosticKind(
    "csv-record-ragged", .error,
    zh: "这一行有 {found} 个字段，应有 {expected} 个。",
    en: "the record has {found} fields; there must be {expected}")

  /// `xml-root-unknown`.
  public static let xmlRootUnknown = DiagnosticKind(
    "xml-root-unknown", .error,
    zh: "根元素是 {name}（命名空间 {namespace}），应为 命名空间 urn:nianbao:report:<版本> 的 report 或 命名空间 "
      + "urn:nianbao:batch:1 的 batch。",
    en: "the root element is {name} in the namespace \"{namespace}\"; it must be report in "
      + "urn:nianbao:report:<edition>, or batch in urn:nianbao:batch:1")

  /// `batch-trailer-missing`.
  public static let batchTrailerMissing = DiagnosticKind(
    "batch-trailer-missing", .error,
    zh: "批量文件缺少 trailer，无法核对份数，可能不完整。",
    en: "the batch has no trailer, so that its count cannot be checked: it may be incomplete")

  /// `batch-count-mismatch`.
  public static let batchCountMismatch = DiagnosticKind(
    "batch-count-mismatch", .error,
    zh: "批量文件声明有 {stated} 份报告，实际有 {found} 份。",
    en: "the batch states {stated} reports and holds {found}")
}
