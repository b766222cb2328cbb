/// Reads the encoding that an XML declaration names (XML 1.0, productions 23 and 80).
enum XMLDeclaration {
  enum Encoding: Equatable {
    /// More bytes are needed to tell.
    case incomplete
    case absent
    case named(String, offset: Int)
  }

  /// No declaration is longer.
  private static let lengthLimit = 1024

  /// The encoding that the text declares; `bytes` is its beginning, or all of it.
  ///
  /// Whether the declaration is right otherwise is the parser's business.
  static func encoding(in bytes: [UInt8], isWhole: Bool) -> Encoding {
    let head = bytes.prefix(lengthLimit)
    let start = head.starts(with: ByteOrderMark.utf8) ? 3 : 0
    let opening = Array("<?xml".utf8)
    let begin = head.dropFirst(start)
    guard begin.starts(with: opening) else {
      return !isWhole && opening.starts(with: begin) ? .incomplete : .absent
    }
    guard let end = begin.firstRange(of: "?>".utf8) else {
      return isWhole || head.count == lengthLimit ? .absent : .incomplete
    }
    let content = begin[..<end.lowerBound].dropFirst(opening.count)
    guard let first = content.first, isBlank(first),
      let name = content.firstRange(of: "encoding".utf8)
    else { return .absent }
    let rest = content[name.upperBound...].drop { isBlank($0) }
    guard rest.first == UInt8(ascii: "=") else { return .absent }
    let value = rest.dropFirst().drop { isBlank($0) }
    guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return .absent
    }
    let encoding = value.dropFirst().prefix { $0 != quote }
    return .named(String(decoding: encoding, as: UTF8.self), offset: encoding.startIndex)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
