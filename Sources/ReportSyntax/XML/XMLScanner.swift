/// Takes apart XML of the plainest kind, as fast as its bytes can be looked at: elements of known
/// names, attributes in double quotes, texts in UTF-8 with the five predefined entities.
///
/// It knows no comments, processing instructions, CDATA sections, prefixes, character references,
/// declarations or CR, and repairs nothing: what is not of this kind is declined, to be read by
/// ``XMLStreamReader``. Everything it takes is well-formed.
///
/// The bytes must be followed by ``padding`` zeros, at which everything stops: nothing asks how many
/// bytes there are. The scanner lives no longer than they do.
public struct XMLScanner {
  /// The bytes are not of the kind that the scanner takes; nothing else is said about them.
  public struct Declined: Error, Sendable {
    /// The one way to decline.
    public init() {}
  }

  /// A text or value, checked, as it stands in the document.
  public struct Text {
    /// Where it stands.
    public let range: Range<Int>
    /// Whether it has entities in it.
    public let hasEntities: Bool
  }

  /// How many zeros must follow the bytes.
  public static let padding = 16

  /// Where the scanner stands.
  public private(set) var offset: Int
  /// Where the start tag that was taken last begins.
  public private(set) var tagOffset = 0
  private let base: UnsafePointer<UInt8>
  private let longestText: Int

  /// A scanner of the bytes at `base`, beginning at `offset`.
  ///
  /// - Parameter longestText: how many bytes a text may have: so few that no schema finds it too long.
  public init(_ base: UnsafePointer<UInt8>, at offset: Int, longestText: Int) {
    self.base = base
    self.longestText = longestText
    self.offset = offset
  }

  // MARK: - Tags

  /// Takes `literal`, if that is what stands here.
  public mutating func take(_ literal: StaticString) -> Bool {
    let start = literal.utf8Start
    for index in 0..<literal.utf8CodeUnitCount where base[offset &+ index] != start[index] {
      return false
    }
    offset &+= literal.utf8CodeUnitCount
    return true
  }

  /// Takes `literal`, or declines.
  public mutating func demand(_ literal: StaticString) throws(Declined) {
    guard take(literal) else { throw Declined() }
  }

  /// Passes over white space.
  @inline(__always)
  public mutating func skipSpace() {
    while base[offset] == 0x20 || base[offset] == 0x0A || base[offset] == 0x09 { offset &+= 1 }
  }

  /// Takes the beginning of the next start tag, up to the end of its name, with the white space
  /// before it.
  ///
  /// - Parameters:
  ///   - names: the names it may have.
  ///   - previous: the index of the name of the element before it, which it must come behind; -1
  ///     for any order.
  /// - Returns: the index of its name; nil in front of an end tag.
  public mutating func child(
    of names: NameTable, after previous: Int
  ) throws(Declined) -> Int? {
    skipSpace()
    guard base[offset] == UInt8(ascii: "<") else { throw Declined() }
    let start = offset &+ 1
    if base[start] == UInt8(ascii: "/") { return nil }
    tagOffset = offset
    let length = names.length(of: previous &+ 1, ifSpeltAt: base + start)
    if length > 0, Self.endsName(base[start &+ length]) {
      offset = start &+ length
      return previous &+ 1
    }
    var end = start
    while !Self.endsName(base[end]), base[end] > 0x20 { end &+= 1 }
    let name = UnsafeBufferPointer(start: base + start, count: end &- start)
    guard let index = names.index(of: name.span), index > previous else { throw Declined() }
    offset = end
    return index
  }

