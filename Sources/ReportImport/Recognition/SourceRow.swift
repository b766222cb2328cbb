internal import ReportDiagnostics

/// One row of a loose document, a line being a row of one cell.
struct SourceRow {
  /// One cell of it.
  ///
  /// A class, for rows and parts of them are handed on many times.
  final class Piece {
    let cell: LooseCell
    /// The cell's text as labels are compared.
    let label: LabelText
    /// Whether it is blank, a number or a sign that stands for none.
    let isValue: Bool
    /// The tables of all editions that have the label.
    let tables: KnownLabels.Tables

    init(_ cell: LooseCell, _ vocabulary: ImportVocabulary) {
      let folding = vocabulary.folding
      self.cell = cell
      // Nobody labels a table with a paragraph.
      guard cell.text.utf8.count <= 600 else {
        (label, isValue, tables) = (LabelText(number: nil, key: [], core: []), false, 0)
        return
      }
      let folded = folding.folded(cell.text)
      if folded.allSatisfy({ LabelFolding.arabic($0) != nil }) {
        // Most cells: nothing but digits, or nothing.
        (label, isValue) = (LabelText(number: nil, key: folded, core: folded), folded.count <= 24)
        tables = 0
      } else {
        label = folding.label(folded: folded)
        isValue = CellText.looksLikeValue(folded: folded, folding)
        tables = vocabulary.known.tables(with: label)
      }
    }

    var text: String { cell.text }
    var place: Place { cell.place }
    var isBlank: Bool { cell.isBlank }

    /// Whether the table of `book` has the label.
    func isLabel(of book: LabelBook) -> Bool { tables & book.bits != 0 }
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

    /// How a row stands in the table of this number, whose shape is `shape`.
    fileprivate init(_ shape: LooseTable.Shape, table: Int) {
      self =
        switch shape {
        case .grid, .sheet: .grid(table: table)
        case .rows: .row(table: table)
        case .cells: .cell(table: table)
        }
    }
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
  static func rows(of document: LooseDocument, _ vocabulary: ImportVocabulary) -> [SourceRow] {
    var rows: [SourceRow] = []
    var tables = 0
    for block in document.blocks {
      switch block {
      case .line(let line):
        let cell = LooseCell(
          text: line.text, place: document.parts[line.part].place, part: line.part)
        rows.append(
          SourceRow(
            pieces: [Piece(cell, vocabulary)], standing: .line(declaredLevel: line.declaredLevel),
            parts: [line.part], isNavigation: line.isNavigation))
      case .table(let table):
        let standing = Standing(table.shape, table: tables)
        for row in table.rows {
          if table.shape == .sheet, let line = line(in: row, vocabulary) {
            rows.append(line)
            continue
          }
          let pieces = row.cells.map { Piece($0, vocabulary) }
          rows.append(SourceRow(pieces: pieces, standing: standing, parts: row.parts))
        }
        tables += 1
      }
    }
    return rows
  }

  /// The line of text that a row of a sheet is; nil if it is a row of a table.
  private static func line(in row: LooseRow, _ vocabulary: ImportVocabulary) -> SourceRow? {
    guard let only = onlyText(of: row) else { return nil }
    let piece = Piece(only, vocabulary)
    // A label of a form's table alone in its row is a row, and no line.
    guard piece.tables == 0 else { return nil }
    return SourceRow(pieces: [piece], standing: .line(declaredLevel: nil), parts: row.parts)
  }

  /// The one cell of a row that is not blank; nil if there are more, or none.
  private static func onlyText(of row: LooseRow) -> LooseCell? {
    let texts = row.cells.filter { !$0.isBlank }
    return texts.count == 1 ? texts.first : nil
  }
}
