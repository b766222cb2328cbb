extension DiagnosticKind {
  // MARK: opening and recognising an input

  static let inputArea: [DiagnosticKind] = [
    .inputUnreadable, .inputTooLarge,
  ]

  /// `input-unreadable`.
  public static let inputUnreadable = DiagnosticKind(
    "input-unreadable", .error,
    zh: "无法读取 {path}：{reason}。请检查路径和权限。",
    en: "cannot read {path}: {reason}; check the path and its permissions")

  /// `input-too-large`.
  public static let inputTooLarge = DiagnosticKind(
    "input-too-large", .error,
    zh: "{path} 超过 {limit} 字节的上限。请确认文件是否正确，必要时拆分。",
    en:
      "{path} is larger than the limit of {limit} bytes; check that it is the right file, or split it"
  )
}
