extension DiagnosticKind {
  // MARK: CSV data packages

  static let packageArea: [DiagnosticKind] = [
    .packagePathUnsafe,
    .packageDescriptorMissing,
    .packageDescriptorInvalid,
    .packageVersionUnknown,
    .packageResourceMissing,
    .packageResourceUnknown,
    .packageHeaderInvalid,
    .packageSchemaDiffers,
    .packageEncodingUnknown,
    .packageRowsOutOfOrder,
    .packageReportUnknown,
    .packageRowsDiffer,
    .packageBytesDiffer,
    .packageHashDiffers,
    .packageHashUnverified,
    .packageNumberInvalid,
    .packageValueInvalid,
    .packageValueMisplaced,
    .packageReportTooLarge,
    .packageTableEmpty,
  ]

  /// `package-path-unsafe`.
  public static let packagePathUnsafe = DiagnosticKind(
    "package-path-unsafe", .error,
    zh: "路径 “{name}” 指向数据包之外，或不是普通文件，不予读取。请改为包内的相对路径。",
    en: "the path \"{name}\" leads out of the package, or to what is no regular file, and is "
      + "not read; use a relative path within the package")

  /// `package-descriptor-missing`.
  public static let packageDescriptorMissing = DiagnosticKind(
    "package-descriptor-missing", .error,
    zh: "没有 datapackage.json，不是数据包。请给出含有它的文件夹或 ZIP 文件。",
    en: "there is no datapackage.json: this is no data package; name the folder or ZIP file "
      + "that holds it")

  /// `package-descriptor-invalid`.
  public static let packageDescriptorInvalid = DiagnosticKind(
    "package-descriptor-invalid", .error,
    zh: "datapackage.json 无效：{zh}。请改正，或重新导出。",
    en: "datapackage.json is not valid: {en}; correct it, or write the package again")

  /// `package-version-unknown`.
  public static let packageVersionUnknown = DiagnosticKind(
    "package-version-unknown", .error,
    zh: "数据包的 profileVersion 是 {version}，本程序只读 1 至 {known}。请用更新的版本读取。",
    en:
      "the package has the profileVersion {version}; this program reads 1 to {known}; use a newer "
      + "one")

  /// `package-resource-missing`.
  public static let packageResourceMissing = DiagnosticKind(
    "package-resource-missing", .error,
    zh: "数据包缺少资源 {name}（{path}）。请补上该文件及其在 datapackage.json 中的说明。",
    en: "the package lacks the resource {name} ({path}); add the file, and describe it in "
      + "datapackage.json")

  /// `package-resource-unknown`.
  public static let packageResourceUnknown = DiagnosticKind(
    "package-resource-unknown", .warning,
    zh: "资源 {name} 不属于年度报告数据包，未读取。",
    en: "the resource {name} is no part of a package of reports and is not read")

  /// `package-header-invalid`.
  public static let packageHeaderInvalid = DiagnosticKind(
    "package-header-invalid", .error,
    zh: "资源 {name} 的表头是 “{found}”，应为 “{header}”。",
    en: "the header of the resource {name} is \"{found}\"; it must be \"{header}\"")

  /// `package-schema-differs`.
  public static let packageSchemaDiffers = DiagnosticKind(
    "package-schema-differs", .warning,
    zh: "datapackage.json 中资源 {name} 的字段 {field} 声明为 {found}，应为 {expected}；仍按后者读取。",
    en: "datapackage.json declares the field {field} of the resource {name} as {found}; it is "
      + "{expected} and is read so")

  /// `package-encoding-unknown`.
  public static let packageEncodingUnknown = DiagnosticKind(
    "package-encoding-unknown", .error,
    zh: "资源 {name} 声明的编码 “{encoding}” 不受支持。请另存为 UTF-8。",
    en: "the resource {name} declares the encoding \"{encoding}\", which is not read; save it "
      + "as UTF-8")

