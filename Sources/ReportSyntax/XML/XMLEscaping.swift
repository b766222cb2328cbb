/// Writes texts so that an XML parser reads them back as they are.
enum XMLEscaping {
  /// Appends `value` with what would be markup as references: `&`, `<`, `>` and CR, which a parser
  /// would turn into LF; in attributes also `"`, tab and LF, which it would turn into spaces.
  static func append(_ value: String, asAttribute: Bool, to bytes: inout [UInt8]) {
    var value = value
    value.withUTF8 { text in
      var runStart = 0
      var index = 0
      while true {
        index = ByteSearch.first(
          ByteSearch.xmlEscapable, in: UnsafeRawBufferPointer(text), from: index)
        guard index < text.count else { break }
        // Nothing above `>` is ever escaped: one comparison for most of any text.
        if text[index] <= UInt8(ascii: ">"), let reference = reference(text[index], asAttribute) {
          bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
          reference.withUTF8Buffer { bytes.append(contentsOf: $0) }
          runStart = index + 1
        }
        index += 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
    }
  }

  @inline(__always)
  private static func reference(_ byte: UInt8, _ asAttribute: Bool) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case 0x0D: "&#13;"
    case UInt8(ascii: "\"") where asAttribute: "&quot;"
    case 0x0A where asAttribute: "&#10;"
    case 0x09 where asAttribute: "&#9;"
    default: nil
    }
  }
}
