internal import ReportModel

extension CellsColumn: TableColumn {
  static let inOrder = allCases

  var field: TableField {
    switch self {
    case .report: .report(rawValue)
    case .edition: .edition(rawValue)
    case .year: .year(rawValue)
    case .agency: TableField(name: rawValue, description: "The name of the agency.")
    case .table: TableField(name: rawValue, description: "The code of the table.", isRequired: true)
    case .row: TableField(name: rawValue, description: "The code of the row.", isRequired: true)
    case .column:
      TableField(name: rawValue, description: "The code of the column.", isRequired: true)
    case .value:
      TableField(
        name: rawValue, type: .init(CellKind.allCases),
        description: "The number; amounts in the unit of the column unit.",
        missingValues: [
          .init(value: "", label: "blank"), .init(value: "/", label: "not applicable"),
        ])
    case .unit:
      TableField(
        name: rawValue,
        description: "The unit of an amount: unknown where neither form nor source tells it.",
        words: [UnitWord.standard, UnitWord.unknown])
    case .state:
      TableField(
        name: rawValue, description: "What the value is; it repeats what the value says.",
        isRequired: true, isOptional: isOptional, words: StateWord.allCases.map(\.rawValue))
    }
  }
}

/// The columns of `reports.csv`.
enum ReportsColumn: String, TableColumn {
  case report
  case edition
  case year
  case agency
  case creditCode
  case divisionCode
  case level
  case parent
  case title
  case issueDate
  case sourceName
  case sourceDigest
  case sourceReader
  case rows

  static let inOrder = allCases

  var field: TableField {
    switch self {
    case .report: .report(rawValue)
    case .edition: .edition(rawValue)
    case .year: .year(rawValue)
    case .agency: .text(rawValue, "The name of the agency.")
    case .creditCode: .text(rawValue, "Its unified social credit code (GB 32100).")
    case .divisionCode: .text(rawValue, "Its division code (GB/T 2260).")
    case .level: .text(rawValue, "Its administrative level.")
    case .parent: .text(rawValue, "The agency above.")
    case .title: .text(rawValue, "The title as printed.")
    case .issueDate:
      TableField(name: rawValue, type: .date, description: "The day of issue.")
    case .sourceName: .text(rawValue, "The base name of the file it was first imported from.")
    case .sourceDigest:
      TableField(
        name: rawValue, description: "The digest of that file.", pattern: Source.digestPattern)
    case .sourceReader: .text(rawValue, "The format it was read as.")
    case .rows:
      TableField(
        name: rawValue, type: .integer,
        description: "How many rows the report has in the other resources; empty if not counted.",
        minimum: 0)
    }
  }
}

/// The columns of `narrative.csv`.
enum NarrativeColumn: String, TableColumn {
  case report
  case section
  case block
  case kind
  case code
  case level
  case text

  static let inOrder = allCases

  /// What a row is about.
  enum Kind: String, CaseIterable {
    case section
    case heading
    case paragraph
    case table
  }

  var field: TableField {
    switch self {
    case .report: .report(rawValue)
    case .section: .number(rawValue, "The number of the section.")
    case .block:
      TableField(
        name: rawValue, type: .integer,
        description: "The number of the block in its section; 0 for the section itself.",
        isRequired: true, minimum: 0)
    case .kind:
      TableField(
        name: rawValue, description: "What the row is.", isRequired: true,
        words: Kind.allCases.map(\.rawValue))
    case .code: .text(rawValue, "The code of the form's section, in every row of the section.")
    case .level:
      TableField(
        name: rawValue, type: .integer, description: "The level of a heading.",
        minimum: NarrativeBlock.headingLevels.lowerBound,
        maximum: NarrativeBlock.headingLevels.upperBound)
    case .text: .text(rawValue, "The title of a section, or the text of a heading or paragraph.")
    }
  }
}

/// The columns of `narrative-tables.csv`.
enum TextTableColumn: String, TableColumn {
  case report
  case section
  case block
  case row
  case column
  case text

  static let inOrder = allCases

  var field: TableField {
    switch self {
    case .report: .report(rawValue)
    case .section: .number(rawValue, "The number of the section.")
    case .block: .number(rawValue, "The number of the block in its section.")
    case .row: .number(rawValue, "The number of the row in the table.")
    case .column: .number(rawValue, "The number of the cell in its row.")
    case .text: .text(rawValue, "The text of the cell.")
    }
  }
}

/// The columns of `publication.csv`.
enum PublicationColumn: String, TableColumn {
  case report
  case position
  case label
  case value

  static let inOrder = allCases

  var field: TableField {
    switch self {
    case .report: .report(rawValue)
    case .position: .number(rawValue, "The number of the item in its report.")
    case .label: .text(rawValue, "The label as printed.")
    case .value: .text(rawValue, "What is printed beside it.")
    }
  }
}

/// The columns of `extras.csv`.
enum ExtrasColumn: String, TableColumn {
  case report
  case position
  case kind
  case table
  case row
  case column
  case label
  case place
  case reason

  static let inOrder = allCases

  var field: TableField {
    switch self {
    case .report: .report(rawValue)
    case .position: .number(rawValue, "The number of the item in its report.")
    case .kind:
      TableField(
        name: rawValue, description: "What part of a table or page it is.", isRequired: true,
        words: Extra.Kind.allCases.map(\.rawValue))
    case .table: .text(rawValue, "The code of the table, as far as known.")
    case .row: .text(rawValue, "The code of the row, as far as known.")
    case .column: .text(rawValue, "The code of the column, as far as known.")
    case .label: .text(rawValue, "The label printed for it.")
    case .place: .text(rawValue, "The place in the source.")
    case .reason: .text(rawValue, "Why it is here.")
    }
  }

  /// The part of an item that the column holds; nil for the others.
  var part: Extra.Part? { Extra.Part(rawValue: rawValue) }
}

/// The columns of `extra-texts.csv`.
enum ExtraTextsColumn: String, TableColumn {
  case report
  case extra
  case position
  case text

  static let inOrder = allCases

  var field: TableField {
    switch self {
    case .report: .report(rawValue)
    case .extra: .number(rawValue, "The number of the item in its report.")
    case .position: .number(rawValue, "The number of the text in its item.")
    case .text: .text(rawValue, "The raw text.")
    }
  }
}

extension TableField {
  fileprivate static func report(_ name: String) -> TableField {
    TableField(
      name: name, description: "The id of the report.", isRequired: true,
      pattern: ReportID.pattern)
  }

  fileprivate static func edition(_ name: String) -> TableField {
    TableField(name: name, description: "The edition of the form.", isRequired: true)
  }

  fileprivate static func year(_ name: String) -> TableField {
    TableField(name: name, type: .year, description: "The year reported on.")
  }

  fileprivate static func text(_ name: String, _ description: String) -> TableField {
    TableField(name: name, description: description)
  }

  /// A number of a row within something, from 1.
  fileprivate static func number(_ name: String, _ description: String) -> TableField {
    TableField(
      name: name, type: .integer, description: description, isRequired: true, minimum: 1)
  }
}
