/// What a line must look like to be a heading.
enum HeadingText {
  /// A longer line is a paragraph.
  static let longest = 40

  /// The level of the heading that a line with such a number is; nil if it is a paragraph.
  static func level(_ text: String, number: LabelText.Number?) -> Int? {
    guard let number, isHeadingLike(text) else { return nil }
    return switch number.style {
    case .plain: 1
    case .bracketed: 2
    case .arabic: 3
    }
  }

  /// Whether a line is short and no sentence.
  static func isHeadingLike(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard scalars.count <= longest, let last = scalars.last, !isPunctuation(last) else {
      return false
    }
    return !scalars.contains(where: isSentenceEnd)
  }

  /// Whether `scalar` ends a sentence or a part of one.
  static func isSentenceEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3002, 0xFF1B, 0x3B, 0xFF01, 0x21, 0xFF1F: true
    default: false
    }
  }

  /// Whether `scalar` is a mark that no heading ends in and no name holds.
  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3002, 0xFF1B, 0x3B, 0xFF01, 0x21, 0xFF1F, 0x3F, 0xFF0C, 0x2C, 0x3001, 0xFF1A, 0x3A: true
    default: false
    }
  }

  /// Whether `scalar` is a bracket that titles are set in.
  static func isBracket(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x28, 0x29, 0xFF08, 0xFF09, 0x300A, 0x300B, 0x3010, 0x3011, 0x5B, 0x5D: true
    default: false
    }
  }
}
