internal import ReportDiagnostics

/// One row of a loose document, a line being a row of one cell.
struct SourceRow {
  /// One cell of it.
  struct Piece {
    let cell: LooseCell
    /// The cell's text as labels are compared.
    let label: LabelText
    /// Whether it is blank, a number or a sign that stands for none.
    let isValue: Bool

    init(_ cell: LooseCell, _ folding: LabelFolding) {
      self.cell = cell
      // Nobody labels a table with a paragraph.
      let isLong = cell.text.utf8.count > 600
      label = isLong ? LabelText(number: nil, key: [], core: []) : folding.label(cell.text)
      isValue = !isLong && CellText.looksLikeValue(cell.text, folding)
    }

    var text: String { cell.text }
    var place: Place { cell.place }
    var isBlank: Bool { cell.isBlank }
  }

  /// How a row stands in its source.
  enum Standing: Equatable {
    /// A line outside tables.
    case line(declaredLevel: Int?)
    /// A row of the table of this number, whose cells all have their column.
    case grid(table: Int)
    /// A row of the table of this number.
    case row(table: Int)
    /// A cell of the table of this number, which does not tell its rows.
    case cell(table: Int)
    /// A line that holds a row of a table, split into cells; blank ones cannot be seen.
    case splitLine
  }

  var pieces: [Piece]
  let standing: Standing
  /// The parts of the document that it stands in.
  let parts: [Int]
  /// Whether the source marks it as navigation.
  var isNavigation = false

  /// The number of its table; nil for a line.
  var table: Int? {
    switch standing {
    case .line, .splitLine: nil
    case .grid(let table), .row(let table), .cell(let table): table
    }
  }

  /// Whether it is a line outside tables.
  var isLine: Bool { table == nil }

  /// The text of a line.
  var text: String { pieces.first?.text ?? "" }
  /// Where it begins.
  var place: Place { pieces.first?.place ?? Place() }

  /// The texts of its cells.
  var texts: [String] { pieces.map(\.text) }

  /// Every row of `document`.
  static func rows(of document: LooseDocument, _ folding: LabelFolding) -> [SourceRow] {
    var rows: [SourceRow] = []
    var tables = 0
    func piece(_ cell: LooseCell) -> Piece { Piece(cell, folding) }
    func standing(_ shape: LooseTable.Shape, _ table: Int) -> Standing {
      switch shape {
      case .grid: .grid(table: table)
      case .rows: .row(table: table)
      case .cells: .cell(table: table)
      }
    }
    for block in document.blocks {
      switch block {
      case .line(let line):
        let cell = LooseCell(
          text: line.text, place: document.parts[line.part].place, part: line.part)
        rows.append(
          SourceRow(
            pieces: [piece(cell)], standing: .line(declaredLevel: line.declaredLevel),
            parts: [line.part], isNavigation: line.isNavigation))
      case .table(let table):
        for row in table.rows {
          rows.append(
            SourceRow(
              pieces: row.cells.map(piece),
              standing: standing(table.shape, tables),
              parts: row.parts))
        }
        tables += 1
      }
    }
    return rows
  }
}
