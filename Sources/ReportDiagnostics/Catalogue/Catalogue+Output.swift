extension DiagnosticKind {
  // MARK: writing results

  static let outputArea: [DiagnosticKind] = [
    .outputFailed,
    .outputParentMissing,
    .outputNotPermitted,
    .outputIsFolder,
    .outputNoSpace,
    .outputClosed,
    .outputFolderNotEmpty,
    .outputNameUnsafe,
    .outputWithoutReport,
    .outputFormatNotWritten,
    .outputNeedsPath,
    .outputStandardRefused,
    .cellsReportWithoutCells,
    .cellsLeavesOut,
    .envelopeDropped,
    .outputWithoutProvenance,
  ]

  /// `output-failed`.
  public static let outputFailed = DiagnosticKind(
    "output-failed", .error,
    zh: "无法写入 {path}：{reason}。原有文件保持不变；请排除原因后重试。",
    en: "cannot write {path}: {reason}; what was there is unchanged; remove the cause, try again")

  /// `output-parent-missing`.
  public static let outputParentMissing = DiagnosticKind(
    "output-parent-missing", .error,
    zh: "无法写入 {path}：上级文件夹不存在（{reason}）。请先建立该文件夹，或检查路径。",
    en: "cannot write {path}: its folder does not exist ({reason}); make it first, or check the "
      + "path")

  /// `output-not-permitted`.
  public static let outputNotPermitted = DiagnosticKind(
    "output-not-permitted", .error,
    zh: "无权写入 {path}：{reason}。请检查权限，或换一个位置。",
    en: "not permitted to write {path}: {reason}; check its permissions, or write elsewhere")

  /// `output-is-folder`.
  public static let outputIsFolder = DiagnosticKind(
    "output-is-folder", .error,
    zh: "无法写入 {path}：这是一个文件夹。请给出文件名。",
    en: "cannot write {path}: it is a folder; name a file")

  /// `output-no-space`.
  public static let outputNoSpace = DiagnosticKind(
    "output-no-space", .error,
    zh: "写入 {path} 时空间不足或超过文件大小限制：{reason}。原有文件保持不变；请腾出空间后重试。",
    en: "no room to write {path}: {reason}; what was there is unchanged; make room and try again")

  /// `output-closed`.
  public static let outputClosed = DiagnosticKind(
    "output-closed", .error,
    zh: "{path} 的接收方已关闭，结果没有写完。请检查管道后面的程序。",
    en: "whoever reads {path} closed it before everything was written; check the program there")

  /// `output-folder-not-empty`.
  public static let outputFolderNotEmpty = DiagnosticKind(
    "output-folder-not-empty", .error,
    zh: "文件夹 {path} 不是空的，不会覆盖。请换一个文件夹，或先将其清空。",
    en: "the folder {path} is not empty and is not overwritten; name another, or empty it first")

  /// `output-name-unsafe`.
  public static let outputNameUnsafe = DiagnosticKind(
    "output-name-unsafe", .error,
    zh: "“{name}”不能用作 {path} 中的文件名。请更改名称。",
    en: "'{name}' cannot be the name of a file in {path}; change it")

  /// `output-without-report`.
  public static let outputWithoutReport = DiagnosticKind(
    "output-without-report", .error,
    zh: "没有可写出的报告，未生成任何输出。",
    en: "there is no report to write: no output was made")

  /// `output-format-not-written`.
  public static let outputFormatNotWritten = DiagnosticKind(
    "output-format-not-written", .error,
    zh: "不能写出格式 {format}。",
    en: "the format {format} cannot be written")

  /// `output-needs-path`.
  public static let outputNeedsPath = DiagnosticKind(
    "output-needs-path", .error,
    zh: "{format} 每个文件只有一份报告：多份报告请用 -o 指定文件夹。",
    en: "{format} holds one report a file: give a folder with -o for several")

  /// `output-standard-refused`.
  public static let outputStandardRefused = DiagnosticKind(
    "output-standard-refused", .error,
    zh: "{format} 不能写到标准输出：请用 -o 指定路径。",
    en: "{format} cannot be written to standard output: give a path with -o")

  /// `cells-report-without-cells`.
  public static let cellsReportWithoutCells = DiagnosticKind(
    "cells-report-without-cells", .warning,
    zh: "这份报告没有任何已知单元格，在 cells 格式中不会出现。",
    en: "the report has no known cell: it leaves no trace in the cells format")

  /// `cells-leaves-out`.
  public static let cellsLeavesOut = DiagnosticKind(
    "cells-leaves-out", .note,
    zh: "cells 格式只含单元格：标题、正文、表外内容、来源等不写出（只提示一次）。",
    en: "the cells format carries cells only: titles, narrative, extras, source and the like are "
      + "left out (said once)")

  /// `output-without-provenance`.
  public static let outputWithoutProvenance = DiagnosticKind(
    "output-without-provenance", .note,
    zh: "{format} 格式不含导入依据（只提示一次）；需要时请另存为 json、ndjson 或 bundle。",
    en: "{format} does not carry how reports were imported (said once); for that, write json,"
      + " ndjson or a bundle as well")

  /// `envelope-dropped`.
  public static let envelopeDropped = DiagnosticKind(
    "envelope-dropped", .note,
    zh: "批量文件的表头（报送单位、接收单位、时间）不属于报告，不写出。",
    en: "the header of the batch (sender, receiver, time) is no part of a report and is left out")
}
