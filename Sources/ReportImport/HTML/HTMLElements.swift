internal import ReportSyntax

/// What the elements of HTML mean for the layout.
enum HTMLElements {
  /// Elements that begin and end a line.
  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
  ]

  /// Elements whose content is not part of the text.
  private static let skipped: Set<String> = [
    "applet", "audio", "button", "canvas", "embed", "head", "iframe", "input", "map", "math",
    "noscript", "object", "option", "rp", "rt", "script", "select", "style", "svg", "template",
    "textarea", "title", "video",
  ]

  /// Elements of the page around the text.
  private static let navigation: Set<String> = ["aside", "footer", "nav"]

  /// What an element means.
  struct Meaning: OptionSet {
    let rawValue: UInt8

    /// It begins and ends a line.
    static let block = Meaning(rawValue: 1)
    /// Its content is not part of the text.
    static let skipped = Meaning(rawValue: 2)
    /// It stands around the text.
    static let navigation = Meaning(rawValue: 4)
  }

  /// All in one table, for every element of a page is looked up in it.
  private static let meanings: [String: Meaning] = {
    var meanings: [String: Meaning] = [:]
    for name in blocks { meanings[name, default: []].insert(.block) }
    for name in skipped { meanings[name, default: []].insert(.skipped) }
    for name in navigation { meanings[name, default: []].insert(.navigation) }
    return meanings
  }()

  /// What the element called `name` means; nothing for one that only marks a part of a line.
  static func meaning(_ name: String) -> Meaning { meanings[name] ?? [] }

  /// The level of a heading; nil for other elements.
  static func headingLevel(_ name: String) -> Int? {
    guard name.utf8.count == 2, name.utf8.first == UInt8(ascii: "h"), let digit = name.utf8.last,
      digit >= UInt8(ascii: "1"), digit <= UInt8(ascii: "6")
    else { return nil }
    return Int(digit - UInt8(ascii: "0"))
  }

  /// Whether an element is not shown.
  static func isHidden(_ node: MarkupTree.Node) -> Bool {
    if node.attributes.isEmpty { return false }
    if node["hidden"] != nil { return true }
    guard let style = node["style"] else { return false }
    return style.lowercased().filter { $0 != " " }.contains("display:none")
  }

  /// Appends `text` as pages show it: runs of white space as one space.
  ///
  /// - Returns: how many scalars were added.
  @discardableResult
  static func append(_ text: String, to line: inout String) -> Int {
    guard text.utf8.contains(where: isSpace) else {
      line += text
      return text.unicodeScalars.count
    }
    var isAfterSpace = line.isEmpty || line.utf8.last == 0x20
    var added = 0
    for scalar in text.unicodeScalars {
      let isSpace = scalar.isASCII && isSpace(UInt8(truncatingIfNeeded: scalar.value))
      if !isSpace || !isAfterSpace {
        line.unicodeScalars.append(isSpace ? " " : scalar)
        added += 1
      }
      isAfterSpace = isSpace
    }
    return added
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    ASCII.isSpace(byte) || byte == 0x0C
  }
}
