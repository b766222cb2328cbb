/// What stands at a place in encoded bytes.
enum EncodedScalar: Equatable {
  /// A Unicode scalar value and the number of its bytes.
  case scalar(UInt32, length: Int)
  /// The start of something that the bytes at hand do not finish.
  case incomplete
  /// Nothing that the encoding knows.
  case invalid
}

extension EncodedScalar {
  /// UTF-8 at `offset`, strictly.
  static func utf8(_ bytes: Span<UInt8>, at offset: Int) -> EncodedScalar {
    let length = UTF8Sequence.length(in: bytes, at: offset, end: bytes.count)
    let lead = UInt32(bytes[offset])
    switch length {
    case 0: return UTF8Sequence.isCut(bytes, at: offset) ? .incomplete : .invalid
    case 1: return .scalar(lead, length: 1)
    default:
      var code = lead & (0x7F >> UInt32(length))
      for index in 1..<length { code = code << 6 | UInt32(bytes[offset + index] & 0x3F) }
      return .scalar(code, length: length)
    }
  }

  /// UTF-16 at `offset`, strictly: lone surrogates are invalid.
  static func utf16(_ bytes: Span<UInt8>, at offset: Int, isBigEndian: Bool) -> EncodedScalar {
    guard offset + 1 < bytes.count else { return .incomplete }
    let high = isBigEndian ? offset : offset + 1
    let low = isBigEndian ? offset + 1 : offset
    let unit = UInt32(bytes[high]) << 8 | UInt32(bytes[low])
    guard unit & 0xF800 == 0xD800 else { return .scalar(unit, length: 2) }
    guard unit < 0xDC00 else { return .invalid }
    guard offset + 3 < bytes.count else { return .incomplete }
    let trail = UInt32(bytes[high + 2]) << 8 | UInt32(bytes[low + 2])
    guard trail & 0xFC00 == 0xDC00 else { return .invalid }
    return .scalar(0x10000 + (unit & 0x3FF) << 10 + trail & 0x3FF, length: 4)
  }

  /// GB 18030 at `offset`, strictly, as the WHATWG decoder reads it (0x80 is the euro sign of
  /// code page 936).
  static func gb18030(
    _ bytes: Span<UInt8>, at offset: Int, _ table: GB18030Table
  ) -> EncodedScalar {
    let lead = bytes[offset]
    if lead < 0x80 { return .scalar(UInt32(lead), length: 1) }
    if lead == 0x80 { return .scalar(0x20AC, length: 1) }
    guard lead != 0xFF else { return .invalid }
    guard offset + 1 < bytes.count else { return .incomplete }
    let second = bytes[offset + 1]
    guard ASCII.isDigit(second) else {
      guard let code = table.scalar(lead: lead, trail: second) else { return .invalid }
      return .scalar(code, length: 2)
    }
    guard offset + 2 < bytes.count else { return .incomplete }
    let third = bytes[offset + 2]
    guard (0x81...0xFE).contains(third) else { return .invalid }
    guard offset + 3 < bytes.count else { return .incomplete }
    let fourth = bytes[offset + 3]
    guard ASCII.isDigit(fourth) else { return .invalid }
    let pointer =
      ((Int(lead) - 0x81) * 10 + Int(second) - 0x30) * 1260 + (Int(third) - 0x81) * 10
      + Int(fourth) - 0x30
    guard let code = table.scalar(pointer: pointer) else { return .invalid }
    return .scalar(code, length: 4)
  }
}

extension UTF8Sequence {
  /// Whether the bytes from `offset` to the end are the beginning of a well-formed sequence whose
  /// rest is missing.
  static func isCut(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    let lead = bytes[offset]
    let available = bytes.count - offset
    let needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(lead), available < needed else { return false }
    if available >= 2 {
      let second = bytes[offset + 1]
      let lowest: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
      let highest: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
      guard (lowest...highest).contains(second) else { return false }
    }
    return available < 3 || isContinuation(bytes[offset + 2])
  }

  /// The end of the well-formed UTF-8 that starts at `start`: the end of the bytes, or the offset
  /// of the first sequence that is wrong or cut.
  static func wellFormedEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while true {
      index = asciiEnd(bytes, from: index)
      // Chinese: three bytes at a time, as long as there are eight to load.
      while index &+ 8 <= bytes.count {
        let word = UInt64(
          littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
        guard let code = triple(word), code >= 0x800, code & 0xF800 != 0xD800 else { break }
        index &+= 3
      }
      guard index < bytes.count else { return index }
      if bytes[index] < 0x80 { continue }
      let length = length(in: bytes, at: index, end: bytes.count)
      guard length > 0 else { return index }
      index &+= length
    }
  }

  /// The end of the run of ASCII that starts at `start`.
  @inline(__always)
  static func asciiEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    ByteSearch.first(ByteSearch.beyondASCII, in: bytes, from: start)
  }
}
