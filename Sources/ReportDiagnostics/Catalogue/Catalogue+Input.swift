extension DiagnosticKind {
  // MARK: opening and recognising an input

  static let inputArea: [DiagnosticKind] = [
    .inputUnreadable,
    .inputChanged,
    .inputTooLarge,
    .inputEmpty,
    .inputFolderEmpty,
    .inputHiddenSkipped,
    .inputFormatForeign,
    .inputIsOldOffice,
    .inputIsPDF,
    .inputIsImage,
    .inputFormatUnknown,
    .inputWithoutReport,
    .inputNeedsPath,
    .inputFormatNotRead,
    .inputIsFolder,
    .digestUnavailable,
  ]

  /// `input-unreadable`.
  public static let inputUnreadable = DiagnosticKind(
    "input-unreadable", .error,
    zh: "无法读取 {path}：{reason}。请检查路径和权限。",
    en: "cannot read {path}: {reason}; check the path and its permissions")

  /// `input-changed`.
  public static let inputChanged = DiagnosticKind(
    "input-changed", .error,
    zh: "{path} 在读取过程中被修改，无法继续。请等修改完成后再运行一次。",
    en: "{path} was changed while it was read, and cannot be read on; run it again once nothing "
      + "changes it any more")

  /// `input-too-large`.
  public static let inputTooLarge = DiagnosticKind(
    "input-too-large", .error,
    zh: "{path} 超过 {limit} 字节的上限。请确认文件是否正确，必要时拆分。",
    en: "{path} is larger than the limit of {limit} bytes; check that it is the right file, or "
      + "split it")

  /// `input-empty`.
  public static let inputEmpty = DiagnosticKind(
    "input-empty", .error,
    zh: "文件是空的，没有报告。",
    en: "the file is empty: it holds no report")

  /// `input-folder-empty`.
  public static let inputFolderEmpty = DiagnosticKind(
    "input-folder-empty", .error,
    zh: "文件夹中没有文件。请检查路径。",
    en: "the folder holds no files; check the path")

  /// `input-hidden-skipped`.
  public static let inputHiddenSkipped = DiagnosticKind(
    "input-hidden-skipped", .note,
    zh: "文件夹中有 {count} 个隐藏的文件或文件夹（名称以 . 开头）未读取；需要读取的，请改名，或直接作为输入给出。",
    en: "{count} hidden files or folders (names with a dot in front) in the folder are not read; "
      + "rename them to have them read, or give them as inputs")

  /// `input-format-foreign`.
  public static let inputFormatForeign = DiagnosticKind(
    "input-format-foreign", .error,
    zh: "这是 {format} 文件，本版本不能读取。请解包，或另存为 docx、xlsx、网页或纯文本后再导入。",
    en: "this is a {format} file, which this version does not read; unpack it, or save it as docx, "
      + "xlsx, a page or plain text, and import that")

  /// `input-is-old-office`: doc, xls, wps, et.
  public static let inputIsOldOffice = DiagnosticKind(
    "input-is-old-office", .error,
    zh: "这是旧格式的办公文件（doc、xls、wps、et），本版本不能读取。请用 Word、Excel 或 WPS 打开，"
      + "另存为 docx 或 xlsx 后再导入。",
    en: "this is an office file of an old format (doc, xls, wps, et), which this version does not "
      + "read; open it in Word, Excel or WPS, save it as docx or xlsx, and import that")

  /// `input-is-pdf`.
  public static let inputIsPDF = DiagnosticKind(
    "input-is-pdf", .error,
    zh: "这是 PDF 文件，本版本不能读取。请取得制作它的 docx 或网页；没有时，把其中的文字和表格存为纯文本"
      + "（每行一行，单元格以 | 分隔）后再导入。扫描件须先录入。",
    en: "this is a PDF file, which this version does not read; get the docx or page that it was "
      + "made of, or else save its text with tables as plain text (a row a line, cells separated by "
      + "|); a scan must be typed in first")

  /// `input-is-image`.
  public static let inputIsImage = DiagnosticKind(
    "input-is-image", .error,
    zh: "这是图片（{format}），其中的数字不能读取。请取得原文件，或按表式录入为 xlsx 或纯文本后再导入。",
    en: "this is an image ({format}), whose numbers cannot be read; get the original file, or type "
      + "the tables into xlsx or plain text and import that")

  /// `input-format-unknown`.
  public static let inputFormatUnknown = DiagnosticKind(
    "input-format-unknown", .error,
    zh: "无法识别文件格式。可用 --from 指定：{formats}。",
    en: "the format is not recognised; name it with --from: {formats}")

  /// `input-without-report`.
  public static let inputWithoutReport = DiagnosticKind(
    "input-without-report", .error,
    zh: "其中没有报告。",
    en: "it holds no report")

  /// `input-needs-path`.
  public static let inputNeedsPath = DiagnosticKind(
    "input-needs-path", .error,
    zh: "{format} 不能从标准输入读取：请先保存为文件，再给出其路径。",
    en: "{format} cannot be read from standard input: save it first and name the file or folder")

  /// `input-format-not-read`.
  public static let inputFormatNotRead = DiagnosticKind(
    "input-format-not-read", .error,
    zh: "{format} 格式只能写出，不能读取。请改用报告的原文件。",
    en: "the format {format} is only written, never read; use the file that it was made from")

  /// `input-is-folder`.
  public static let inputIsFolder = DiagnosticKind(
    "input-is-folder", .error,
    zh: "这是一个文件夹，不能作为 {format} 读取。请去掉 --from，或给出其中的文件。",
    en: "this is a folder, which cannot be read as {format}; leave out --from, or name the files "
      + "in it")

  /// `digest-unavailable`.
  public static let digestUnavailable = DiagnosticKind(
    "digest-unavailable", .error,
    zh: "本机的 libcrypto 不提供 SHA-256，无法为导入的报告编号。请安装完整的 OpenSSL。",
    en: "libcrypto of this machine does not provide SHA-256, so that an imported report cannot be "
      + "given its id; install a complete OpenSSL")
}
