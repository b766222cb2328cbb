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
    .outputInUse,
    .runInterrupted,
    .runResumed,
    .runDiffers,
    .runInputChanged,
    .runCanBeResumed,
    .runCrashed,
    .inputCrashes,
    .outputPartialForeign,
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

  /// `output-in-use`.
  public static let outputInUse = DiagnosticKind(
    "output-in-use", .error,
    zh: "另一次运行正在写出 {path}。请等它结束，或写到其他路径。",
    en: "another run is writing {path}: wait for it, or write to another path")

  /// `run-interrupted`.
  public static let runInterrupted = DiagnosticKind(
    "run-interrupted", .error,
    zh: "运行在结束之前被中断，没有生成输出。",
    en: "the run was interrupted before its end: no output was made")

  /// `run-resumed`.
  public static let runResumed = DiagnosticKind(
    "run-resumed", .note,
    zh: "接着上次的运行：{count} 个输入已经完成，不再处理；小结包括它们。",
    en: "taken up where the last run stopped: {count} inputs are done already; the summary counts "
      + "them")

  /// `run-differs`.
  public static let runDiffers = DiagnosticKind(
    "run-differs", .note,
    zh: "版本、格式、选项或输入与上次中断的运行不同：从头开始。",
    en: "version, format, options or inputs are not those of the run that was stopped: started "
      + "afresh")

  /// `run-input-changed`.
  public static let runInputChanged = DiagnosticKind(
    "run-input-changed", .note,
    zh: "{path} 在上次运行中断之后有改变，或已不在原来的位置：从头开始。",
    en: "{path} has changed since the last run was stopped, or is not where it was: started afresh")

  /// `run-can-be-resumed`.
  public static let runCanBeResumed = DiagnosticKind(
    "run-can-be-resumed", .note,
    zh: "已完成的部分保存在 {path}；用同样的参数加 --resume 再次运行即可接着做，不需要时可删除。",
    en: "what is done is kept in {path}: run the same command with --resume to go on, or remove it")

  /// `run-crashed`: printed by a signal handler, once for each input in flight.
  public static let runCrashed = DiagnosticKind(
    "run-crashed", .error,
    zh: "程序因信号 {signal} 崩溃，当时正在处理这个输入（列出多个时，多半是第一个引起的）。请先去掉它再运行；"
      + "用 --resume 运行的，用同样的参数再次运行，会单独处理列出的每一个。请把这个文件发给开发者。",
    en: "the program crashed with {signal} while it processed this input (of several that are "
      + "named, the first is the likeliest cause); run again without it, or, with --resume, run the "
      + "same command again, which processes each of them alone; send the file to the developers")

  /// `input-crashes`.
  public static let inputCrashes = DiagnosticKind(
    "input-crashes", .error,
    zh: "程序处理这个输入时崩溃，再次单独处理它时又崩溃：已跳过。请把文件发给开发者；"
      + "可另存为其他格式后单独转换；文件有改动时会重新读取。",
    en:
      "the program crashed on this input, and again when it processed it alone: it is passed over; "
      + "send the file to the developers; save it in another format and convert it by itself; it "
      + "is read again once it has changed")

  /// `output-partial-foreign`.
  public static let outputPartialForeign = DiagnosticKind(
    "output-partial-foreign", .error,
    zh: "{path} 不是本程序建立的，未作任何改动；--resume 要在这里保存进度。请将其移走，或写到其他路径。",
    en: "{path} was not made by this program and is left as it is; --resume keeps its progress "
      + "there: move it away, or write to another path")

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
