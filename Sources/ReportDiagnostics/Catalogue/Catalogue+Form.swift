extension DiagnosticKind {
  // MARK: form definitions

  static let formArea: [DiagnosticKind] = [
    .formKeyUnknown,
    .formValueInvalid,
    .formCodeInvalid,
    .formCodeDoubled,
    .formLabelAmbiguous,
    .formEnglishMismatch,
    .formSectionUnknown,
    .formKindMissing,
    .formUnitInvalid,
    .formIdentityInvalid,
    .formIdentityTermUnknown,
  ]

  /// `form-key-unknown`.
  public static let formKeyUnknown = DiagnosticKind(
    "form-key-unknown", .error,
    zh: "表式定义中有未知的键 “{key}”。请改正或删除。",
    en: "the form definition has an unknown key \"{key}\"; correct or remove it")

  /// `form-value-invalid`.
  public static let formValueInvalid = DiagnosticKind(
    "form-value-invalid", .error,
    zh: "表式定义中 “{key}” 的值无效。",
    en: "the form definition gives no valid value for \"{key}\"")

  /// `form-code-invalid`.
  public static let formCodeInvalid = DiagnosticKind(
    "form-code-invalid", .error,
    zh: "代码 “{code}” 无效：须以字母开头，只含字母、数字和点。",
    en: "\"{code}\" is no valid code: a letter, then letters, digits and dots")

  /// `form-code-doubled`.
  public static let formCodeDoubled = DiagnosticKind(
    "form-code-doubled", .error,
    zh: "{list} 中代码 “{code}” 重复。",
    en: "the code \"{code}\" stands twice in {list}")

  /// `form-label-ambiguous`.
  public static let formLabelAmbiguous = DiagnosticKind(
    "form-label-ambiguous", .error,
    zh: "{list} 中标签路径 “{label}” 为空或重复，无法区分。",
    en: "the label path \"{label}\" in {list} is empty or stands twice: rows cannot be told apart")

  /// `form-english-mismatch`.
  public static let formEnglishMismatch = DiagnosticKind(
    "form-english-mismatch", .error,
    zh: "标签 “{label}” 没有英文（english 中须有一条 ASCII 文字），或表式中没有这个标签。",
    en: "\"{label}\" has no English label in plain ASCII under english, or is no label of the form")

  /// `form-section-unknown`.
  public static let formSectionUnknown = DiagnosticKind(
    "form-section-unknown", .error,
    zh: "表 {table} 所属的部分 “{section}” 未定义。",
    en: "table {table} stands in section \"{section}\", which is not defined")

  /// `form-kind-missing`.
  public static let formKindMissing = DiagnosticKind(
    "form-kind-missing", .error,
    zh: "单元格 {cell} 没有类型：行或列须写明 kind。",
    en: "the cell {cell} has no kind: its row or its column must say one")

  /// `form-unit-invalid`.
  public static let formUnitInvalid = DiagnosticKind(
    "form-unit-invalid", .error,
    zh: "金额单元格 {cell} 的单位是 “{unit}”；只允许万元或不注明。",
    en: "the amount {cell} has the unit \"{unit}\"; only 万元 or none is possible")

  /// `form-identity-invalid`.
  public static let formIdentityInvalid = DiagnosticKind(
    "form-identity-invalid", .error,
    zh: "勾稽关系 {identity} 有一侧为空，或同一项出现两次。",
    en: "the identity {identity} has an empty side, or a term twice")

  /// `form-identity-term-unknown`.
  public static let formIdentityTermUnknown = DiagnosticKind(
    "form-identity-term-unknown", .error,
    zh: "勾稽关系 {identity} 引用了不存在的 “{code}”。",
    en: "the identity {identity} names \"{code}\", which the table does not have")
}

extension DiagnosticKind {
  // MARK: converting to another edition

  static let crosswalkArea: [DiagnosticKind] = [.crosswalkCellLost, .crosswalkMissing]

  /// `crosswalk-cell-lost`.
  public static let crosswalkCellLost = DiagnosticKind(
    "crosswalk-cell-lost", .warning,
    zh: "{to} 版没有与 {from} 版此单元格（{value}）对应的单元格，数值不带入。",
    en: "edition {to} has no counterpart of this cell of edition {from} ({value}): it is not "
      + "carried over")

  /// `crosswalk-missing`.
  public static let crosswalkMissing = DiagnosticKind(
    "crosswalk-missing", .error,
    zh: "没有从 {from} 版到 {to} 版的对照表，此报告被退回。可不加 --edition 按原版转换。",
    en: "there is no crosswalk from edition {from} to edition {to}, so that the report is refused; "
      + "convert it without --edition")
}
