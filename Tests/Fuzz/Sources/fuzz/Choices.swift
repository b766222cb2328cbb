/// The bytes of the fuzzer as choices, one after the other; the first of everything once they are used
/// up.
struct Choices {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  var isAtEnd: Bool { bytes.isEmpty }

  /// A choice of `count`.
  mutating func next(_ count: Int) -> Int {
    var choice = Int(bytes.popFirst() ?? 0)
    if count > 256 { choice = choice << 8 | Int(bytes.popFirst() ?? 0) }
    return choice % max(1, count)
  }

  /// One of `all`.
  mutating func pick<Element>(_ all: [Element]) -> Element { all[next(all.count)] }

  /// A number as a text: of a few digits, or beyond all measure.
  mutating func number() -> String {
    next(4) == 0 ? pick(Numbers.texts) : "\(next(12))"
  }

  /// What a field of a container of `width` bytes holds in place of `true`: mostly that.
  mutating func field(_ value: Int, _ width: Int) -> [UInt8] {
    var number = UInt64(truncatingIfNeeded: value)
    if next(6) == 0 { number = pick(Numbers.values) }
    return (0..<width).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
  }
}

/// Numbers around the limits of what is counted with, and beyond every one of them.
enum Numbers {
  static let values: [UInt64] =
    [0, 1, 257, 258, 16_384, 16_385, 1_048_576, 1_048_577, .max]
    + [15, 16, 31, 32, 53, 60, 62, 63].flatMap { power -> [UInt64] in
      [1 << power - 1, 1 << power, 1 << power + 1]
    }
  static let texts =
    values.map { "\($0)" }
    + [
      "-1", "-9223372036854775808", "-9223372036854775809", "123456789012345678901234567890",
      "0.5", "1e400", "-1E9223372036854775808", "00", "", "nan", "９２２３３７２０３６８５４７７５８０７", "二十",
    ]
}

/// Texts that are put together from pieces by choice.
///
/// In a piece, `#` stands for a number and `@` for a word.
struct Grammar {
  /// What every text begins with.
  var beginning = ""
  /// Pieces that stand alone.
  let leaves: [String]
  /// Pieces that others stand in: what opens and what ends them.
  var frames: [(open: String, end: String)] = []

  /// A text made by `choices`, up to their end or to the choice to end it.
  func text(_ choices: inout Choices, words: [String]) -> String {
    var text = Self.filled(beginning, &choices, words)
    var open: [String] = []
    while !choices.isAtEnd {
      let choice = choices.next(leaves.count + frames.count + 2)
      if choice == 0 { break }
      if choice == 1 {
        text += open.popLast() ?? ""
      } else if choice < frames.count + 2 {
        let frame = frames[choice - 2]
        text += Self.filled(frame.open, &choices, words)
        open.append(frame.end)
      } else {
        text += Self.filled(leaves[choice - frames.count - 2], &choices, words)
      }
    }
    return text + open.reversed().joined()
  }

  private static func filled(
    _ piece: String, _ choices: inout Choices, _ words: [String]
  ) -> String {
    var text = ""
    for character in piece {
      switch character {
      case "#": text += choices.number()
      case "@": text += choices.pick(words)
      default: text.append(character)
      }
    }
    return text
  }
}
