/// Resolves the escapes of strings that the scanner has already checked.
enum JSONUnescaping {
  /// A stretch of a string.
  enum Part {
    /// Bytes that stand for themselves.
    case raw(Range<Int>)
    /// A code point that was escaped; surrogate pairs are joined, lone surrogates stay.
    case escaped(UInt32)
  }

  /// Calls `body` with the parts of `text`, in order.
  static func forEachPart(
    of text: JSONText, in bytes: Span<UInt8>, _ body: (Part) -> Void
  ) {
    let end = text.range.upperBound
    var index = text.range.lowerBound
    var runStart = index
    while index < end {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if runStart < index { body(.raw(runStart..<index)) }
      let escape = escape(bytes, at: index, end: end)
      body(.escaped(escape.code))
      index += escape.length
      runStart = index
    }
    if runStart < end { body(.raw(runStart..<end)) }
  }

  /// The text by the rules of the model, see `JSONScanner.string`.
  static func text(
    of text: JSONText, in bytes: Span<UInt8>, repairs: inout TextRepairs
  ) -> String {
    var cleaner = TextCleaner(mark: text.start)
    forEachPart(of: text, in: bytes) { part in
      switch part {
      case .raw(let range): cleaner.append(bytes, range)
      case .escaped(let code): cleaner.append(code)
      }
    }
    return cleaner.finish(&repairs)
  }

  /// The escape whose backslash stands at `start`: its code point and its length in bytes.
  private static func escape(
    _ bytes: Span<UInt8>, at start: Int, end: Int
  ) -> (code: UInt32, length: Int) {
    switch bytes[start + 1] {
    case UInt8(ascii: "b"): return (0x08, 2)
    case UInt8(ascii: "f"): return (0x0C, 2)
    case UInt8(ascii: "n"): return (0x0A, 2)
    case UInt8(ascii: "r"): return (0x0D, 2)
    case UInt8(ascii: "t"): return (0x09, 2)
    case UInt8(ascii: "u"):
      let unit = codeUnit(bytes, at: start + 2)
      guard unit & 0xFC00 == 0xD800, start + 12 <= end,
        bytes[start + 6] == UInt8(ascii: "\\"), bytes[start + 7] == UInt8(ascii: "u")
      else { return (unit, 6) }
      let low = codeUnit(bytes, at: start + 8)
      guard low & 0xFC00 == 0xDC00 else { return (unit, 6) }
      return (0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF, 12)
    case let other:
      return (UInt32(other), 2)
    }
  }

  private static func codeUnit(_ bytes: Span<UInt8>, at start: Int) -> UInt32 {
    var unit: UInt32 = 0
    for index in start..<start + 4 {
      unit = unit << 4 | UInt32(ASCII.hexValue(bytes[index]) ?? 0)
    }
    return unit
  }
}
