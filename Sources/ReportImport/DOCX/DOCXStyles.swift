internal import ReportSyntax

/// What the styles of a document say of paragraphs: levels of headings, and automatic numbers.
struct DOCXStyles {
  private struct Style {
    var parent = ""
    var level: Int?
    var numbering: (id: String, level: Int)?
  }

  private var styles: [String: Style] = [:]

  /// - Parameter tree: the part `styles.xml`; nil for none.
  init(_ tree: MarkupTree?) {
    guard let tree else { return }
    for index in tree.nodes.indices where tree.nodes[index].name == "style" {
      guard let id = tree.nodes[index]["styleId"] else { continue }
      var style = Style(parent: tree.value("basedOn", of: index) ?? "")
      let name = (tree.value("name", of: index) ?? "").lowercased()
      if name.hasPrefix("heading "), let level = Int(name.dropFirst(8)) { style.level = level }
      if let properties = tree.child("pPr", of: index) {
        style.level = Self.outlineLevel(tree, properties) ?? style.level
        style.numbering = Self.numbering(tree, properties)
      }
      styles[id] = style
    }
  }

  /// The level of heading of a paragraph with `properties`; nil for text.
  func level(_ tree: MarkupTree, _ properties: Int?) -> Int? {
    guard let properties else { return nil }
    if let level = Self.outlineLevel(tree, properties) { return level }
    return lookUp(tree, properties) { $0.level }
  }

  /// The list that a paragraph with `properties` is numbered in; nil for none.
  func numbering(_ tree: MarkupTree, _ properties: Int?) -> (id: String, level: Int)? {
    guard let properties else { return nil }
    if let own = Self.numbering(tree, properties) { return own.id == "0" ? nil : own }
    return lookUp(tree, properties) { $0.numbering }
  }

  private func lookUp<Value>(
    _ tree: MarkupTree, _ properties: Int, _ value: (Style) -> Value?
  ) -> Value? {
    var id = tree.value("pStyle", of: properties) ?? ""
    // A style may be based on itself in a broken file.
    for _ in 0..<32 {
      guard let style = styles[id] else { return nil }
      if let found = value(style) { return found }
      id = style.parent
    }
    return nil
  }

  private static func outlineLevel(_ tree: MarkupTree, _ properties: Int) -> Int? {
    guard let value = tree.value("outlineLvl", of: properties), let level = Int(value),
      (0...8).contains(level)
    else { return nil }
    return level + 1
  }

  private static func numbering(
    _ tree: MarkupTree, _ properties: Int
  ) -> (id: String, level: Int)? {
    guard let numbering = tree.child("numPr", of: properties),
      let id = tree.value("numId", of: numbering)
    else { return nil }
    let level = tree.value("ilvl", of: numbering).flatMap { Int($0) } ?? 0
    return (id, max(0, min(level, 8)))
  }
}
