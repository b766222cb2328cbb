/// The entities that every document may use (XML 1.0, section 4.6).
enum XMLEntity {
  private static let spellings: [(StaticString, UInt8)] = [
    ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
    ("&quot;", UInt8(ascii: "\"")), ("&apos;", UInt8(ascii: "'")),
  ]

  /// The character that the reference at `start` stands for, and the length of the reference; nil if
  /// there is none of these. No byte is read behind the first that belongs to none.
  static func reference(at start: UnsafePointer<UInt8>) -> (byte: UInt8, length: Int)? {
    for (spelling, byte) in spellings {
      let length = spelling.utf8CodeUnitCount
      let name = spelling.utf8Start
      if (0..<length).allSatisfy({ start[$0] == name[$0] }) { return (byte, length) }
    }
    return nil
  }

  /// `text` with every reference resolved.
  static func resolved(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard let base = text.baseAddress else { return [] }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if base[index] == UInt8(ascii: "&"), let entity = reference(at: base + index) {
        result.append(entity.byte)
        index += entity.length
      } else {
        result.append(base[index])
        index += 1
      }
    }
    return result
  }
}