  @inline(__always)
  private static func endsName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: " ")
  }

  /// Takes the end of a start tag.
  ///
  /// - Returns: whether there is content and an end tag to come.
  @inline(__always)
  public mutating func opens() throws(Declined) -> Bool {
    if base[offset] == UInt8(ascii: ">") {
      offset &+= 1
      return true
    }
    guard base[offset] == UInt8(ascii: "/"), base[offset &+ 1] == UInt8(ascii: ">") else {
      throw Declined()
    }
    offset &+= 2
    return false
  }

  /// Takes the end tag of the name at `index`, which must stand here.
  @inline(__always)
  public mutating func end(_ names: NameTable, _ index: Int) throws(Declined) {
    let start = offset &+ 2
    guard base[offset] == UInt8(ascii: "<"), base[offset &+ 1] == UInt8(ascii: "/") else {
      throw Declined()
    }
    let length = names.length(of: index, ifSpeltAt: base + start)
    guard length > 0, base[start &+ length] == UInt8(ascii: ">") else { throw Declined() }
    offset = start &+ length &+ 1
  }

  /// Takes the attribute that `opening` begins, such as ` id="`, if it stands here: its value is
  /// ASCII without entities.
  @inline(__always)
  public mutating func attribute(_ opening: StaticString) throws(Declined) -> Range<Int>? {
    // Most elements have none.
    guard base[offset] == UInt8(ascii: " "), take(opening) else { return nil }
    return try value()
  }

  /// Takes the value of an attribute, and the quote behind it.
  private mutating func value() throws(Declined) -> Range<Int> {
    let start = offset
    while base[offset] != UInt8(ascii: "\"") {
      switch base[offset] {
      case UInt8(ascii: "<"), UInt8(ascii: "&"), 0..<0x20, 0x7F...: throw Declined()
      default: offset &+= 1
      }
    }
    offset &+= 1
    return start..<offset &- 1
  }

  // MARK: - Texts

  /// Takes the rest of an element that has no children, from behind its name and attributes to
  /// behind its end tag.
  public mutating func text(_ names: NameTable, _ index: Int) throws(Declined) -> Text {
    guard try opens() else { return Text(range: offset..<offset, hasEntities: false) }
    let text = try characters()
    try end(names, index)
    return text
  }

  /// The bytes of a text, valid as long as those of the document.
  public func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// A text as a string.
  public func string(_ text: Text) -> String {
    if text.range.isEmpty { return "" }
    // The range was scanned, so the promise holds.
    guard text.hasEntities else { return string(text.range) }
    return String(decoding: XMLEntity.resolved(bytes(text.range)), as: UTF8.self)
  }

  /// A value as a string.
  public func string(_ range: Range<Int>) -> String {
    String(copying: UTF8Span(unchecked: bytes(range).span))
  }

  /// Takes a text up to the next tag.
  private mutating func characters() throws(Declined) -> Text {
    let start = offset
    var hasEntities = false
    while true {
      offset = ByteSearch.endOfPlainText(
        ByteSearch.xmlMarkup, at: base, from: offset, lastWord: .max)
      let byte = base[offset]
      if byte == UInt8(ascii: "<") { break }
      if byte == 0x0A || byte == 0x09 {
        offset &+= 1
      } else if byte == UInt8(ascii: "&") {
        hasEntities = true
        guard let entity = XMLEntity.reference(at: base + offset) else { throw Declined() }
        offset &+= entity.length
      } else {
        offset &+= try sequenceLength()
      }
    }
    guard offset &- start <= longestText else { throw Declined() }
    return Text(range: start..<offset, hasEntities: hasEntities)
  }

  /// The length of the sequence here, of a character that is no markup and that XML allows.
  private func sequenceLength() throws(Declined) -> Int {
    let byte = base[offset]
    // Control characters, `>`, which may end `]]>`, and stray continuations.
    guard byte >= 0x20, byte != UInt8(ascii: ">") else { throw Declined() }
    // The zeros behind the bytes are no continuations.
    let sequence = bytes(offset..<offset &+ 4).span
    let length = UTF8Sequence.length(in: sequence, at: 0, end: 4)
    guard length > 0, !UTF8Sequence.isNoncharacter(sequence, at: 0) else { throw Declined() }
    return length
  }
}
