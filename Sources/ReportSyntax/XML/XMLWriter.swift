/// Writes XML into a byte buffer: same calls, same bytes.
///
/// Elements stand one a line, indented by two spaces a level; what is inside an element begun as
/// inline, or beside text, stays on its line. Text is escaped and else never touched. Namespaces are
/// default namespaces; there are no prefixes. Names and namespaces are the caller's to get right,
/// and texts must hold XML 1.0 characters only, as the model promises.
///
///     var writer = XMLWriter()
///     writer.declaration()
///     writer.start("report", namespace: "urn:example")
///     writer.attribute("id", "a1")
///     writer.element("year", integer: 2024)
///     writer.end()
public struct XMLWriter: Sendable {
  /// What was written so far. A caller that streams takes it and empties it between elements.
  public var bytes: [UInt8] = []
  private var levels: [Level] = []
  /// Whether the start tag of the innermost element still lacks its `>`.
  private var isTagOpen = false

  private struct Level {
    let name: String
    /// Whether everything inside stays on the line.
    var isInline: Bool
    var hasChildren = false
  }

  /// Makes a writer with an empty buffer.
  public init() {}

  /// Makes a writer of elements that stand inside `depth` others, behind what is there already; those
  /// are for another writer to begin and to end.
  public init(besideElementsAt depth: Int) {
    levels = [Level](
      repeating: Level(name: "", isInline: false, hasChildren: true), count: depth)
  }

  /// How many elements are open.
  public var depth: Int { levels.count }

  /// The XML declaration, without the line end behind it.
  public static let declaration: StaticString = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

  /// Writes the XML declaration, which must come first.
  public mutating func declaration() {
    append(Self.declaration)
    append("\n")
  }

  /// Begins an element.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - namespace: the default namespace to declare here; nil for that of the parent.
  ///   - inline: whether everything inside stands on the same line.
  public mutating func start(_ name: String, namespace: String? = nil, inline: Bool = false) {
    openTag(name)
    levels.append(Level(name: name, isInline: inline || (levels.last?.isInline ?? false)))
    isTagOpen = true
    if let namespace { attribute("xmlns", namespace) }
  }

  /// Writes an attribute of the element that was just begun, before anything inside it.
  public mutating func attribute(_ name: String, _ value: String) {
    append(" ")
    bytes.append(contentsOf: name.utf8)
    append("=\"")
    XMLEscaping.append(value, asAttribute: true, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes text into the innermost element.
  public mutating func text(_ value: String) {
    guard !value.isEmpty else { return }
    startText()
    XMLEscaping.append(value, asAttribute: false, to: &bytes)
  }

  /// Writes an integer into the innermost element.
  public mutating func integer(_ value: Int64) {
    startText()
    DecimalText.append(value, to: &bytes)
  }

  /// Writes the exact decimal `mantissa` × 10^-`scale` into the innermost element, in plain decimal
  /// without needless zeros.
  public mutating func decimal(mantissa: Int64, scale: Int) {
    startText()
    DecimalText.append(mantissa, scale: scale, to: &bytes)
  }

  /// Ends the innermost element: `<x/>` if nothing is inside.
  public mutating func end() {
    guard let level = levels.popLast() else { return }
    if isTagOpen {
      bytes.append(UInt8(ascii: "/"))
      closeTag()
    } else {
      if level.hasChildren && !level.isInline {
        lineBreak()
      }
      endTag(level.name)
    }
    endRoot()
  }

  /// Writes an element with text inside; empty text gives `<x/>`.
  public mutating func element(_ name: String, text value: String) {
    openTag(name)
    if value.isEmpty {
      append("/>")
    } else {
      append(">")
      XMLEscaping.append(value, asAttribute: false, to: &bytes)
      endTag(name)
    }
    endRoot()
  }

  /// Writes an element with an integer inside.
  public mutating func element(_ name: String, integer value: Int64) {
    openTag(name)
    append(">")
    DecimalText.append(value, to: &bytes)
    endTag(name)
    endRoot()
  }

  /// Writes an element that the caller spells; it must be one.
  public mutating func element(_ append: (inout [UInt8]) -> Void) {
    startElement()
    append(&bytes)
  }

  /// Goes where an element begins.
  private mutating func startElement() {
    closeTag()
    if let parent = levels.indices.last {
      if !levels[parent].isInline { lineBreak() }
      levels[parent].hasChildren = true
    }
  }

  /// Writes `<name`, in its place.
  private mutating func openTag(_ name: String) {
    startElement()
    append("<")
    bytes.append(contentsOf: name.utf8)
  }

  private mutating func endTag(_ name: String) {
    append("</")
    bytes.append(contentsOf: name.utf8)
    append(">")
  }

  /// Writes a line feed, and two spaces for every open element.
  private mutating func lineBreak() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<levels.count {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func endRoot() { if levels.isEmpty { append("\n") } }

  @inline(__always)
  private mutating func append(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func startText() {
    closeTag()
    // What stands beside text must not be moved to lines of its own: that would change the text.
    if let level = levels.indices.last { levels[level].isInline = true }
  }

  private mutating func closeTag() {
    guard isTagOpen else { return }
    bytes.append(UInt8(ascii: ">"))
    isTagOpen = false
  }
}
