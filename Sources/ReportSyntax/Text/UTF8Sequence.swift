/// Strict checks of UTF-8 byte sequences (RFC 3629, Unicode table 3-7).
enum UTF8Sequence {
  /// The length, 1 to 4, of the well-formed sequence that starts at `offset`; 0 when there is none:
  /// a stray continuation, an overlong form, an encoded surrogate, more than U+10FFFF, a cut one.
  @inline(__always)
  static func length(in bytes: Span<UInt8>, at offset: Int, end: Int) -> Int {
    let lead = bytes[offset]
    if lead < 0x80 { return 1 }
    if lead < 0xE0 {
      guard lead >= 0xC2, offset &+ 1 < end, isContinuation(bytes[offset &+ 1]) else { return 0 }
      return 2
    }
    guard offset &+ 2 < end, isContinuation(bytes[offset &+ 2]) else { return 0 }
    let second = bytes[offset &+ 1]
    if lead < 0xF0 {
      guard isContinuation(second) else { return 0 }
      if lead == 0xE0 && second < 0xA0 || lead == 0xED && second >= 0xA0 { return 0 }
      return 3
    }
    guard lead <= 0xF4, isContinuation(second), offset &+ 3 < end,
      isContinuation(bytes[offset &+ 3])
    else { return 0 }
    if lead == 0xF0 && second < 0x90 || lead == 0xF4 && second >= 0x90 { return 0 }
    return 4
  }

  /// The code point in the three low bytes of `word`, the first byte lowest, when they have the form
  /// of a three-byte sequence; it may be overlong or a surrogate.
  @inline(__always)
  static func triple(_ word: UInt64) -> UInt64? {
    guard word & 0xC0C0F0 == 0x8080E0 else { return nil }
    return (word & 0xF) &<< 12 | (word &>> 8 & 0x3F) &<< 6 | (word &>> 16 & 0x3F)
  }

  /// Whether the three low bytes are a scalar that stands for itself: not overlong, no surrogate,
  /// neither U+FFFE nor U+FFFF.
  @inline(__always)
  static func isPlainTriple(_ word: UInt64) -> Bool {
    guard let code = triple(word) else { return false }
    return code >= 0x800 && code & 0xF800 != 0xD800 && code < 0xFFFE
  }

  /// Whether the six low bytes are two plain triples, both told at once: those that begin with E0, ED or
  /// EF BF, among which not all are plain, do not count.
  @inline(__always)
  static func arePlainTriples(_ word: UInt64) -> Bool {
    let leads: UInt64 = 0b1101_1111_1111_1110
    return word & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0
      && (leads &>> (word & 0xF)) & (leads &>> (word &>> 24 & 0xF)) & 1 == 1
      && word & 0xFFFF != 0xBFEF && word &>> 24 & 0xFFFF != 0xBFEF
  }

  /// Whether the byte is 10xxxxxx.
  @inline(__always)
  static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// Whether the character at `offset` of well-formed UTF-8 is U+FFFE or U+FFFF: the only ones that are
  /// neither control characters nor in XML 1.0 `Char`.
  @inline(__always)
  static func isNoncharacter(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    bytes[offset] == 0xEF && bytes[offset &+ 1] == 0xBF && bytes[offset &+ 2] >= 0xBE
  }

  /// Appends the sequence of the scalar `code`, which must be a Unicode scalar value.
  static func append(_ code: UInt32, to bytes: inout [UInt8]) {
    switch code {
    case 0..<0x80:
      bytes.append(UInt8(truncatingIfNeeded: code))
    case 0x80..<0x800:
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | code >> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3F))
    case 0x800..<0x10000:
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | code >> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3F))
    default:
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | code >> 18))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | code >> 12 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3F))
    }
  }

  /// The string of bytes that are known to be well-formed: copied, not checked again.
  @inline(__always)
  static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    // Every caller has run `length` (or the like) over the range, so the promise holds.
    String(copying: UTF8Span(unchecked: bytes.extracting(range)))
  }
}

extension UTF8Sequence {
  /// Up to four bytes from `offset` on in hex, `E4 B8 22`, for messages.
  static func hex(_ bytes: Span<UInt8>, at offset: Int, end: Int? = nil) -> String {
    var text = ""
    for index in offset..<min(offset + 4, end ?? bytes.count) {
      let digits = String(bytes[index], radix: 16, uppercase: true)
      text += (text.isEmpty ? "" : " ") + (digits.count < 2 ? "0" : "") + digits
    }
    return text
  }
}

extension [UInt8] {
  /// Appends a part of a span in one copy.
  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    bytes.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}

/// The byte order marks that texts may start with.
enum ByteOrderMark {
  /// U+FEFF in UTF-8.
  static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether the bytes start with the mark in UTF-8.
  static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }
}
