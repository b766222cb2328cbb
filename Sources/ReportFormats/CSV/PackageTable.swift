internal import ReportSyntax
internal import ReportDiagnostics
internal import ReportModel

/// One resource of a package: a table, as its Table Schema describes it. Reader, writer and schema
/// all work from these values.
struct PackageTable: Sendable {
  /// The name of the resource; its file is `<name>.csv`.
  let name: String
  /// What it holds, for people.
  let description: String
  /// The columns, in order.
  let fields: [TableField]
  /// The names of the columns that tell rows apart.
  let primaryKey: [String]
  /// The columns that point to a row of another table.
  let foreignKey: TableForeignKey?

  /// The name of its file.
  var fileName: String { name + ".csv" }

  /// The header line as it is printed.
  var header: String { fields.map(\.name).joined(separator: ",") }

  /// The tables of a package, in order.
  static let all: [PackageTable] = PackageResource.allCases.map(\.table)
}

/// A foreign key: the columns have the same names in both tables.
struct TableForeignKey: Sendable {
  let fields: [String]
  let resource: PackageResource
  /// The columns there; as many.
  let referenced: [String]
}

/// A column, as the Table Schema describes it.
struct TableField: Sendable {
  /// The types of Table Schema that are used.
  enum FieldType: String, Sendable {
    case string
    case integer
    case number
    case year
    case date

    /// The type of a column of cells of these kinds.
    init(_ kinds: [CellKind]) {
      self = kinds.allSatisfy { $0.numbers.decimals == 0 } ? .integer : .number
    }
  }

  /// A value that stands for none.
  struct MissingValue: Sendable {
    let value: String
    let label: String
  }

  /// The name in the header.
  let name: String
  var type = FieldType.string
  /// What it holds, for people.
  let description: String
  /// Whether it may not be empty.
  var isRequired = false
  /// Whether the header may lack it, as that of older files does.
  var isOptional = false
  /// The range of a number.
  var minimum: Int?
  var maximum: Int?
  /// What the text looks like, as a regular expression.
  var pattern: String?
  /// The words it may hold.
  var words: [String] = []
  /// What empty, and other texts that are no values, stand for; nil for an empty text that means that
  /// there is none.
  var missingValues: [MissingValue]?
}

/// The resources of a package. Rows of a report stand together in each of them, and reports stand in
/// the order of ``reports``.
enum PackageResource: String, CaseIterable, Sendable {
  /// A row a report.
  case reports
  /// A row a cell of which something is known: the columns of the `cells` format.
  case cells
  /// A row a section of the text, followed by a row for each block in it.
  case narrative
  /// A row a cell of the tables in the text.
  case narrativeTables = "narrative-tables"
  /// A row an item of publication data.
  case publication
  /// A row an item that the form has no place for.
  case extras
  /// A row a raw text of such an item.
  case extraTexts = "extra-texts"

  /// The resources that belong to a row of ``reports``, in order.
  static let ofReport = Array(allCases.dropFirst())

  var table: PackageTable {
    switch self {
    case .reports: table(ReportsColumn.self, "One row a report.", key: [.report])
    case .cells:
      table(
        CellsColumn.self,
        "One row a cell: an empty value is a blank cell, / one that does not apply; of a cell "
          + "without a row nothing is known.",
        key: [.report, .table, .row, .column], CellsColumn.report)
    case .narrative:
      table(
        NarrativeColumn.self,
        "The text: one row a section (block 0, with its title), followed by one a block.",
        key: [.report, .section, .block], NarrativeColumn.report)
    case .narrativeTables:
      table(
        TextTableColumn.self, "One row a cell of the tables in the text that are not the form's.",
        key: [.report, .section, .block, .row, .column],
        TableForeignKey(
          fields: [.report, .section, .block].map(\TextTableColumn.rawValue),
          resource: .narrative,
          referenced: [.report, .section, .block].map(\NarrativeColumn.rawValue)))
    case .publication:
      table(
        PublicationColumn.self, "One row an item of publication data, as printed.",
        key: [.report, .position], PublicationColumn.report)
    case .extras:
      table(
        ExtrasColumn.self, "One row an item of the source that the form has no place for.",
        key: [.report, .position], ExtrasColumn.report)
    case .extraTexts:
      table(
        ExtraTextsColumn.self, "The raw texts of the extras, one a row.",
        key: [.report, .extra, .position],
        TableForeignKey(
          fields: [.report, .extra].map(\ExtraTextsColumn.rawValue), resource: .extras,
          referenced: [.report, .position].map(\ExtrasColumn.rawValue)))
    }
  }

  private func table<Column: TableColumn>(
    _ columns: Column.Type, _ description: String, key: [Column], _ foreignKey: TableForeignKey?
  ) -> PackageTable {
    PackageTable(
      name: rawValue, description: description, fields: Column.inOrder.map(\.field),
      primaryKey: key.map(\.rawValue), foreignKey: foreignKey)
  }

  /// A table that belongs to ``reports`` by the column `report`, or is that table.
  private func table<Column: TableColumn>(
    _ columns: Column.Type, _ description: String, key: [Column], _ report: Column? = nil
  ) -> PackageTable {
    table(
      columns, description, key: key,
      report.map {
        TableForeignKey(
          fields: [$0.rawValue], resource: .reports, referenced: [ReportsColumn.report.rawValue])
      })
  }
}

/// The columns of a table; the raw value is the name in the header.
protocol TableColumn: CaseIterable, RawRepresentable<String>, Sendable {
  /// Every column, in order.
  static var inOrder: [Self] { get }
  /// What the Table Schema says of it.
  var field: TableField { get }
}

extension PackageResource {
  /// Sees to it that a number runs on from the row before.
  ///
  /// - Throws: `package-number-invalid`.
  func expect(_ number: Int, _ record: CSVRecord, _ index: Int) throws(Diagnostic) {
    guard record.number(index) == number else {
      throw finding(.packageNumberInvalid, record, index, ["expected": "\(number)"])
    }
  }

  /// Sees to it that nothing stands in a field that means nothing in this row.
  ///
  /// - Throws: `package-value-misplaced`.
  func expectEmpty(_ record: CSVRecord, _ index: Int) throws(Diagnostic) {
    guard record.fields[index].range.isEmpty else {
      throw finding(.packageValueMisplaced, record, index)
    }
  }

  /// What to say of a field that holds no value of its kind.
  func invalid(_ record: CSVRecord, _ index: Int, expected: String) -> Diagnostic {
    finding(.packageValueInvalid, record, index, ["expected": expected])
  }

  /// A finding about a field.
  func finding(
    _ kind: DiagnosticKind, _ record: CSVRecord, _ index: Int, _ arguments: [String: String] = [:]
  ) -> Diagnostic {
    var arguments = arguments
    arguments["column"] = table.fields[index].name
    arguments["found"] = record.excerpt(index)
    return Diagnostic(kind, at: record.place(ofField: index), arguments)
  }
}
