/// Brings the bytes of an XML document into UTF-8: UTF-8 as it is, with or without byte order mark,
/// and UTF-16 with one. What is not valid ends the text; nothing is ever replaced.
struct XMLEncoding {
  private enum Form {
    case unknown
    case utf8
    case utf16(isBigEndian: Bool)
    case unsupported(String)
  }

  private var form = Form.unknown
  /// The first bytes, until the form is known; later the bytes of a character that is not whole.
  private var pending: [UInt8] = []
  /// The bytes that were not valid, in hex.
  private(set) var offender = ""

  var isKnown: Bool { if case .unknown = form { false } else { true } }
  var isUTF16: Bool { if case .utf16 = form { true } else { false } }
  /// What the bytes are in, if that is not supported.
  var unsupported: String? { if case .unsupported(let name) = form { name } else { nil } }

  /// Whether a declaration may say `name` about bytes like these.
  func accepts(_ name: String) -> Bool {
    let name = name.uppercased()
    switch form {
    case .unknown, .utf8: return name == "UTF-8"
    case .utf16(let isBigEndian):
      return name == "UTF-16" || name == (isBigEndian ? "UTF-16BE" : "UTF-16LE")
    case .unsupported: return false
    }
  }

  /// Appends the text of `chunk` to `text`.
  ///
  /// - Returns: false when something invalid follows it, which ``offender`` shows.
  mutating func decode(_ chunk: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]) -> Bool {
    if case .unknown = form {
      pending.append(contentsOf: chunk)
      guard pending.count >= 4 else { return true }
      return decideForm(into: &text)
    }
    return append(chunk, to: &text)
  }

  /// Says that nothing follows. Half a character at the end is dropped: the text is cut.
  mutating func finish(into text: inout [UInt8]) {
    if case .unknown = form { _ = decideForm(into: &text) }
  }

  private mutating func decideForm(into text: inout [UInt8]) -> Bool {
    let head = pending
    pending = []
    var markLength = 0
    switch (head.first ?? 1, head.dropFirst().first ?? 1) {
    case (0xFF, 0xFE) where head.dropFirst(2).elementsEqual([0, 0]), (0, 0):
      form = .unsupported("UTF-32")
    case (0xFF, 0xFE):
      form = .utf16(isBigEndian: false)
      markLength = 2
    case (0xFE, 0xFF):
      form = .utf16(isBigEndian: true)
      markLength = 2
    case (UInt8(ascii: "<"), 0), (0, UInt8(ascii: "<")):
      form = .unsupported("UTF-16 (no BOM)")
    case (0x4C, 0x6F):
      form = .unsupported("EBCDIC")
    default:
      form = .utf8
    }
    // The parser expects the mark in the form it has in UTF-8.
    if markLength > 0 { text.append(contentsOf: ByteOrderMark.utf8) }
    return head.withUnsafeBufferPointer {
      append(UnsafeBufferPointer(rebasing: $0[markLength...]), to: &text)
    }
  }

  private mutating func append(
    _ chunk: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]
  ) -> Bool {
    guard case .utf16(let isBigEndian) = form else {
      text.append(contentsOf: chunk)
      return true
    }
    pending.append(contentsOf: chunk)
    var index = 0
    while index < pending.count {
      switch EncodedScalar.utf16(pending.span, at: index, isBigEndian: isBigEndian) {
      case .scalar(let code, let length):
        UTF8Sequence.append(code, to: &text)
        index += length
        continue
      case .incomplete: break
      case .invalid:
        let (high, low) = isBigEndian ? (index, index + 1) : (index + 1, index)
        offender = String(
          UInt32(pending[high]) << 8 | UInt32(pending[low]), radix: 16, uppercase: true)
        return false
      }
      break
    }
    pending.removeFirst(index)
    return true
  }
}

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
    guard let first = content.first, ASCII.isSpace(first),
      let name = content.firstRange(of: "encoding".utf8)
    else { return .absent }
    let rest = content[name.upperBound...].drop { ASCII.isSpace($0) }
    guard rest.first == UInt8(ascii: "=") else { return .absent }
    let value = rest.dropFirst().drop { ASCII.isSpace($0) }
    guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return .absent
    }
    let encoding = value.dropFirst().prefix { $0 != quote }
    return .named(String(decoding: encoding, as: UTF8.self), offset: encoding.startIndex)
  }
}
