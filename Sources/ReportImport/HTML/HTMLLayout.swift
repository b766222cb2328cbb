internal import ReportDiagnostics
internal import ReportSyntax

/// Lays a page out as lines and tables: block elements begin and end lines, tables of data become
/// grids, tables that only arrange the page are gone through like any other block.
struct HTMLLayout {
  private let tree: MarkupTree
  private var document = LooseDocument()
  private var tables = 0
  /// The line that is being collected.
  private var line = OpenLine()

  private struct OpenLine {
    var text = ""
    var sourceLine = 0
    var level: Int?
    /// How many scalars of the text stand in links.
    var linked = 0
  }

  /// What surrounds a node.
  private struct Surroundings {
    var end: Int
    var isBlock: Bool
    var level: Int?
    var isLink: Bool
    var isNavigation: Bool
    var isPreformatted: Bool
  }

  private var surroundings: [Surroundings] = []

  init(_ tree: MarkupTree) { self.tree = tree }

  /// The layout of a page.
  static func document(_ tree: MarkupTree) -> LooseDocument {
    var layout = HTMLLayout(tree)
    layout.walk()
    return layout.document
  }

  private mutating func walk() {
    var index = 0
    while index < tree.nodes.count {
      while let last = surroundings.last, last.end <= index { leave() }
      let node = tree.nodes[index]
      if node.isText {
        add(node)
        index += 1
        continue
      }
      let meaning = HTMLElements.meaning(node.name)
      if meaning.contains(.skipped) || HTMLElements.isHidden(node) {
        index = node.end
      } else if node.name == "br" {
        endLine()
        index += 1
      } else if node.name == "table", let grid = LooseGrid(tree, table: index) {
        endLine()
        addTexts(besideCellsOf: index)
        add(grid)
        index = node.end
      } else {
        enter(node, meaning)
        index += 1
      }
    }
    while !surroundings.isEmpty { leave() }
    endLine()
  }

  private mutating func enter(_ node: MarkupTree.Node, _ meaning: HTMLElements.Meaning) {
    let outer = surroundings.last
    let isBlock = meaning.contains(.block)
    if isBlock { endLine() }
    surroundings.append(
      Surroundings(
        end: node.end, isBlock: isBlock,
        level: HTMLElements.headingLevel(node.name) ?? outer?.level,
        isLink: node.name == "a" && node["href"] != nil || outer?.isLink ?? false,
        isNavigation: meaning.contains(.navigation) || outer?.isNavigation ?? false,
        isPreformatted: node.name == "pre" || outer?.isPreformatted ?? false))
  }

  private mutating func leave() {
    guard let last = surroundings.last else { return }
    if last.isBlock { endLine() }
    surroundings.removeLast()
  }

  private mutating func add(_ node: MarkupTree.Node) {
    let around = surroundings.last
    if around?.isPreformatted ?? false {
      for (number, part) in node.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if number > 0 { endLine() }
        add(String(part), at: node.line + number, around)
      }
    } else {
      add(node.text, at: node.line, around)
    }
  }

  private mutating func add(_ text: String, at sourceLine: Int, _ around: Surroundings?) {
    let added = HTMLElements.append(text, to: &line.text)
    guard added > 0 else { return }
    if line.sourceLine == 0 { line.sourceLine = sourceLine }
    if around?.isLink ?? false { line.linked += added }
    if around?.isNavigation ?? false { line.linked += added }
    line.level = around?.level ?? line.level
  }

  private mutating func endLine() {
    defer { line = OpenLine() }
    document.add(
      line: line.text, at: Place(line: line.sourceLine), declaredLevel: line.level,
      isNavigation: line.linked * 2 > line.text.unicodeScalars.count)
  }

  /// Adds what stands in a table but in none of its cells, as browsers show it: before the table.
  private mutating func addTexts(besideCellsOf table: Int) {
    var index = table + 1
    var rowEnd = index
    var blockEnds: [Int] = []
    while index < tree.nodes[table].end {
      while let end = blockEnds.last, end <= index {
        endLine()
        blockEnds.removeLast()
      }
      let node = tree.nodes[index]
      let meaning = HTMLElements.meaning(node.name)
      let isCell = (node.name == "td" || node.name == "th") && index < rowEnd
      if isCell || meaning.contains(.skipped) || HTMLElements.isHidden(node) {
        index = node.end
        continue
      }
      if node.name == "tr" { rowEnd = node.end }
      if node.isText {
        add(node)
      } else if meaning.contains(.block) || node.name == "br" {
        endLine()
        blockEnds.append(node.end)
      }
      index += 1
    }
    endLine()
  }

  private mutating func add(_ grid: LooseGrid) {
    tables += 1
    let table = tables
    document.add(grid) { row, column in
      Place(
        line: grid.lines[row], column: column.map { $0 + 1 } ?? 0, table: table, row: row + 1)
    }
  }
}
