internal import ReportDiagnostics

/// A table with its spans resolved: every row has a cell in every column.
struct LooseGrid {
  /// One place of the grid.
  struct Cell {
    var text = ""
    var columnSpan = 1
    /// Whether a cell above or to the left spans it.
    var isCovered = true
  }

  private(set) var rows: [[Cell]] = []
  /// The line of the source that each row begins on; 0 where it has none.
  private(set) var lines: [Int] = []
  /// How many more rows each column is spanned from above.
  private var spanned: [Int] = []
  /// The row that is being made, and what it began to span downwards.
  private var row: [Cell] = []
  private var begun: [(columns: Range<Int>, rows: Int)] = []

  /// More columns than any report has; what a source claims beyond that is ignored.
  static let widest = 256

  /// How many cells begin in the table.
  private(set) var count = 0
  /// Whether a cell had no column left to begin in, so that this is no table as it is meant.
  private(set) var isOverfull = false

  /// Begins a row.
  mutating func beginRow() {
    row = []
    begun = []
    cover()
  }

  /// Adds a cell to the row.
  mutating func add(_ text: String, columnSpan: Int = 1, rowSpan: Int = 1) {
    cover()
    let width = max(1, min(columnSpan, Self.widest - row.count))
    guard row.count < Self.widest else {
      isOverfull = true
      return
    }
    begun.append((row.count..<row.count + width, max(1, rowSpan)))
    row.append(Cell(text: text, columnSpan: width, isCovered: false))
    row += [Cell](repeating: Cell(), count: width - 1)
    count += 1
  }

  /// Adds a cell to the row, but not the places that it spans.
  mutating func addAlone(_ text: String, columnSpan: Int) {
    guard row.count < Self.widest else { return }
    row.append(Cell(text: text, columnSpan: columnSpan, isCovered: false))
    count += 1
  }

  /// Adds places that other cells span.
  mutating func addCovered(_ columns: Int) {
    row += [Cell](repeating: Cell(), count: max(0, min(columns, Self.widest - row.count)))
  }

  /// Ends the row.
  mutating func endRow(line: Int = 0) {
    cover()
    spanned = spanned.map { max(0, $0 - 1) }
    for cell in begun where cell.rows > 1 {
      while spanned.count < cell.columns.upperBound { spanned.append(0) }
      for column in cell.columns { spanned[column] = cell.rows - 1 }
    }
    rows.append(row)
    lines.append(line)
  }

  private mutating func cover() {
    while row.count < spanned.count, spanned[row.count] > 0 { row.append(Cell()) }
  }
}

extension LooseDocument {
  /// Adds a table.
  ///
  /// - Parameter place: where a row is (`column` nil), or a cell of it; both from 0.
  mutating func add(
    _ grid: LooseGrid, shape: LooseTable.Shape = .grid,
    place: (_ row: Int, _ column: Int?) -> Place
  ) {
    let width = grid.rows.map(\.count).max() ?? 0
    var rows: [LooseRow] = []
    for (number, row) in grid.rows.enumerated() {
      let texts = row.filter { !$0.isCovered }.map(\.text)
      guard texts.contains(where: { !$0.isEmpty }) else { continue }
      parts.append(Part(place: place(number, nil), text: texts.joined(separator: " | ")))
      let padding = [LooseGrid.Cell](repeating: LooseGrid.Cell(), count: width - row.count)
      let cells = (row + padding).enumerated().map { column, cell in
        LooseCell(
          text: cell.text, place: place(number, column), part: parts.count - 1, column: column,
          columnSpan: cell.columnSpan, isCovered: cell.isCovered)
      }
      rows.append(LooseRow(cells: cells, parts: [parts.count - 1]))
    }
    if !rows.isEmpty { blocks.append(.table(LooseTable(shape: shape, rows: rows))) }
  }

  /// Adds a line, if there is anything in it.
  mutating func add(
    line text: String, at place: Place, declaredLevel: Int? = nil, isNavigation: Bool = false
  ) {
    let trimmed = String(LooseText.trimmed(Substring(text).unicodeScalars))
    guard !trimmed.isEmpty else { return }
    parts.append(Part(place: place, text: trimmed))
    blocks.append(
      .line(
        LooseLine(
          text: trimmed, part: parts.count - 1, declaredLevel: declaredLevel,
          isNavigation: isNavigation)))
  }
}
