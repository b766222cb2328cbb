internal import ReportModel
internal import ReportSyntax

/// The columns of `labels.csv`.
enum LabelsColumn: String, TableColumn {
  case edition
  case table
  case row
  case column
  case chinese
  case english
  case unit
  case kind

  static let inOrder = allCases

  var field: TableField {
    func code(_ description: String) -> TableField {
      TableField(name: rawValue, description: description, isRequired: true)
    }
    return switch self {
    case .edition: code("The edition of the form.")
    case .table: code("The code of the table.")
    case .row: code("The code of the row.")
    case .column: code("The code of the column.")
    case .chinese:
      TableField(name: rawValue, description: "The printed labels of the cell, outermost first.")
    case .english: TableField(name: rawValue, description: "The same labels in English.")
    case .unit: TableField(name: rawValue, description: "The unit that the form prints for it.")
    case .kind:
      TableField(
        name: rawValue, description: "What the form puts into it.", isRequired: true,
        words: CellKind.allCases.map(\.rawValue))
    }
  }
}

extension PackageTable {
  /// `labels.csv`: what the codes of cells mean, for people. Nothing is ever read from it.
  static let labels = PackageTable(
    name: "labels",
    description: "One row a cell of the forms: what its codes mean. For people; never read back.",
    fields: LabelsColumn.inOrder.map(\.field),
    primaryKey: [LabelsColumn.edition, .table, .row, .column].map(\.rawValue), foreignKey: nil)

  /// What `labels.csv` holds behind its header: every cell of `forms`, by edition, in printed order.
  static func labels(of forms: [Form]) -> CSVWriter {
    var csv = CSVWriter()
    for form in forms.sorted(by: { $0.edition < $1.edition }) {
      for (ordinal, cell) in form.cells.enumerated() {
        let (codes, labels) = (form.codes(at: ordinal), form.labels(at: ordinal))
        csv.record([
          form.edition, codes.table, codes.row, codes.column,
          labels.joined(separator: labelSeparator),
          labels.map { form.english[$0] ?? "" }.joined(separator: labelSeparator), cell.unit,
          cell.kind.rawValue,
        ])
      }
    }
    return csv
  }

  /// Stands between the labels of a cell; a label may hold a stroke, but none between spaces.
  private static let labelSeparator = " / "
}
