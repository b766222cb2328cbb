public import ReportDiagnostics

extension JSONScanner {
  /// Takes a string and gives its text by the rules of the model: escapes resolved, CR and CRLF
  /// turned into LF, and what XML cannot carry turned into U+FFFD, both recorded in `repairs` with
  /// the offset of the string as mark.
  public mutating func string(
    _ bytes: Span<UInt8>, repairs: inout TextRepairs
  ) throws(Diagnostic) -> String {
    let text = try rawString(bytes)
    return string(of: text, bytes, repairs: &repairs)
  }

  /// Takes a string and gives its place in the document, checked but not yet made a `String`.
  public mutating func rawString(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONText {
    skipWhitespace(bytes)
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
      throw mismatch(.string, bytes)
    }
    let text = try scanString(bytes)
    followsValue = true
    return text
  }

  /// The text of a string or member name scanned before, by the same rules as `string`.
  public func string(
    of text: JSONText, _ bytes: Span<UInt8>, repairs: inout TextRepairs
  ) -> String {
    if text.hasEscapes || text.hasNoncharacters {
      return JSONUnescaping.text(of: text, in: bytes, repairs: &repairs)
    }
    return UTF8Sequence.string(bytes, text.range)
  }

  /// Scans a string whose opening quote stands at the present offset; checks UTF-8 and escapes.
  mutating func scanString(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONText {
    let start = offset &+ 1
    var index = start
    var hasEscapes = false
    var hasNoncharacters = false
    while true {
      index = JSONScanner.plainRun(bytes, from: index)
      guard index < bytes.count else { throw truncated(bytes) }
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { break }
      if byte >= 0x80 {
        let length = UTF8Sequence.length(in: bytes, at: index, end: bytes.count)
        guard length > 0 else { throw invalidUTF8(at: index, bytes) }
        // What the fast run leaves over of the three-byte sequences is U+FFFE and U+FFFF, and
        // whatever stands at the very end of the document.
        if UTF8Sequence.isNoncharacter(bytes, at: index) {
          hasNoncharacters = true
        }
        index &+= length
      } else if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index = try checkEscape(at: index, bytes)
      } else {
        offset = index
        throw unexpected(.jsonControlCharacter, bytes)
      }
    }
    offset = index &+ 1
    return JSONText(
      range: start..<index, hasEscapes: hasEscapes, hasNoncharacters: hasNoncharacters)
  }

  /// The end of the run of bytes that need no care: printable ASCII but quote and backslash, and
  /// well-formed three-byte sequences (nearly all of Chinese).
  @inline(__always)
  private static func plainRun(_ bytes: Span<UInt8>, from start: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      let lastWord = bytes.count &- 8
      let index = ByteSearch.endOfPlainText(
        ByteSearch.jsonSpecial, at: base, from: start, lastWord: lastWord)
      if index <= lastWord { return index }
      return ByteSearch.first(ByteSearch.jsonSpecial, in: bytes, from: index)
    }
  }

  /// Checks the escape whose backslash stands at `start`; returns the offset after it.
  private mutating func checkEscape(
    at start: Int, _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> Int {
    guard start &+ 1 < bytes.count else { throw truncated(bytes) }
    switch bytes[start &+ 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start &+ 2
    case UInt8(ascii: "u"):
      for index in start &+ 2..<start &+ 6 {
        guard index < bytes.count else { throw truncated(bytes) }
        guard ASCII.hexValue(bytes[index]) != nil else {
          throw invalidEscape(start, length: index &- start &+ 1, bytes)
        }
      }
      return start &+ 6
    default:
      throw invalidEscape(start, length: 2, bytes)
    }
  }

  @inline(never)
  private mutating func invalidEscape(
    _ start: Int, length: Int, _ bytes: Span<UInt8>
  ) -> Diagnostic {
    let last = start + length - 1
    guard UTF8Sequence.length(in: bytes, at: last, end: bytes.count) > 0 else {
      return invalidUTF8(at: last, bytes)
    }
    let head = UTF8Sequence.string(bytes, start..<last)
    return Diagnostic(
      .jsonEscapeInvalid, at: place(of: start, in: bytes),
      ["found": head + CodePoint.found(in: bytes, at: last)])
  }
}
