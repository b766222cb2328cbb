extension DiagnosticKind {
  // MARK: rules: what is wrong with the data of a report that could be read

  static let rulesArea: [DiagnosticKind] = [
    .identityBroken,
    .identityCellsUnread,
    .identityCellsMissing,
    .identityUnitUnknown,
    .identityNotApplicable,
    .identityCellsBlank,
    .editionYearMismatch,
    .sectionOutOfOrder,
    .sectionDoubled,
    .sectionEmpty,
    .creditCodeMalformed,
    .creditCodeCheckWrong,
    .organisationCodeCheckWrong,
    .divisionCodeInvalid,
    .carriedOverMismatch,
    .carriedOverNotAssessable,
    .previousReportMissing,
    .previousReportAmbiguous,
    .previousReportsRefused,
    .submissionPartMissing,
    .submissionEditionNone,
    .submissionSectionMissing,
    .submissionCellsMissing,
    .submissionCellsUnread,
    .submissionCellsBlank,
  ]

  /// `identity-broken`.
  public static let identityBroken = DiagnosticKind(
    "identity-broken", .error,
    zh: "勾稽关系 {identity} 不成立：左边合计 {left}，右边合计 {right}，相差 {difference}。{zh}。请对照原件核实。",
    en: "the identity {identity} does not hold: {left} on the left, {right} on the right, "
      + "a difference of {difference}; {en}; check with the original")

  /// `identity-cells-unread`.
  public static let identityCellsUnread = DiagnosticKind(
    "identity-cells-unread", .note,
    zh: "勾稽关系 {identity} 有 {count} 处（共 {total} 处）无法判断：其单元格的内容没有读出（原文在表外内容中），不等于缺失：{zh}。请对照原件补填。",
    en: "the identity {identity} cannot be assessed in {count} of {total} places, because cells of "
      + "the source could not be read (their texts are among the extras), which does not mean that "
      + "they are missing: {en}; fill them in from the original")

  /// `identity-cells-missing`.
  public static let identityCellsMissing = DiagnosticKind(
    "identity-cells-missing", .note,
    zh: "勾稽关系 {identity} 有 {count} 处（共 {total} 处）无法判断：报告中没有这些单元格：{zh}。",
    en: "the identity {identity} cannot be assessed in {count} of {total} places, because the "
      + "report does not have the cells: {en}")

  /// `identity-unit-unknown`.
  public static let identityUnitUnknown = DiagnosticKind(
    "identity-unit-unknown", .note,
    zh: "勾稽关系 {identity} 有 {count} 处（共 {total} 处）无法判断：金额的单位不明，不能相加：{zh}。请注明单位。",
    en: "the identity {identity} cannot be assessed in {count} of {total} places, because amounts "
      + "of unknown unit cannot be added up: {en}; state the unit")

  /// `identity-not-applicable`.
  public static let identityNotApplicable = DiagnosticKind(
    "identity-not-applicable", .note,
    zh: "勾稽关系 {identity} 有 {count} 处（共 {total} 处）无法判断：单元格填的是“不适用”（/），不是数字：{zh}。",
    en:
      "the identity {identity} cannot be assessed in {count} of {total} places, because cells say "
      + "\"not applicable\" (/), which is no number: {en}")

  /// `identity-cells-blank`.
  public static let identityCellsBlank = DiagnosticKind(
    "identity-cells-blank", .note,
    zh: "勾稽关系 {identity} 有 {count} 处（共 {total} 处）无法判断：单元格为空白，空白不等于 0：{zh}。如为 0 请填 0。",
    en:
      "the identity {identity} cannot be assessed in {count} of {total} places, because cells are "
      + "blank, and blank is not 0: {en}; write 0 where it is 0")

  /// `edition-year-mismatch`.
  public static let editionYearMismatch = DiagnosticKind(
    "edition-year-mismatch", .warning,
    zh: "{year} 年度的报告应使用 {expected} 版表式，这里是 {found} 版。",
    en: "a report of {year} is made on the form of {expected}, and this is on that of {found}")

  /// `section-out-of-order`.
  public static let sectionOutOfOrder = DiagnosticKind(
    "section-out-of-order", .warning,
    zh: "“{section}” 的位置不对：按表式应在 “{before}” 之前。",
    en: "\"{section}\" is out of order: by the form it comes before \"{before}\"")

  /// `section-doubled`.
  public static let sectionDoubled = DiagnosticKind(
    "section-doubled", .warning,
    zh: "“{section}” 出现了两次。请合并或删除一处。",
    en: "\"{section}\" is there twice; merge the two, or remove one")

  /// `section-empty`.
  public static let sectionEmpty = DiagnosticKind(
    "section-empty", .warning,
    zh: "“{section}” 没有内容。没有情况可写时请写 “无”。",
    en: "\"{section}\" has no content; if there is nothing to say, say so")

  /// `credit-code-malformed`.
  public static let creditCodeMalformed = DiagnosticKind(
    "credit-code-malformed", .error,
    zh: "统一社会信用代码 “{code}” 无效：须为 18 位数字和大写字母（不含 I、O、S、V、Z）。",
    en: "\"{code}\" is no unified social credit code: 18 digits and capital letters without "
      + "I, O, S, V and Z (GB 32100)")

  /// `credit-code-check-wrong`.
  public static let creditCodeCheckWrong = DiagnosticKind(
    "credit-code-check-wrong", .error,
    zh: "统一社会信用代码 “{code}” 的校验码是 {found}，按 GB 32100 应为 {expected}：其中至少有一位写错。",
    en: "the check character of the unified social credit code \"{code}\" is {found}; by GB 32100 "
      + "it would be {expected}: one character at least is wrong")

  /// `organisation-code-check-wrong`.
  public static let organisationCodeCheckWrong = DiagnosticKind(
    "organisation-code-check-wrong", .error,
    zh: "统一社会信用代码第 9–17 位的组织机构代码 “{code}” 的校验码是 {found}，按 GB 11714 应为 {expected}：其中至少有一位写错。",
    en: "the check character of the organisation code \"{code}\", characters 9 to 17 of the credit "
      + "code, is {found}; by GB 11714 it would be {expected}: one character at least is wrong")

  /// `division-code-invalid`.
  public static let divisionCodeInvalid = DiagnosticKind(
    "division-code-invalid", .error,
    zh: "行政区划代码 “{code}” 无效：须为 6 位数字，前两位是省级代码，第 3–4 位为 00 时第 5–6 位也为 00（GB/T 2260）。",
    en: "\"{code}\" is no administrative division code: six digits, the first two those of a "
      + "province, the last two 00 if the middle ones are (GB/T 2260)")

  /// `carried-over-mismatch`.
  public static let carriedOverMismatch = DiagnosticKind(
    "carried-over-mismatch", .warning,
    zh: "与上一年结转的数不一致（上一年报告 {previous}）：{zh}。请核对两年的报告。",
    en: "what was carried over is not what the year before carried forward (report {previous}): "
      + "{en}; check both reports")

  /// `carried-over-not-assessable`.
  public static let carriedOverNotAssessable = DiagnosticKind(
    "carried-over-not-assessable", .note,
    zh: "有 {count} 列无法与上一年结转的数核对（上一年报告 {previous}），因为两边有一边不是数字：{zh}。",
    en: "what was carried over cannot be compared with the year before (report {previous}) in "
      + "{count} columns, where one of the two is no number: {en}")

  /// `previous-report-missing`.
  public static let previousReportMissing = DiagnosticKind(
    "previous-report-missing", .note,
    zh: "上一年的报告中没有这个机关的（按统一社会信用代码，否则按名称），未核对上年结转。",
    en: "there is no report of this agency among those of the year before (by credit code, else by "
      + "name), so that what was carried over is not checked")

  /// `previous-report-ambiguous`.
  public static let previousReportAmbiguous = DiagnosticKind(
    "previous-report-ambiguous", .note,
    zh: "上一年的报告中有 {count} 份属于这个机关，无法确定是哪一份，未核对上年结转。请用统一社会信用代码区分。",
    en: "{count} reports of the year before are of this agency, so that what was carried over is "
      + "not checked; credit codes tell agencies apart")

  /// `previous-reports-refused`.
  public static let previousReportsRefused = DiagnosticKind(
    "previous-reports-refused", .warning,
    zh: "上一年的报告有 {count} 份无法读取，未用于核对。请用 nianbao validate 检查它们。",
    en: "{count} reports of the year before could not be read and are not compared with; look at "
      + "them with nianbao validate")

  /// `submission-part-missing`.
  public static let submissionPartMissing = DiagnosticKind(
    "submission-part-missing", .error,
    zh: "报送的报告须有{zh}。", en: "a report that is submitted has {en}; this one does not")

  /// `submission-edition-none`.
  public static let submissionEditionNone = DiagnosticKind(
    "submission-edition-none", .error,
    zh: "报送的报告须使用国家规定的表式，这里没有（版本 {edition}）。",
    en: "a report that is submitted is made on a national form; this one is not (edition {edition})"
  )

  /// `submission-section-missing`.
  public static let submissionSectionMissing = DiagnosticKind(
    "submission-section-missing", .error,
    zh: "报送的报告缺少 “{section}”。", en: "the section \"{section}\" is missing")

  /// `submission-cells-missing`.
  public static let submissionCellsMissing = DiagnosticKind(
    "submission-cells-missing", .error,
    zh: "报送的报告每个单元格须为数字或 “/”；缺少 {count} 个：{zh}。",
    en: "every cell is a number or \"/\" in a report that is submitted; {count} are missing: {en}")

  /// `submission-cells-unread`.
  public static let submissionCellsUnread = DiagnosticKind(
    "submission-cells-unread", .error,
    zh: "报送的报告每个单元格须为数字或 “/”；有 {count} 个没有读出（原文在表外内容中，请对照原件补填）：{zh}。",
    en: "every cell is a number or \"/\" in a report that is submitted; {count} could not be read "
      + "(their texts are among the extras: fill them in from the original): {en}")

  /// `submission-cells-blank`.
  public static let submissionCellsBlank = DiagnosticKind(
    "submission-cells-blank", .error,
    zh: "报送的报告每个单元格须为数字或 “/”；有 {count} 个空白：{zh}。",
    en: "every cell is a number or \"/\" in a report that is submitted; {count} are blank: {en}")
}
