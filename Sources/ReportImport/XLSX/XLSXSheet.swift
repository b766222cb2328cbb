internal import ReportSyntax

/// The cells of one sheet by place, with its merged ranges.
struct XLSXSheet {
  /// A place: row as printed, from 1; column from 0.
  struct Position: Hashable {
    let row: Int
    let column: Int
  }

  /// A row that has cells.
  struct Row {
    let number: Int
    let isHidden: Bool
    /// The index of each cell in the tree, by column.
    var cells: [Int: Int] = [:]
  }

  let tree: MarkupTree
  let name: String
  private(set) var rows: [Row] = []
  /// How many columns there are.
  private(set) var width = 0
  private(set) var hiddenColumns: Set<Int> = []
  /// How many columns the cell at a place spans.
  private(set) var spans: [Position: Int] = [:]
  /// The places that other cells span.
  private(set) var covered: Set<Position> = []

  /// The numbers that rows can have (ECMA-376, and what Excel admits).
  private static let rowNumbers = 1...1_048_576
  /// More merged places than any sheet of a report has.
  private static let mostCovered = 1_000_000

  init(_ tree: MarkupTree, name: String) {
    self.tree = tree
    self.name = name
    readRows()
    for node in tree.nodes {
      if node.name == "mergeCell", let reference = node["ref"] { merge(reference) }
      if node.name == "col", ["1", "true"].contains(node["hidden"] ?? ""),
        let first = node["min"].flatMap({ Int($0) }), let last = node["max"].flatMap({ Int($0) }),
        first >= 1, first <= min(last, LooseGrid.widest)
      {
        hiddenColumns.formUnion((first - 1)..<min(last, LooseGrid.widest))
      }
    }
  }

  private mutating func readRows() {
    var number = 0
    for index in tree.nodes.indices where tree.nodes[index].name == "row" {
      let stated = tree.nodes[index]["r"].flatMap { Int($0) } ?? 0
      // What no sheet can have as a number stands below the row before.
      number = Self.rowNumbers.contains(stated) ? stated : number + 1
      let hidden = tree.nodes[index]["hidden"] ?? ""
      var row = Row(number: number, isHidden: ["1", "true"].contains(hidden))
      var column = -1
      for cell in tree.children(of: index) where tree.nodes[cell].name == "c" {
        column = tree.nodes[cell]["r"].flatMap { Self.position($0)?.column } ?? column + 1
        guard column < LooseGrid.widest else { break }
        row.cells[column] = cell
        width = max(width, column + 1)
      }
      rows.append(row)
    }
  }

  private mutating func merge(_ reference: String) {
    let ends = reference.split(separator: ":").compactMap { Self.position(String($0)) }
    guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column,
      ends[0].column < LooseGrid.widest
    else { return }
    let last = min(ends[1].column, LooseGrid.widest - 1)
    spans[ends[0]] = last - ends[0].column + 1
    width = max(width, last + 1)
    let count = (ends[1].row - ends[0].row + 1) * (last - ends[0].column + 1)
    guard count <= Self.mostCovered - covered.count else { return }
    for row in ends[0].row...ends[1].row {
      for column in ends[0].column...last where row != ends[0].row || column != ends[0].column {
        covered.insert(Position(row: row, column: column))
      }
    }
  }

  /// The place that `reference` (`D7`) names; nil for none.
  static func position(_ reference: String) -> Position? {
    var column = 0
    var row = 0
    for byte in reference.utf8 {
      switch byte {
      case 0x41...0x5A where row == 0 && column < 100_000:
        column = column * 26 + Int(byte - 0x40)
      case 0x30...0x39 where column > 0 && row < 100_000_000: row = row * 10 + Int(byte - 0x30)
      case UInt8(ascii: "$"): continue
      default: return nil
      }
    }
    return row > 0 && column > 0 ? Position(row: row, column: column - 1) : nil
  }

  /// The letters of a column.
  static func letters(_ column: Int) -> String {
    var rest = column + 1
    var letters: [UInt8] = []
    while rest > 0 {
      letters.append(0x41 + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}
