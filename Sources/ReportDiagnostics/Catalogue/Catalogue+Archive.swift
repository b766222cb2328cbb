extension DiagnosticKind {
  // MARK: ZIP and tar.gz containers

  static let archiveArea: [DiagnosticKind] = [
    .archiveNotZIP, .archiveMultiDisk, .archiveDirectoryInvalid, .archiveEntryDamaged,
    .archiveEntryEncrypted, .archiveMethodUnknown, .archiveEntrySymbolicLink,
    .archiveEntryHardLink, .archiveEntrySpecialFile, .archiveNameEmpty, .archiveNameInvalidUTF8,
    .archiveNameHasNUL, .archiveNameAbsolute, .archiveNameDrive, .archiveNameBackslash,
    .archiveNameDots, .archiveNameDoubled, .archiveNameCaseDoubled, .archiveEntriesOverlap,
    .archiveChecksumWrong, .archiveDataInvalid, .archiveTooManyEntries, .archiveEntryTooLarge,
    .archiveTotalTooLarge, .archiveRatioTooHigh, .archiveNotGzip, .archiveCut,
    .archiveTrailingData, .archiveHeaderInvalid, .archiveMemoryShort,
  ]

  /// `archive-not-zip`.
  public static let archiveNotZIP = DiagnosticKind(
    "archive-not-zip", .error,
    zh: "没有 ZIP 的目录结尾：不是 ZIP 文件，或者不完整。请重新取得完整的文件。",
    en: "there is no end of a ZIP directory: it is no ZIP file, or it is cut; get the complete file"
  )

  /// `archive-multi-disk`.
  public static let archiveMultiDisk = DiagnosticKind(
    "archive-multi-disk", .error,
    zh: "这是分卷 ZIP 的一卷，不能读取。请先合并为一个文件。",
    en: "this is one part of a ZIP that is split over several; join them into one file first")

  /// `archive-directory-invalid`; the argument is given in both languages.
  public static let archiveDirectoryInvalid = DiagnosticKind(
    "archive-directory-invalid", .error,
    zh: "ZIP 目录无效：{zh}。文件已损坏或被改动，请重新取得。",
    en: "the ZIP directory is not valid: {en}; the file is damaged or was tampered with, get it "
      + "again")

  /// `archive-entry-damaged`; the argument is given in both languages.
  public static let archiveEntryDamaged = DiagnosticKind(
    "archive-entry-damaged", .error,
    zh: "该条目与 ZIP 目录不一致：{zh}。文件已损坏或被改动，请重新取得。",
    en: "the entry does not agree with the ZIP directory: {en}; the file is damaged or was "
      + "tampered with, get it again")

  /// `archive-entry-encrypted`.
  public static let archiveEntryEncrypted = DiagnosticKind(
    "archive-entry-encrypted", .error,
    zh: "该条目已加密，不能读取。请取得未加密的文件。",
    en: "the entry is encrypted and cannot be read; get the file without encryption")

  /// `archive-method-unknown`.
  public static let archiveMethodUnknown = DiagnosticKind(
    "archive-method-unknown", .error,
    zh: "不支持压缩方法 {method}，只支持存储（0）和 deflate（8）。请用普通方式重新压缩。",
    en: "the compression method {method} is not supported, only stored (0) and deflate (8); "
      + "compress it again in the common way")

  /// `archive-entry-symbolic-link`.
  public static let archiveEntrySymbolicLink = DiagnosticKind(
    "archive-entry-symbolic-link", .error,
    zh: "该条目是链接，拒绝读取：压缩包中只能有普通文件和文件夹。",
    en: "the entry is a link and is refused: an archive may hold regular files and folders only")

  /// `archive-entry-hard-link`.
  public static let archiveEntryHardLink = DiagnosticKind(
    "archive-entry-hard-link", .error,
    zh: "该条目是另一条目的硬链接，没有自己的内容，拒绝读取。打包时请让每个文件都带上内容（如 tar --hard-dereference）。",
    en: "the entry is a hard link to another one, without content of its own, and is refused; pack "
      + "every file with its content (as tar --hard-dereference does)")

  /// `archive-entry-special-file`.
  public static let archiveEntrySpecialFile = DiagnosticKind(
    "archive-entry-special-file", .error,
    zh: "该条目既不是普通文件也不是文件夹（类型 {type}），拒绝读取。",
    en: "the entry is neither a regular file nor a folder (type {type}) and is refused")

  /// `archive-name-empty`.
  public static let archiveNameEmpty = DiagnosticKind(
    "archive-name-empty", .error,
    zh: "压缩包中有条目没有名称，拒绝读取。",
    en: "an entry has no name and is refused")

  /// `archive-name-invalid-utf8`.
  public static let archiveNameInvalidUTF8 = DiagnosticKind(
    "archive-name-invalid-utf8", .error,
    zh: "条目名称不是 UTF-8。请用支持 UTF-8 名称的程序重新打包。",
    en: "the name of the entry is not UTF-8; pack it again with a program that writes UTF-8 names")

  /// `archive-name-has-nul`.
  public static let archiveNameHasNUL = DiagnosticKind(
    "archive-name-has-nul", .error,
    zh: "条目名称含有 NUL 字符，拒绝读取。",
    en: "the name of the entry holds a NUL character and is refused")

  /// `archive-name-absolute`.
  public static let archiveNameAbsolute = DiagnosticKind(
    "archive-name-absolute", .error,
    zh: "条目名称是绝对路径，会写到目标文件夹之外，拒绝读取。",
    en: "the name of the entry is an absolute path, which would be written outside the target: "
      + "refused")

  /// `archive-name-drive`.
  public static let archiveNameDrive = DiagnosticKind(
    "archive-name-drive", .error,
    zh: "条目名称含有盘符，会写到目标文件夹之外，拒绝读取。",
    en: "the name of the entry has a drive letter, and would be written outside the target: refused"
  )

  /// `archive-name-backslash`.
  public static let archiveNameBackslash = DiagnosticKind(
    "archive-name-backslash", .error,
    zh: "条目名称含有反斜线，在不同系统上含义不同，拒绝读取。请用“/”作分隔符重新打包。",
    en: "the name of the entry holds a backslash, which means different things on different "
      + "systems: refused; pack it again with '/' between folders")

  /// `archive-name-dots`.
  public static let archiveNameDots = DiagnosticKind(
    "archive-name-dots", .error,
    zh: "条目名称含有空的、“.”或“..”路径部分，可能写到目标文件夹之外，拒绝读取。",
    en: "the name of the entry has a part that is empty, '.' or '..', and may be written outside "
      + "the target: refused")

  /// `archive-name-doubled`.
  public static let archiveNameDoubled = DiagnosticKind(
    "archive-name-doubled", .error,
    zh: "条目名称出现两次：不同程序会读到不同内容，拒绝读取。",
    en: "the name of the entry is there twice: programs would differ in what they read; refused")

  /// `archive-name-case-doubled`.
  public static let archiveNameCaseDoubled = DiagnosticKind(
    "archive-name-case-doubled", .error,
    zh: "条目名称与另一条目“{other}”只有大小写或字符合成方式不同，在有的系统上会互相覆盖，拒绝读取。",
    en: "the name of the entry differs from '{other}' only in case or in how characters are "
      + "composed; one would overwrite the other on some systems: refused")

  /// `archive-entries-overlap`.
  public static let archiveEntriesOverlap = DiagnosticKind(
    "archive-entries-overlap", .error,
    zh: "该条目与其他内容在文件中重叠（常见于压缩炸弹），拒绝读取。",
    en: "the entry overlaps with something else in the file, as in decompression bombs: refused")

  /// `archive-checksum-wrong`.
  public static let archiveChecksumWrong = DiagnosticKind(
    "archive-checksum-wrong", .error,
    zh: "内容的校验和（CRC-32）不符：文件已损坏，请重新取得。",
    en: "the checksum (CRC-32) of the content is wrong: the file is damaged, get it again")

  /// `archive-data-invalid`; the argument is given in both languages.
  public static let archiveDataInvalid = DiagnosticKind(
    "archive-data-invalid", .error,
    zh: "压缩数据无效：{zh}。文件已损坏或被改动，请重新取得。",
    en: "the compressed data are not valid: {en}; the file is damaged or was tampered with, get it "
      + "again")

  /// `archive-too-many-entries`.
  public static let archiveTooManyEntries = DiagnosticKind(
    "archive-too-many-entries", .error,
    zh: "条目超过上限 {limit} 个。请确认文件是否正确；如确实需要，用 --max-entries 提高上限。",
    en: "there are more than {limit} entries; check that it is the right file; --max-entries lifts "
      + "the limit")

  /// `archive-entry-too-large`.
  public static let archiveEntryTooLarge = DiagnosticKind(
    "archive-entry-too-large", .error,
    zh: "该条目解压后超过上限 {limit} 字节。请确认文件是否正确；如确实需要，用 --max-entry-size 提高上限。",
    en: "the entry inflates to more than {limit} bytes; check that it is the right file; "
      + "--max-entry-size lifts the limit")

  /// `archive-total-too-large`.
  public static let archiveTotalTooLarge = DiagnosticKind(
    "archive-total-too-large", .error,
    zh: "全部条目解压后超过上限 {limit} 字节。请确认文件是否正确；如确实需要，用 --max-total-size 提高上限。",
    en: "the entries inflate to more than {limit} bytes in all; check that it is the right file; "
      + "--max-total-size lifts the limit")

  /// `archive-ratio-too-high`.
  public static let archiveRatioTooHigh = DiagnosticKind(
    "archive-ratio-too-high", .error,
    zh: "该条目解压后超过压缩大小的 {limit} 倍（常见于压缩炸弹），拒绝读取。如确知无害，用 --max-ratio 提高上限。",
    en: "the entry inflates to more than {limit} times its size, as decompression bombs do: "
      + "refused; --max-ratio lifts the limit"
  )

  /// `archive-not-gzip`.
  public static let archiveNotGzip = DiagnosticKind(
    "archive-not-gzip", .error,
    zh: "此处应为 gzip 数据，实际不是：文件已损坏，或不是 .tar.gz。请重新取得。",
    en: "there should be gzip data here, and there are none: the file is damaged, or no .tar.gz; "
      + "get it again")

  /// `archive-cut`.
  public static let archiveCut = DiagnosticKind(
    "archive-cut", .error,
    zh: "文件在此中断，不完整。请重新取得完整的文件。",
    en: "the file breaks off here; get the complete file")

  /// `archive-trailing-data`.
  public static let archiveTrailingData = DiagnosticKind(
    "archive-trailing-data", .error,
    zh: "压缩包的结尾之后还有内容：不同程序会读到不同内容，拒绝读取。请重新取得文件。",
    en: "there is something behind the end of the archive: programs would differ in what they "
      + "read; refused, get the file again")

  /// `archive-header-invalid`; the argument is given in both languages.
  public static let archiveHeaderInvalid = DiagnosticKind(
    "archive-header-invalid", .error,
    zh: "tar 条目头无效：{zh}。文件已损坏，或不是 tar。请重新取得。",
    en: "a tar header is not valid: {en}; the file is damaged, or no tar; get it again")

  /// `archive-memory-short`.
  public static let archiveMemoryShort = DiagnosticKind(
    "archive-memory-short", .error,
    zh: "内存不足，无法压缩。请关闭其他程序后重试。",
    en: "there is not enough memory to compress; close other programs and try again")
}
