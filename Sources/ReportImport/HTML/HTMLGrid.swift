internal import ReportSyntax

/// A table of a page with its spans resolved: every row has a cell in every column.
struct HTMLGrid {
  /// One place of the grid.
  struct Cell {
    var text = ""
    var columnSpan = 1
    /// Whether a cell above or to the left spans it.
    var isCovered = true
  }

  private(set) var rows: [[Cell]] = []
  /// The source line of each row.
  private(set) var lines: [Int] = []

  /// More columns than any report has; what a page claims beyond that is ignored.
  private static let widest = 256
  /// A cell with more text than this is a page's, not a table's.
  private static let longestCell = 2000

  /// The table at `index`; nil for one that only arranges the page.
  init?(_ tree: HTMLTree, _ index: Int) {
    let inside = (index + 1)..<tree.nodes[index].end
    guard !inside.contains(where: { tree.nodes[$0].name == "table" }) else { return nil }
    var cells = 0
    // How many more rows each column is spanned from above.
    var spanned: [Int] = []
    for row in Self.rowNodes(tree, index) {
      var line: [Cell] = []
      var column = 0
      func cover() {
        while column < spanned.count, spanned[column] > 0 {
          line.append(Cell())
          column += 1
        }
      }
      var begun: [(column: Int, span: Int, rows: Int)] = []
      for node in tree.children(of: row) where ["td", "th"].contains(tree.nodes[node].name) {
        cover()
        guard column < Self.widest else { break }
        let text = Self.text(tree, node)
        guard text.unicodeScalars.count <= Self.longestCell else { return nil }
        let span = Self.span(tree.nodes[node]["colspan"], upTo: Self.widest - column)
        let height = Self.span(tree.nodes[node]["rowspan"], upTo: 65_534)
        line.append(Cell(text: text, columnSpan: span, isCovered: false))
        line += [Cell](repeating: Cell(), count: span - 1)
        begun.append((column, span, height))
        column += span
        cells += 1
      }
      cover()
      spanned = spanned.map { max(0, $0 - 1) }
      for cell in begun where cell.rows > 1 {
        let end = cell.column + cell.span
        while spanned.count < end { spanned.append(0) }
        for covered in cell.column..<end { spanned[covered] = cell.rows - 1 }
      }
      rows.append(line)
      lines.append(tree.nodes[row].line)
    }
    guard cells > 1 else { return nil }
    let width = rows.map(\.count).max() ?? 0
    for row in rows.indices {
      rows[row] += [Cell](repeating: Cell(), count: width - rows[row].count)
    }
  }

  /// The rows of a table, those of its parts in between.
  private static func rowNodes(_ tree: HTMLTree, _ index: Int) -> [Int] {
    (index + 1..<tree.nodes[index].end).filter { tree.nodes[$0].name == "tr" }
  }

  private static func span(_ text: String?, upTo limit: Int) -> Int {
    let digits = (text ?? "").unicodeScalars.prefix { $0 >= "0" && $0 <= "9" }
    return max(1, min(Int(String(String.UnicodeScalarView(digits))) ?? 1, limit))
  }

  /// The text of a cell; breaks and blocks begin a line.
  private static func text(_ tree: HTMLTree, _ index: Int) -> String {
    var lines = [""]
    var node = index + 1
    while node < tree.nodes[index].end {
      let current = tree.nodes[node]
      if current.isText {
        HTMLElements.append(current.text, to: &lines[lines.count - 1])
      } else if HTMLElements.skipped.contains(current.name) || HTMLElements.isHidden(current) {
        node = current.end
        continue
      } else if current.name == "br" || HTMLElements.blocks.contains(current.name) {
        if !lines[lines.count - 1].isEmpty { lines.append("") }
      }
      node += 1
    }
    return lines.map { String(LooseText.trimmed(Substring($0).unicodeScalars)) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
