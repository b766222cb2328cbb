extension DiagnosticKind {
  // MARK: bags and bundles

  static let bundleArea: [DiagnosticKind] = [
    .bundleNameUnknown, .bundleIndexWrong, .bundleReportMissing, .bundleOriginalChanged,
    .bundleOriginalLeftOut, .bundleTooManyParts, .bundlePartTooLarge, .bundlePartStale,
    .bundleReportUnreadable, .salvageNothing, .salvageFileDamaged, .salvageFileLost,
    .salvageFileUnlisted, .salvageNameWrong, .salvageNameTaken, .salvageLossesUnknown,
    .salvageHostile,
    .bagDeclarationMissing, .bagDeclarationInvalid, .bagVersionUnknown, .bagVersionOld,
    .bagEncodingUnknown, .bagBaseMixed, .bagManifestMissing, .bagManifestAlgorithmUnknown,
    .bagManifestLineInvalid, .bagManifestLineTolerated, .bagPathOutside, .bagPathDoubled,
    .bagPathDoubledAlike, .bagFileMissing, .bagFileNotFetched, .bagFileUnlisted,
    .bagDigestWrong, .bagOxumInvalid, .bagOxumWrong, .bagNameSpeltOtherwise,
  ]

  /// `bundle-name-unknown`.
  public static let bundleNameUnknown = DiagnosticKind(
    "bundle-name-unknown", .error,
    zh: "归档包的名称须以 .bundle.zip 或 .bundle.tar.gz 结尾，而不是“{path}”。",
    en: "the name of a bundle ends in .bundle.zip or .bundle.tar.gz, not '{path}'")

  /// `bundle-index-wrong`; the argument is given in both languages.
  public static let bundleIndexWrong = DiagnosticKind(
    "bundle-index-wrong", .error,
    zh: "索引与归档包内容不符（{path}）：{zh}。索引只是提示；请重新打包以生成正确的索引。",
    en: "the index does not agree with the bundle ({path}): {en}; it is only a hint, pack the "
      + "reports again to get a right one")

  /// `bundle-report-missing`.
  public static let bundleReportMissing = DiagnosticKind(
    "bundle-report-missing", .error,
    zh: "其中没有编号为“{id}”的报告。可用 nianbao bundle list 查看全部编号。",
    en: "it holds no report with the id '{id}'; see nianbao bundle list for the ids there are")

  /// `bundle-original-changed`.
  public static let bundleOriginalChanged = DiagnosticKind(
    "bundle-original-changed", .error,
    zh: "{path} 在读取期间被改动，无法与报告一起归档。请重新运行。",
    en: "{path} was changed while it was read, and cannot be kept beside its report; run it again")

  /// `bundle-original-left-out`.
  public static let bundleOriginalLeftOut = DiagnosticKind(
    "bundle-original-left-out", .warning,
    zh: "来自标准输入的原始文件不能收入归档包。请给出文件路径。",
    en: "the original came from standard input and is not kept in the bundle; name the file "
      + "instead")

  /// `bundle-too-many-parts`.
  public static let bundleTooManyParts = DiagnosticKind(
    "bundle-too-many-parts", .error,
    zh: "分成的归档包超过 {limit} 个。请用 --max-size 给出更大的上限。",
    en: "there would be more than {limit} parts; give --max-size a larger size")

  /// `bundle-part-too-large`.
  public static let bundlePartTooLarge = DiagnosticKind(
    "bundle-part-too-large", .warning,
    zh: "“{path}”及其附带文件单独就超过上限 {limit} 字节，所在归档包因此超限。",
    en: "'{path}' and what belongs to it alone are more than {limit} bytes: this part is larger "
      + "than --max-size")

  /// `bundle-part-stale`.
  public static let bundlePartStale = DiagnosticKind(
    "bundle-part-stale", .warning,
    zh: "本次共写出 {count} 个归档包，此文件是以前留下的。请删除它，以免混淆。",
    en: "this run wrote {count} parts, and this file is left from another; remove it, so that they "
      + "are not mixed up")

  /// `bundle-report-unreadable`.
  public static let bundleReportUnreadable = DiagnosticKind(
    "bundle-report-unreadable", .warning,
    zh: "“{path}”的内容未损坏，但不能作为报告读取；已原样保留，索引中没有它的年度和机关。",
    en: "'{path}' is intact, but cannot be read as a report; it is kept as it is, and the index "
      + "does not say its year and agency")

  /// `salvage-nothing`.
  public static let salvageNothing = DiagnosticKind(
    "salvage-nothing", .error,
    zh: "没有可以证明完好的文件：其中没有带摘要的文件头，或者全部损坏。它可能不是本程序写出的归档包。",
    en: "nothing in it can be proven: there is no header with a digest, or all are damaged; it may "
      + "be no bundle of this program")

  /// `salvage-file-damaged`.
  public static let salvageFileDamaged = DiagnosticKind(
    "salvage-file-damaged", .error,
    zh: "“{path}”已损坏：内容与其摘要不符，没有收入。请从其他副本中寻找。",
    en:
      "'{path}' is damaged: its content does not have its digest, and is left out; look for it in "
      + "another copy")

  /// `salvage-file-lost`.
  public static let salvageFileLost = DiagnosticKind(
    "salvage-file-lost", .error,
    zh: "“{path}”已丢失：找不到它的文件头。请从其他副本中寻找。",
    en: "'{path}' is lost: its header is not to be found; look for it in another copy")

  /// `salvage-file-unlisted`.
  public static let salvageFileUnlisted = DiagnosticKind(
    "salvage-file-unlisted", .warning,
    zh: "“{path}”不在完好的清单中，或清单中的摘要不同；没有收入。",
    en: "'{path}' is not what the manifest, which is intact, lists, and is left out")

  /// `salvage-name-wrong`.
  public static let salvageNameWrong = DiagnosticKind(
    "salvage-name-wrong", .warning,
    zh: "名称“{found}”与其内容不符；按内容收作“{path}”。",
    en: "the name '{found}' is not that of its content, and it is kept as '{path}'")

  /// `salvage-name-taken`.
  public static let salvageNameTaken = DiagnosticKind(
    "salvage-name-taken", .warning,
    zh: "“{path}”完好，但已有同名文件，或在某些系统上视为同名的文件；没有收入。",
    en: "'{path}' is intact, but another file has this name, or one that is the same on some "
      + "systems; it is left out")

  /// `salvage-losses-unknown`.
  public static let salvageLossesUnknown = DiagnosticKind(
    "salvage-losses-unknown", .warning,
    zh: "清单没有保留下来，可能还丢失了没有列出的文件。",
    en: "the manifest is gone: more may be lost than is named")

  /// `salvage-hostile`.
  public static let salvageHostile = DiagnosticKind(
    "salvage-hostile", .warning,
    zh: "其中有大量形似文件头的内容，未全部尝试。它可能是有意制作的。",
    en: "so much of it looks like headers of files that not all was tried; it may have been made "
      + "to keep us busy")

  /// `bag-declaration-missing`.
  public static let bagDeclarationMissing = DiagnosticKind(
    "bag-declaration-missing", .error,
    zh: "没有 bagit.txt：不是 BagIt 归档，或者不完整。",
    en: "there is no bagit.txt: it is no bag, or not all of one")

  /// `bag-declaration-invalid`.
  public static let bagDeclarationInvalid = DiagnosticKind(
    "bag-declaration-invalid", .error,
    zh: "此行应为“{expected}”，实为“{found}”。",
    en: "this line should be '{expected}', and is '{found}'")

  /// `bag-version-unknown`.
  public static let bagVersionUnknown = DiagnosticKind(
    "bag-version-unknown", .error,
    zh: "不认识 BagIt 版本“{version}”；可读取 0.93 至 1.0。",
    en: "the BagIt version '{version}' is not known; 0.93 to 1.0 are read")

  /// `bag-version-old`.
  public static let bagVersionOld = DiagnosticKind(
    "bag-version-old", .warning,
    zh: "BagIt 版本 {version} 较旧，按 0.97 的规则检查。",
    en: "the BagIt version {version} is old; it is judged by the rules of 0.97")

  /// `bag-encoding-unknown`.
  public static let bagEncodingUnknown = DiagnosticKind(
    "bag-encoding-unknown", .error,
    zh: "不支持标签文件的编码“{encoding}”。请改为 UTF-8。",
    en: "the encoding '{encoding}' of tag files is not supported; use UTF-8")

  /// `bag-base-mixed`.
  public static let bagBaseMixed = DiagnosticKind(
    "bag-base-mixed", .error,
    zh: "此文件不在归档的根文件夹“{base}”之内。",
    en: "this file does not lie in the base folder '{base}' of the bag")

  /// `bag-manifest-missing`.
  public static let bagManifestMissing = DiagnosticKind(
    "bag-manifest-missing", .error,
    zh: "没有可用的内容清单（manifest-sha256.txt 等），无法核对文件。",
    en: "there is no payload manifest that can be used (manifest-sha256.txt or the like): nothing "
      + "can be checked")

  /// `bag-manifest-algorithm-unknown`.
  public static let bagManifestAlgorithmUnknown = DiagnosticKind(
    "bag-manifest-algorithm-unknown", .warning,
    zh: "不支持摘要算法“{algorithm}”，未按此清单核对。",
    en: "the digest algorithm '{algorithm}' is not supported: this manifest was not checked")

  /// `bag-manifest-line-invalid`.
  public static let bagManifestLineInvalid = DiagnosticKind(
    "bag-manifest-line-invalid", .error,
    zh: "清单的这一行无效：应为摘要、空白和路径。",
    en: "this line of the manifest is not valid: a digest, white space and a path are expected")

  /// `bag-manifest-line-tolerated`.
  public static let bagManifestLineTolerated = DiagnosticKind(
    "bag-manifest-line-tolerated", .warning,
    zh: "清单中路径前的“{found}”不合 BagIt 规定，已忽略。",
    en: "the '{found}' in front of the path is not what BagIt provides for; it is ignored")

  /// `bag-path-outside`.
  public static let bagPathOutside = DiagnosticKind(
    "bag-path-outside", .error,
    zh: "路径“{path}”不在归档的应有位置之内，拒绝使用。",
    en: "the path '{path}' does not lie where it may in the bag, and is refused")

  /// `bag-path-doubled`.
  public static let bagPathDoubled = DiagnosticKind(
    "bag-path-doubled", .error,
    zh: "“{path}”在清单中出现两次（先见于第 {line} 行）。",
    en: "'{path}' is listed twice (before in line {line})")

  /// `bag-path-doubled-alike`.
  public static let bagPathDoubledAlike = DiagnosticKind(
    "bag-path-doubled-alike", .warning,
    zh: "“{path}”在清单中出现两次，摘要相同（先见于第 {line} 行）。",
    en: "'{path}' is listed twice with the same digest (before in line {line})")

  /// `bag-file-missing`.
  public static let bagFileMissing = DiagnosticKind(
    "bag-file-missing", .error,
    zh: "清单列出的“{path}”不存在。请重新取得完整的归档。",
    en: "'{path}' is listed and not there; get the complete bag")

  /// `bag-file-not-fetched`.
  public static let bagFileNotFetched = DiagnosticKind(
    "bag-file-not-fetched", .error,
    zh: "清单列出的“{path}”不存在，fetch.txt 说它在别处。本程序从不下载；请自行取得并放入归档。",
    en: "'{path}' is listed and not there; fetch.txt says that it is elsewhere. Nothing is ever "
      + "fetched: get it yourself and put it in its place")

  /// `bag-file-unlisted`.
  public static let bagFileUnlisted = DiagnosticKind(
    "bag-file-unlisted", .error,
    zh: "此文件未列入 {manifest}，无法证明它属于归档。",
    en: "this file is not listed in {manifest}: nothing shows that it belongs to the bag")

  /// `bag-digest-wrong`.
  public static let bagDigestWrong = DiagnosticKind(
    "bag-digest-wrong", .error,
    zh: "“{path}”的 {algorithm} 为 {found}，应为 {expected}：文件已损坏或被改动。",
    en: "the {algorithm} of '{path}' is {found} and should be {expected}: the file is damaged or "
      + "was tampered with")

  /// `bag-oxum-invalid`.
  public static let bagOxumInvalid = DiagnosticKind(
    "bag-oxum-invalid", .error,
    zh: "Payload-Oxum 应为“字节数.文件数”，实为“{found}”。",
    en: "Payload-Oxum should be 'bytes.files', and is '{found}'")

  /// `bag-oxum-wrong`.
  public static let bagOxumWrong = DiagnosticKind(
    "bag-oxum-wrong", .error,
    zh: "Payload-Oxum 为 {stated}，实际为 {found}（字节数.文件数）：有文件缺失、多余或被改动。",
    en: "Payload-Oxum states {stated}, and there is {found} (bytes.files): something is missing, "
      + "added or changed")

  /// `bag-name-spelt-otherwise`.
  public static let bagNameSpeltOtherwise = DiagnosticKind(
    "bag-name-spelt-otherwise", .warning,
    zh: "“{path}”与文件名的字符合成方式不同，视为同一文件。",
    en: "'{path}' composes its characters in another way than the name of the file; it is taken "
      + "for the same")
}
