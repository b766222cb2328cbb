internal import ReportDiagnostics
internal import ReportSyntax

/// Lays an Excel workbook out: every visible sheet is a grid.
///
/// What rows, columns and sheets hide is left out and said, for it is not part of what is published.
/// A formula is its cached value; one without is kept as its text, so that no number is made of it.
struct XLSXLayout {
  private var document = LooseDocument()
  private let strings: [String]
  private let formats: XLSXNumberFormats
  private var hidden: [String] = []

  private init(_ strings: [String], _ formats: XLSXNumberFormats) {
    self.strings = strings
    self.formats = formats
  }

  /// The layout of the workbook in `package`.
  static func document(_ package: OfficePackage) throws(Diagnostic) -> LooseDocument {
    let main = try package.mainPath()
    guard let workbook = try package.part(main) else {
      throw Diagnostic(.officePartMissing, ["part": main])
    }
    let relations = try package.relations(of: main)
    func part(_ type: String) throws(Diagnostic) -> MarkupTree? {
      guard let relation = relations.first(where: { $0.type == type }) else { return nil }
      return try package.part(relation.target)
    }
    let from1904 = workbook.nodes.first { $0.name == "workbookPr" }?["date1904"] ?? ""
    let formats = XLSXNumberFormats(
      try part("styles"), isFrom1904: ["1", "true"].contains(from1904))
    var layout = XLSXLayout(try Self.strings(part("sharedStrings")), formats)
    for node in workbook.nodes where node.name == "sheet" {
      let name = node["name"] ?? ""
      guard node["state"] ?? "visible" == "visible" else {
        layout.hidden.append(name)
        continue
      }
      guard let relation = relations.first(where: { $0.id == node["id"] }),
        relation.type == "worksheet", let sheet = try package.part(relation.target)
      else { continue }
      layout.add(XLSXSheet(sheet, name: name))
    }
    layout.reportHidden()
    return layout.document
  }

  private static func strings(_ tree: MarkupTree?) -> [String] {
    guard let tree else { return [] }
    return tree.nodes.indices.filter { tree.nodes[$0].name == "si" }.map { text(tree, $0) }
  }

  /// The text of a string, without the readings that Japanese files add.
  private static func text(_ tree: MarkupTree, _ index: Int) -> String {
    var text = ""
    var node = index + 1
    while node < tree.nodes[index].end {
      if tree.nodes[node].name == "rPh" {
        node = tree.nodes[node].end
        continue
      }
      if tree.nodes[node].name == "t" { text += tree.text(of: node) }
      node += 1
    }
    return text
  }

  private mutating func add(_ sheet: XLSXSheet) {
    var grid = LooseGrid()
    var numbers: [Int] = []
    for row in sheet.rows {
      if row.isHidden {
        hidden.append("\(sheet.name)!\(row.number)")
        continue
      }
      grid.beginRow()
      for column in 0..<sheet.width where !sheet.hiddenColumns.contains(column) {
        let place = XLSXSheet.Position(row: row.number, column: column)
        if sheet.covered.contains(place) {
          grid.addCovered(1)
          continue
        }
        let span = sheet.spans[place] ?? 1
        // The places that the cell spans come by themselves, as covered ones.
        grid.addAlone(row.cells[column].map { text($0, sheet.tree) } ?? "", columnSpan: span)
      }
      grid.endRow()
      numbers.append(row.number)
    }
    for column in sheet.hiddenColumns.sorted() where column < sheet.width {
      hidden.append("\(sheet.name)!\(XLSXSheet.letters(column))")
    }
    let shown = (0..<sheet.width).filter { !sheet.hiddenColumns.contains($0) }
    document.add(grid, shape: .sheet) { row, column in
      let number = numbers[row]
      let letters = column.map { shown.indices.contains($0) ? XLSXSheet.letters(shown[$0]) : "" }
      return Place(
        line: number, column: column.map { $0 + 1 } ?? 0, sheet: sheet.name,
        cell: "\(letters ?? "")\(number)")
    }
  }

  private func text(_ cell: Int, _ tree: MarkupTree) -> String {
    let value = tree.child("v", of: cell).map { tree.text(of: $0) }
    switch tree.nodes[cell]["t"] ?? "n" {
    case "s":
      guard let index = value.flatMap({ Int($0) }), strings.indices.contains(index) else {
        return ""
      }
      return strings[index]
    case "inlineStr": return tree.child("is", of: cell).map { Self.text(tree, $0) } ?? ""
    case "n":
      if let value {
        return formats.text(value, style: tree.nodes[cell]["s"].flatMap { Int($0) } ?? 0)
      }
      return tree.child("f", of: cell).map { "=" + tree.text(of: $0) } ?? ""
    // As the program prints it: no number.
    case "b": return value == "1" ? "TRUE" : value == "0" ? "FALSE" : value ?? ""
    default: return value ?? ""
    }
  }

  private mutating func reportHidden() {
    guard !hidden.isEmpty else { return }
    document.findings.append(
      Diagnostic(
        .importHiddenLeftOut,
        ["count": "\(hidden.count)", "places": hidden.prefix(8).joined(separator: ", ")]))
  }
}
