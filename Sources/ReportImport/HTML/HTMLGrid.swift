internal import ReportSyntax

extension LooseGrid {
  /// A cell with more text than this is a page's, not a table's.
  private static let longestCell = 2000

  /// The table of a page at `index`; nil for one that only arranges the page.
  init?(_ tree: MarkupTree, table index: Int) {
    let inside = (index + 1)..<tree.nodes[index].end
    guard !inside.contains(where: { tree.nodes[$0].name == "table" }) else { return nil }
    self.init()
    for row in inside where tree.nodes[row].name == "tr" {
      beginRow()
      for node in tree.children(of: row) where ["td", "th"].contains(tree.nodes[node].name) {
        let text = Self.text(tree, node)
        guard text.unicodeScalars.count <= Self.longestCell else { return nil }
        add(
          text, columnSpan: Self.span(tree.nodes[node]["colspan"]),
          rowSpan: Self.span(tree.nodes[node]["rowspan"]))
      }
      endRow(line: tree.nodes[row].line)
    }
    guard count > 1, !isOverfull else { return nil }
  }

  private static func span(_ text: String?) -> Int {
    guard let text else { return 1 }
    var span = 0
    for digit in text.utf8.prefix(6) {
      guard digit >= 0x30, digit <= 0x39 else { break }
      span = span * 10 + Int(digit - 0x30)
    }
    return max(1, span)
  }

  /// The text of a cell; breaks and blocks begin a line.
  private static func text(_ tree: MarkupTree, _ index: Int) -> String {
    var lines = [""]
    var node = index + 1
    while node < tree.nodes[index].end {
      let current = tree.nodes[node]
      if current.isText {
        HTMLElements.append(current.text, to: &lines[lines.count - 1])
        node += 1
        continue
      }
      let meaning = HTMLElements.meaning(current.name)
      if meaning.contains(.skipped) || HTMLElements.isHidden(current) {
        node = current.end
        continue
      } else if current.name == "br" || meaning.contains(.block) {
        if !lines[lines.count - 1].isEmpty { lines.append("") }
      }
      node += 1
    }
    return lines.map { String(LooseText.trimmed(Substring($0).unicodeScalars)) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
