/// Brings the bytes of an XML document into UTF-8: UTF-8 as it is, with or without byte order mark,
/// and UTF-16 with one. What is not valid ends the text; nothing is ever replaced.
struct XMLEncoding {
  private enum Form {
    case unknown
    case utf8
    case utf16(bigEndian: Bool)
    case unsupported(String)
  }

  private var form = Form.unknown
  /// The first bytes, until the form is known; later the bytes of a character that is not whole.
  private var pending: [UInt8] = []
  /// A high surrogate that waits for its other half.
  private var highSurrogate: UInt32?
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
    case .utf16(let bigEndian):
      return name == "UTF-16" || name == (bigEndian ? "UTF-16BE" : "UTF-16LE")
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
    switch (head.first ?? 0, head.dropFirst().first ?? 0) {
    case (0xFF, 0xFE) where head.dropFirst(2).elementsEqual([0, 0]), (0, 0):
      form = .unsupported("UTF-32")
    case (0xFF, 0xFE):
      form = .utf16(bigEndian: false)
      markLength = 2
    case (0xFE, 0xFF):
      form = .utf16(bigEndian: true)
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
    switch form {
    case .unknown, .utf8, .unsupported:
      text.append(contentsOf: chunk)
      return true
    case .utf16(let bigEndian):
      for byte in chunk {
        pending.append(byte)
        guard pending.count == 2 else { continue }
        let unit = UInt32(pending[bigEndian ? 0 : 1]) << 8 | UInt32(pending[bigEndian ? 1 : 0])
        pending.removeAll(keepingCapacity: true)
        guard append(unit, to: &text) else { return false }
      }
      return true
    }
  }

  /// Appends one unit of UTF-16; false for a surrogate without its other half.
  private mutating func append(_ unit: UInt32, to text: inout [UInt8]) -> Bool {
    if let high = highSurrogate {
      highSurrogate = nil
      guard 0xDC00...0xDFFF ~= unit else { return fail(high) }
      UTF8Sequence.append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &text)
      return true
    }
    switch unit {
    case 0xD800...0xDBFF: highSurrogate = unit
    case 0xDC00...0xDFFF: return fail(unit)
    default: UTF8Sequence.append(unit, to: &text)
    }
    return true
  }

  private mutating func fail(_ unit: UInt32) -> Bool {
    offender = String(unit, radix: 16, uppercase: true)
    return false
  }
}
