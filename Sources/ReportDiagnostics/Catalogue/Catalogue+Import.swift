extension DiagnosticKind {
  // MARK: importing text and other guessed formats

  static let importArea: [DiagnosticKind] = [
    .importNothingRecognised,
    .importLabelMisprinted,
    .importColumnsUnknown,
    .importColumnsContradict,
    .importColumnsOfOtherEdition,
    .importRowUnknown,
    .importRowDoubled,
    .importCellUnreadable,
    .importCellConverted,
    .importUnitUnknown,
    .importEditionMismatch,
    .importYearUnknown,
    .importAgencyUnknown,
    .importDateInvalid,
    .importHiddenLeftOut,
  ]

  /// `import-nothing-recognised`.
  public static let importNothingRecognised = DiagnosticKind(
    "import-nothing-recognised", .error,
    zh: "没有认出年度报告的任何部分（标题、章节、表格均无）。请确认文件是政府信息公开工作年度报告的正文。",
    en: "no part of an annual report was recognised: no title, no section, no table; make sure "
      + "that this is the text of one")

  /// `import-label-misprinted`.
  public static let importLabelMisprinted = DiagnosticKind(
    "import-label-misprinted", .warning,
    zh: "印作 “{printed}”，按 “{label}” 读取。请核对。",
    en: "printed as \"{printed}\", read as \"{label}\"; please check")

  /// `import-columns-unknown`.
  public static let importColumnsUnknown = DiagnosticKind(
    "import-columns-unknown", .warning,
    zh: "有 {count} 行的数值看不出属于哪一列（第 {lines} 行，首行 “{label}”）；单元格留空待定，原文存入表外内容。请对照原件补填。",
    en: "the source does not tell which columns the values of {count} rows stand in "
      + "(lines {lines}, first \"{label}\"); the cells are left open, the rows kept as extras: "
      + "fill them in from the original")

  /// `import-columns-contradict`.
  public static let importColumnsContradict = DiagnosticKind(
    "import-columns-contradict", .warning,
    zh: "有 {count} 行上方的列标题与表式不符（第 {lines} 行，首行 “{label}”）；单元格留空待定，原文存入表外内容。",
    en: "the column labels above {count} rows are not those of the form "
      + "(lines {lines}, first \"{label}\"); the cells are left open, the rows kept as extras")

  /// `import-columns-of-other-edition`.
  public static let importColumnsOfOtherEdition = DiagnosticKind(
    "import-columns-of-other-edition", .warning,
    zh:
      "有 {count} 行用的是另一版表式的列（第 {lines} 行，首行 “{label}”）；数值存入表外内容。如整份报告应按该版读取，用 --as-edition。",
    en: "{count} rows have the columns of another edition (lines {lines}, first "
      + "\"{label}\"); their values are kept as extras; if the whole report is of that edition, "
      + "use --as-edition")

  /// `import-row-unknown`.
  public static let importRowUnknown = DiagnosticKind(
    "import-row-unknown", .warning,
    zh: "有 {count} 行不属于表式（第 {lines} 行，首行 “{label}”）；原文存入表外内容。",
    en: "the form has no place for {count} rows (lines {lines}, first \"{label}\"); "
      + "they are kept as extras")

  /// `import-row-doubled`.
  public static let importRowDoubled = DiagnosticKind(
    "import-row-doubled", .warning,
    zh: "有行重复出现而数值不同（第 {lines} 行，首行 “{label}”）；单元格留空待定，各次原文存入表外内容。",
    en: "rows are there twice with different values (lines {lines}, first "
      + "\"{label}\"); the cells are left open, the rows kept as extras")

  /// `import-cell-unreadable`.
  public static let importCellUnreadable = DiagnosticKind(
    "import-cell-unreadable", .warning,
    zh: "“{printed}” 不是此单元格的数值；单元格留空待定，原文存入表外内容。",
    en: "\"{printed}\" is no value of this cell; the cell is left open, the text kept as an extra")

  /// `import-cell-converted`.
  public static let importCellConverted = DiagnosticKind(
    "import-cell-converted", .note,
    zh: "“{printed}” 读作 {value}。",
    en: "\"{printed}\" is read as {value}")

  /// `import-unit-unknown`.
  public static let importUnitUnknown = DiagnosticKind(
    "import-unit-unknown", .note,
    zh: "表式和原文都没有写明金额 {value} 的单位；标为单位不明，不与其他金额相加。",
    en: "neither the form nor the source tells the unit of the amount {value}; it is marked as of "
      + "unknown unit and never summed with others")

  /// `import-edition-mismatch`.
  public static let importEditionMismatch = DiagnosticKind(
    "import-edition-mismatch", .warning,
    zh: "{year} 年度应使用 {expected} 版表式，而原文的表格是 {found} 版。",
    en: "the form for {year} is edition {expected}, but the tables of the source are of edition "
      + "{found}")

  /// `import-year-unknown`.
  public static let importYearUnknown = DiagnosticKind(
    "import-year-unknown", .warning,
    zh: "看不出报告年度。",
    en: "the source does not tell the year reported on")

  /// `import-agency-unknown`.
  public static let importAgencyUnknown = DiagnosticKind(
    "import-agency-unknown", .warning,
    zh: "看不出报告机关的名称。",
    en: "the source does not name the agency")

  /// `import-date-invalid`.
  public static let importDateInvalid = DiagnosticKind(
    "import-date-invalid", .warning,
    zh: "落款日期 “{printed}” 不完整或不存在；原文存入公开信息项。",
    en: "the date \"{printed}\" is incomplete or impossible; it is kept with the publication data")

  /// `import-hidden-left-out`.
  public static let importHiddenLeftOut = DiagnosticKind(
    "import-hidden-left-out", .warning,
    zh: "有 {count} 处隐藏的工作表、行或列未读取：{places}。如属报告内容，请取消隐藏后再导入。",
    en: "{count} hidden sheets, rows or columns are left out: {places}; if they belong to the "
      + "report, unhide them and import again")
}

extension DiagnosticKind {
  // MARK: HTML

  static let htmlArea: [DiagnosticKind] = [.markupLimitExceeded, .htmlEncodingUnsupported]

  /// `markup-limit-exceeded`.
  public static let markupLimitExceeded = DiagnosticKind(
    "markup-limit-exceeded", .error,
    zh: "文件的标签过多或嵌套过深，不作读取。请另存为文本后再试。",
    en: "the file has too many tags, or they are nested too deep; save it as text and try that")

  /// `html-encoding-unsupported`.
  public static let htmlEncodingUnsupported = DiagnosticKind(
    "html-encoding-unsupported", .error,
    zh: "网页声明的编码 {encoding} 不作读取。请用浏览器另存为 UTF-8 后再试。",
    en: "the page declares the encoding {encoding}, which is not read; save it as UTF-8 with a "
      + "browser and try that")
}

extension DiagnosticKind {
  // MARK: Word and Excel files

  static let officeArea: [DiagnosticKind] = [.officePartMissing]

  /// `office-part-missing`.
  public static let officePartMissing = DiagnosticKind(
    "office-part-missing", .error,
    zh: "文件中没有 {part}，不是完整的 Word 或 Excel 文件。请用办公软件打开并另存后再试。",
    en: "the file has no {part}: it is no whole Word or Excel file; open it in an office program, "
      + "save it again and try that")
}
