/// Searches for the bytes that scanners and writers stop at, eight bytes at a time.
///
/// A set of bytes is a function of a word of eight bytes, the first lowest: it gives the high bits of
/// those that are in the set. Its lowest bit is exact; those above may err.
enum ByteSearch {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  // MARK: - Sets

  /// What an XML text cannot hold as it is, or may not, and what needs a closer look: `<`, `>`, `&`,
  /// control characters, all beyond ASCII.
  @inline(__always)
  static func xmlMarkup(_ word: UInt64) -> UInt64 {
    (bracket(word) | equal(word, "&") | control(word) | word) & highs
  }

  /// What an XML writer may have to escape: `<`, `>`, `&`, `"`, control characters.
  @inline(__always)
  static func xmlEscapable(_ word: UInt64) -> UInt64 {
    // `"` and `&` differ in one bit.
    (bracket(word) | equal(word & ~(ones &* 0x04), "\"") | control(word)) & ~word & highs
  }

  /// What ends a plain part of a JSON string: a quote, a backslash, control characters, all beyond
  /// ASCII.
  @inline(__always)
  static func jsonSpecial(_ word: UInt64) -> UInt64 {
    (equal(word, "\"") | equal(word, "\\") | control(word) | word) & highs
  }

  /// What a JSON writer escapes: a quote, a backslash, control characters.
  @inline(__always)
  static func jsonEscapable(_ word: UInt64) -> UInt64 {
    (equal(word, "\"") | equal(word, "\\") | control(word)) & ~word & highs
  }

  /// What ends a field without quotes, or cannot be in one: a comma, a quote, CR, LF.
  @inline(__always)
  static func csvSpecial(_ word: UInt64) -> UInt64 {
    (equal(word, ",") | equal(word, "\"") | equal(word, "\n") | equal(word, "\r")) & ~word & highs
  }

  /// The same, told sooner where there is nothing below a comma, as in Chinese.
  @inline(__always)
  static func csvSpecialInText(_ word: UInt64) -> UInt64 {
    (word &- ones &* 0x2D) & ~word & highs == 0 ? 0 : csvSpecial(word)
  }

  /// Quotes.
  @inline(__always)
  static func quote(_ word: UInt64) -> UInt64 { equal(word, "\"") & ~word & highs }

  /// All beyond ASCII.
  @inline(__always)
  static func beyondASCII(_ word: UInt64) -> UInt64 { word & highs }

  // What follows is right for bytes of ASCII only: those beyond must be put in or taken out.

  @inline(__always)
  private static func equal(_ word: UInt64, _ scalar: Unicode.Scalar) -> UInt64 {
    (word ^ (ones &* UInt64(scalar.value))) &- ones
  }

  /// `<` and `>`, which differ in one bit.
  @inline(__always)
  private static func bracket(_ word: UInt64) -> UInt64 { equal(word & ~(ones &* 0x02), "<") }

  @inline(__always)
  private static func control(_ word: UInt64) -> UInt64 { word &- ones &* 0x20 }

  // MARK: - Searches

  /// The index of the first byte from `start` on that is in the set `stops`; if there is none, the
  /// number of bytes.
  @inline(__always)
  static func first(
    _ stops: (_ word: UInt64) -> UInt64, in bytes: Span<UInt8>, from start: Int
  ) -> Int {
    bytes.withUnsafeBytes { first(stops, in: $0, from: start) }
  }

  /// The same.
  @inline(__always)
  static func first(
    _ stops: (_ word: UInt64) -> UInt64, in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var index = start
    while index &+ 8 <= bytes.count {
      let found = stops(load(base + index))
      if found != 0 { return index &+ found.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    guard index < bytes.count else { return index }
    let found = stops(last(bytes.count &- index, of: bytes, at: base))
    return found == 0 ? bytes.count : index &+ found.trailingZeroBitCount &>> 3
  }

  /// The end of the run, from `start` on, of ASCII that is not in the set `stops` and of three-byte
  /// sequences, nearly all of Chinese, that are characters of XML; it may end before the run does.
  ///
  /// - Parameter lastWord: the last offset behind which eight bytes can be read: nothing behind these is
  ///   looked at.
  @inline(__always)
  static func endOfPlainText(
    _ stops: (_ word: UInt64) -> UInt64, at base: UnsafeRawPointer, from start: Int, lastWord: Int
  ) -> Int {
    var index = start
    while index <= lastWord {
      let found = stops(load(base + index))
      if found == 0 {
        index &+= 8
        continue
      }
      index &+= found.trailingZeroBitCount &>> 3
      guard (base + index).load(as: UInt8.self) >= 0xE0 else { return index }
      let first = index
      while index <= lastWord {
        let word = load(base + index)
        if UTF8Sequence.arePlainTriples(word) {
          index &+= 6
        } else {
          // One that stands alone, or has a form that needs a closer look, or is beside one.
          if UTF8Sequence.isPlainTriple(word) { index &+= 3 }
          break
        }
      }
      if index == first { return index }
    }
    return index
  }

  @inline(__always)
  private static func load(_ place: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
  }

  /// The last `count` bytes, 1 to 7, and behind them letters, which no set has.
  @inline(__always)
  private static func last(
    _ count: Int, of bytes: UnsafeRawBufferPointer, at base: UnsafeRawPointer
  ) -> UInt64 {
    let letters = (ones &* 0x61) &<< (8 &* UInt64(count))
    if bytes.count >= 8 {
      return load(base + (bytes.count &- 8)) &>> (64 &- 8 &* UInt64(count)) | letters
    }
    var word: UInt64 = 0
    for offset in 1...count { word = word &<< 8 | UInt64(bytes[bytes.count &- offset]) }
    return word | letters
  }
}
