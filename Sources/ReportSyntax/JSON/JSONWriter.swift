/// Writes JSON into a byte buffer: same calls, same bytes.
///
/// Only what JSON demands is escaped (`"`, `\`, control characters); everything else stands as
/// UTF-8. Calls must come in an order that makes sense (a key before every member of an object);
/// the writer puts the commas, line ends and indents.
///
///     var writer = JSONWriter(layout: .indented)
///     writer.beginObject()
///     writer.key("year")
///     writer.integer(2024)
///     writer.endObject()
public struct JSONWriter: Sendable {
  /// How the document is laid out.
  public enum Layout: Sendable, Hashable {
    /// No white space at all: one line.
    case compact
    /// One member or element a line, two spaces a level, but for containers begun as inline.
    case indented
  }

  /// What was written so far. A caller that streams takes it and empties it between values.
  public var bytes: [UInt8] = []
  private let layout: Layout
  /// The innermost container, and those around it, the outermost of which is the document.
  private var level = Level(isInline: true)
  private var outer: [Level] = []
  private var followsKey = false

  private struct Level {
    let isInline: Bool
    var isEmpty = true
  }

  /// Makes a writer with an empty buffer.
  public init(layout: Layout = .compact) { self.layout = layout }

  // MARK: - Containers

  /// Begins an object.
  ///
  /// - Parameter inline: whether it stands on one line in the indented layout, with all inside it.
  public mutating func beginObject(inline: Bool = false) { begin(UInt8(ascii: "{"), inline) }

  /// Ends the innermost container, which must be an object.
  public mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Begins an array.
  ///
  /// - Parameter inline: whether it stands on one line in the indented layout, with all inside it.
  public mutating func beginArray(inline: Bool = false) { begin(UInt8(ascii: "["), inline) }

  /// Ends the innermost container, which must be an array.
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes a member name; its value must follow.
  public mutating func key(_ name: String) {
    startItem()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if layout == .indented { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  // MARK: - Values

  /// Writes a string.
  public mutating func string(_ value: String) {
    startItem()
    quote(value)
  }

  /// Writes an integer.
  public mutating func integer(_ value: Int) {
    startItem()
    DecimalText.append(Int64(value), to: &bytes)
  }

  /// Writes the exact decimal `mantissa` × 10^-`scale` in plain decimal without needless zeros.
  public mutating func decimal(mantissa: Int64, scale: Int) {
    startItem()
    DecimalText.append(mantissa, scale: scale, to: &bytes)
  }

  /// Writes `true` or `false`.
  public mutating func boolean(_ value: Bool) {
    startItem()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Writes `null`.
  public mutating func null() {
    startItem()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a member, or an element, that the caller spells; it must be one.
  public mutating func item(_ append: (inout [UInt8]) -> Void) {
    startItem()
    append(&bytes)
  }

  /// Writes an LF after a whole document: the end of a file, or of an NDJSON line.
  public mutating func endDocument() { bytes.append(UInt8(ascii: "\n")) }

  // MARK: - Inside

  private mutating func begin(_ bracket: UInt8, _ inline: Bool) {
    startItem()
    bytes.append(bracket)
    let isInline = inline || layout == .compact || (!outer.isEmpty && level.isInline)
    outer.append(level)
    level = Level(isInline: isInline)
  }

  private mutating func end(_ bracket: UInt8) {
    if let last = outer.popLast() {
      let ended = level
      level = last
      if !ended.isEmpty, !ended.isInline { newLine() }
    }
    bytes.append(bracket)
  }

  /// Puts what stands between the last item and the next: nothing after a key, else the comma and
  /// the white space of the layout.
  @inline(__always)
  private mutating func startItem() {
    if followsKey {
      followsKey = false
      return
    }
    if outer.isEmpty { return }
    let isFirst = level.isEmpty
    level.isEmpty = false
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if !level.isInline {
      newLine()
    } else if !isFirst && layout == .indented {
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func newLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in outer {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func quote(_ text: String) {
    let utf8 = text.utf8.span
    var end = JSONWriter.plainEnd(utf8, from: 0)
    if end == utf8.count { return quotePlain(utf8) }
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    while end < utf8.count {
      bytes.append(utf8, start..<end)
      escape(utf8[end])
      start = end &+ 1
      end = JSONWriter.plainEnd(utf8, from: start)
    }
    bytes.append(utf8, start..<end)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a text in which nothing is to be escaped, as in most, in one copy.
  private mutating func quotePlain(_ utf8: Span<UInt8>) {
    bytes.append(addingCapacity: utf8.count + 2) { room in
      room.append(UInt8(ascii: "\""))
      utf8.withUnsafeBufferPointer { text in
        room.withUnsafeMutableBufferPointer { room, written in
          guard let source = text.baseAddress, let target = room.baseAddress else { return }
          (target + written).initialize(from: source, count: text.count)
          written += text.count
        }
      }
      room.append(UInt8(ascii: "\""))
    }
  }

  /// The index of the first byte from `start` on that is to be escaped, or the end.
  private static func plainEnd(_ utf8: Span<UInt8>, from start: Int) -> Int {
    ByteSearch.first(ByteSearch.jsonEscapable, in: utf8, from: start)
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
    case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
    case 0..<0x20:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(UInt8(ascii: "0") + byte >> 4)
      bytes.append("0123456789abcdef".utf8.span[Int(byte & 0xF)])
    default:
      bytes.append(byte)
    }
  }
}
