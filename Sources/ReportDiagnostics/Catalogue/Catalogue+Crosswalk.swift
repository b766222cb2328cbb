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
