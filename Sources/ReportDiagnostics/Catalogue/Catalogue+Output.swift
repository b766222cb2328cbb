extension DiagnosticKind {
  // MARK: writing results

  static let outputArea: [DiagnosticKind] = [
    .outputWithoutReport,
    .outputFormatNotWritten,
    .outputNeedsPath,
    .cellsReportWithoutCells,
    .cellsLeavesOut,
    .envelopeDropped,
  ]

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

  /// `envelope-dropped`.
  public static let envelopeDropped = DiagnosticKind(
    "envelope-dropped", .note,
    zh: "批量文件的表头（报送单位、接收单位、时间）不属于报告，不写出。",
    en: "the header of the batch (sender, receiver, time) is no part of a report and is left out")
}