  /// `package-rows-out-of-order`.
  public static let packageRowsOutOfOrder = DiagnosticKind(
    "package-rows-out-of-order", .error,
    zh: "报告 “{id}” 的行不连续，或不按 reports.csv 的顺序。请按报告编号的顺序重排各资源的行。",
    en: "the rows of the report \"{id}\" do not stand together in the order of reports.csv; "
      + "sort the rows of every resource into that order")

  /// `package-report-unknown`.
  public static let packageReportUnknown = DiagnosticKind(
    "package-report-unknown", .error,
    zh: "reports.csv 中没有报告 “{id}”。请补上该报告，或删除它的行。",
    en: "reports.csv has no report \"{id}\"; add it there, or remove its rows")

  /// `package-rows-differ`.
  public static let packageRowsDiffer = DiagnosticKind(
    "package-rows-differ", .error,
    zh: "这份报告在其他资源中应有 {stated} 行，实有 {found} 行。请补齐各行；确认无误时更正 rows 列或将其留空。",
    en: "the report states {stated} rows in the other resources and has {found}; restore them, "
      + "or correct the column rows (or leave it empty) if they are right")

  /// `package-bytes-differ`.
  public static let packageBytesDiffer = DiagnosticKind(
    "package-bytes-differ", .error,
    zh: "资源 {name} 应有 {stated} 字节，实有 {found} 字节：写出之后被改动过。请核对内容；确认无误时重新导出。",
    en: "the resource {name} has {found} bytes instead of the {stated} stated: it was changed "
      + "after it was written; check it, and write the package again if it is right")

  /// `package-hash-differs`.
  public static let packageHashDiffers = DiagnosticKind(
    "package-hash-differs", .error,
    zh: "资源 {name} 的哈希值与 datapackage.json 不符：写出之后被改动过。请核对内容；确认无误时重新导出。",
    en: "the hash of the resource {name} is not the one in datapackage.json: it was changed "
      + "after it was written; check it, and write the package again if it is right")

  /// `package-hash-unverified`.
  public static let packageHashUnverified = DiagnosticKind(
    "package-hash-unverified", .note,
    zh: "资源 {name} 的哈希值 “{hash}” 所用算法不受支持，未核对。",
    en: "the hash \"{hash}\" of the resource {name} is of an algorithm that is not known, and "
      + "was not checked")

  /// `package-number-invalid`.
  public static let packageNumberInvalid = DiagnosticKind(
    "package-number-invalid", .error,
    zh: "{column} 是 “{found}”，应为 {expected}：编号须连续，行须齐全。",
    en: "{column} is \"{found}\" instead of {expected}: numbers run on, and no row is missing")

  /// `package-value-invalid`.
  public static let packageValueInvalid = DiagnosticKind(
    "package-value-invalid", .error,
    zh: "{column} 的值 “{found}” 无效，应为：{expected}。",
    en: "\"{found}\" is no valid {column}; it must be {expected}")

  /// `package-value-misplaced`.
  public static let packageValueMisplaced = DiagnosticKind(
    "package-value-misplaced", .error,
    zh: "{column} 的值 “{found}” 不能出现在这种行中，应为空。",
    en: "{column} must be empty in a row of this kind, and is \"{found}\"")

  /// `package-report-too-large`.
  public static let packageReportTooLarge = DiagnosticKind(
    "package-report-too-large", .error,
    zh: "这份报告的文字超过 {limit} 字节的上限。请拆分。",
    en: "the texts of the report have more than {limit} bytes; split it")

  /// `package-table-empty`.
  public static let packageTableEmpty = DiagnosticKind(
    "package-table-empty", .error,
    zh: "正文第 {section} 部分第 {block} 段是表格，但 narrative-tables 中没有它的单元格。请补上，或删除该段。",
    en: "block {block} of section {section} is a table of which narrative-tables has no cells; add "
      + "them, or remove the block")
}
