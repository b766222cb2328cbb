/// A generator of the same numbers for the same seed (SplitMix64), so that a failing case can be
/// run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// Up to `maximum` elements of `alphabet`.
  mutating func pick<Element>(upTo maximum: Int, from alphabet: [Element]) -> [Element] {
    (0..<Int.random(in: 0...maximum, using: &self)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &self)]
    }
  }

  /// Bytes with a few of them replaced, removed, doubled or inserted.
  mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
    var damaged = bytes
    for _ in 0..<Int.random(in: 1...3, using: &self) where !damaged.isEmpty {
      let place = Int.random(in: 0..<damaged.count, using: &self)
      let byte = UInt8.random(in: 0...255, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0: damaged[place] = byte
      case 1: damaged.remove(at: place)
      case 2: damaged.insert(byte, at: place)
      case 3: damaged.removeSubrange(place...)
      default: damaged.insert(contentsOf: damaged[place...].prefix(9), at: place)
      }
    }
    return damaged
  }
}

/// Texts that readers and writers get wrong.
enum NastyText {
  static let pieces = [
    "", " ", ",", "\"", "\\", "\n", "\t", "/", "a", "年报", "，", "示例市数据局", "\u{FEFF}",
    "\u{7F}", "\u{85}", "\u{2028}", "\u{E000}", "\u{FFFD}", "\u{10FFFF}", "😀", "é", "e\u{301}",
    "\u{D7FF}", "\u{E5E5}", "𠂇", "0", "-", "{", "]", ":",
  ]
}
