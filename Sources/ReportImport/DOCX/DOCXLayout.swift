internal import ReportDiagnostics
internal import ReportForms
internal import ReportSyntax

/// Lays a Word document out as lines and tables.
///
/// What was deleted under change tracking is left out, what was inserted is there. Text boxes stand
/// after the paragraph that they are anchored in; a table with tables in it only arranges the text.
struct DOCXLayout {
  private let tree: MarkupTree
  private let styles: DOCXStyles
  private var numbering: DOCXNumbering
  private var document = LooseDocument()
  private var paragraphs = 0
  private var tables = 0

  private init(_ tree: MarkupTree, _ styles: DOCXStyles, _ numbering: DOCXNumbering) {
    self.tree = tree
    self.styles = styles
    self.numbering = numbering
  }

  /// The layout of the document in `package`.
  static func document(
    _ package: OfficePackage, _ wording: ImportWording
  ) throws(Diagnostic) -> LooseDocument {
    let main = try package.mainPath()
    guard let tree = try package.part(main) else {
      throw Diagnostic(.officePartMissing, ["part": main])
    }
    var parts: [String: MarkupTree] = [:]
    for relation in try package.relations(of: main)
    where ["styles", "numbering", "footnotes", "endnotes"].contains(relation.type) {
      parts[relation.type] = try package.part(relation.target)
    }
    var layout = DOCXLayout(
      tree, DOCXStyles(parts["styles"]), DOCXNumbering(parts["numbering"], wording))
    if let root = tree.roots.first, let body = tree.child("body", of: root) {
      layout.addBlocks(in: body)
    }
    for notes in ["footnotes", "endnotes"] {
      guard let tree = parts[notes] else { continue }
      var notes = DOCXLayout(tree, layout.styles, layout.numbering)
      notes.document = layout.document
      notes.paragraphs = layout.paragraphs
      for index in tree.nodes.indices
      where ["footnote", "endnote"].contains(tree.nodes[index].name)
        && tree.nodes[index]["type"] == nil
      {
        notes.addBlocks(in: index)
      }
      (layout.document, layout.paragraphs) = (notes.document, notes.paragraphs)
    }
    return layout.document
  }

  /// Elements that only wrap others.
  private static let wrappers: Set<String> = [
    "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "AlternateContent",
    "Choice",
  ]
  /// Elements whose content is not part of the text.
  private static let skipped: Set<String> = [
    "del", "moveFrom", "Fallback", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr",
    "instrText", "delText", "sdtPr", "sdtEndPr",
  ]

  private mutating func addBlocks(in index: Int) {
    for child in tree.children(of: index) {
      switch tree.nodes[child].name {
      case "p": addParagraph(child)
      case "tbl": addTable(child)
      case let name where Self.wrappers.contains(name): addBlocks(in: child)
      default: break
      }
    }
  }

  // MARK: paragraphs

  private mutating func addParagraph(_ index: Int) {
    paragraphs += 1
    let properties = tree.child("pPr", of: index)
    var lines = [""]
    var boxes: [Int] = []
    collect(index, into: &lines, boxes: &boxes)
    if let list = styles.numbering(tree, properties), lines.contains(where: { !$0.isEmpty }) {
      lines[0] = numbering.next(list) + lines[0]
    }
    let level = styles.level(tree, properties)
    for line in lines {
      document.add(
        line: line, at: Place(line: paragraphs, paragraph: paragraphs),
        declaredLevel: level)
    }
    for box in boxes { addBlocks(in: box) }
  }

  /// Collects the text of a paragraph; a break begins a line.
  private func collect(_ index: Int, into lines: inout [String], boxes: inout [Int]) {
    var node = index + 1
    while node < tree.nodes[index].end {
      let current = tree.nodes[node]
      switch current.name {
      case "t":
        lines[lines.count - 1] += tree.text(of: node)
        node = current.end
        continue
      case "tab": lines[lines.count - 1] += " "
      case "br", "cr": lines.append("")
      case "noBreakHyphen": lines[lines.count - 1] += "-"
      case "txbxContent":
        boxes.append(node)
        node = current.end
        continue
      case "r" where isHidden(node):
        node = current.end
        continue
      case let name where Self.skipped.contains(name):
        node = current.end
        continue
      default: break
      }
      node += 1
    }
  }

  private func isHidden(_ run: Int) -> Bool {
    guard let properties = tree.child("rPr", of: run),
      let value = tree.value("vanish", of: properties)
    else { return false }
    return !["0", "false", "off"].contains(value)
  }

  // MARK: tables

  private mutating func addTable(_ index: Int) {
    let inside = (index + 1)..<tree.nodes[index].end
    if inside.contains(where: { tree.nodes[$0].name == "tbl" }) {
      for cell in inside where tree.nodes[cell].name == "tc" && isOuter(cell, in: index) {
        addBlocks(in: cell)
      }
      return
    }
    var grid = LooseGrid()
    for row in inside where tree.nodes[row].name == "tr" && !isDeleted(row) {
      add(row, to: &grid)
    }
    guard !grid.isOverfull else {
      for row in inside where tree.nodes[row].name == "tr" && !isDeleted(row) {
        for cell in (row + 1)..<tree.nodes[row].end where tree.nodes[cell].name == "tc" {
          addBlocks(in: cell)
        }
      }
      return
    }
    tables += 1
    let table = tables
    let paragraph = paragraphs
    document.add(grid) { row, column in
      Place(
        line: paragraph, column: column.map { $0 + 1 } ?? 0, table: table, row: row + 1)
    }
    paragraphs += inside.count { tree.nodes[$0].name == "p" }
  }

  /// Whether no other table stands between a cell and the table at `table`.
  private func isOuter(_ cell: Int, in table: Int) -> Bool {
    !(table + 1..<cell).contains { tree.nodes[$0].name == "tbl" && tree.nodes[$0].end > cell }
  }

  private func isDeleted(_ row: Int) -> Bool {
    tree.child("trPr", of: row).flatMap { tree.child("del", of: $0) } != nil
  }

  private func add(_ row: Int, to grid: inout LooseGrid) {
    grid.beginRow()
    if let properties = tree.child("trPr", of: row),
      let before = tree.value("gridBefore", of: properties).flatMap({ Int($0) })
    {
      grid.addCovered(before)
    }
    for cell in (row + 1)..<tree.nodes[row].end where tree.nodes[cell].name == "tc" {
      let properties = tree.child("tcPr", of: cell)
      let span =
        properties.flatMap { tree.value("gridSpan", of: $0) }.flatMap { Int($0) } ?? 1
      let merge = properties.flatMap { tree.value("vMerge", of: $0) }
      if let merge, merge != "restart" {
        grid.addCovered(max(1, span))
      } else {
        grid.add(text(of: cell), columnSpan: span)
      }
    }
    grid.endRow()
  }

  private func text(of cell: Int) -> String {
    var lines: [String] = []
    for paragraph in (cell + 1)..<tree.nodes[cell].end where tree.nodes[paragraph].name == "p" {
      var texts = [""]
      var boxes: [Int] = []
      collect(paragraph, into: &texts, boxes: &boxes)
      lines += texts
    }
    return lines.map { String(LooseText.trimmed(Substring($0).unicodeScalars)) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
