extension DiagnosticKind {
  // MARK: opening and recognising an input

  static let inputArea: [DiagnosticKind] = [
    .inputUnreadable,
  ]

  /// `input-unreadable`.
  public static let inputUnreadable = DiagnosticKind(
    "input-unreadable", .error,
    zh: "无法读取 {path}：{reason}。请检查路径和权限。",
    en: "cannot read {path}: {reason}; check the path and its permissions")
}
