internal import ReportForms

/// A label as it is compared: its number apart, its text without anything that copies of the same
/// form print differently (widths, spaces, punctuation, quotes, brackets, traditional characters).
struct LabelText: Hashable {
  /// What is compared: letters, digits and ideographs, folded.
  typealias Key = [UInt32]

  /// A number before a label or heading.
  struct Number: Hashable {
    /// How it is printed.
    enum Style: Hashable {
      /// 一、
      case plain
      /// （一）
      case bracketed
      /// 1.
      case arabic
    }

    let style: Style
    let value: Int
  }

  /// The number before the label; nil for none.
  let number: Number?
  /// The text without its number.
  let key: Key
  /// The key without an explanation in brackets at the end; the same as `key` if there is none.
  let core: Key

  /// Whether nothing is left to compare.
  var isEmpty: Bool { key.isEmpty }
}

/// Turns printed texts into what is compared.
struct LabelFolding: Sendable {
  private let simplified: [UInt32: UInt32]
  /// What each scalar of the basic plane folds to, so that folding a text looks nothing up.
  private let basicPlane: [UInt32]
  private let numerals: [UInt32: Int]
  private let ten: UInt32
  private let yearMark: UInt32
  private let signWords: Set<UInt32>
  private var noteWords: [[UInt32]]

  /// Takes what it needs from the wording.
  init(_ wording: ImportWording) {
    var simplified: [UInt32: UInt32] = [:]
    for pair in wording[.traditional] {
      let scalars = Array(pair.unicodeScalars)
      if scalars.count == 2 { simplified[scalars[0].value] = scalars[1].value }
    }
    let radicals = wording[.radicals].flatMap(\.unicodeScalars).map(\.value)
    let lookalikes = wording[.lookalikes].map { $0.unicodeScalars.map(\.value) }
    for (first, second) in zip(0x2F00..., radicals).map({ (UInt32($0), $1) })
      + lookalikes.filter({ $0.count == 2 }).map({ ($0[0], $0[1]) })
    {
      simplified[first] = simplified[second] ?? second
    }
    self.simplified = simplified
    basicPlane = (0..<0x10000).map { value in
      Unicode.Scalar(value as UInt32).map { Self.fold($0, simplified) } ?? value
    }
    var numerals: [UInt32: Int] = [:]
    for (digit, spellings) in wording[.digits].enumerated() {
      for scalar in spellings.unicodeScalars { numerals[scalar.value] = digit }
    }
    self.numerals = numerals
    ten = wording[.ten].first?.unicodeScalars.first?.value ?? 0
    yearMark = wording[.yearMark].first?.unicodeScalars.first?.value ?? 0
    signWords = Set(
      (wording[.increase] + wording[.decrease]).compactMap { $0.unicodeScalars.first?.value })
    noteWords = []
    noteWords = wording[.notes].map(folded)
  }

  /// Whether `scalar` follows a year.
  func isYearMark(_ scalar: UInt32) -> Bool { scalar == yearMark }

  /// Whether `scalar` is the Chinese numeral ten.
  func isTen(_ scalar: UInt32) -> Bool { scalar == ten }

  /// Whether `scalar` begins a word for an increase or a decrease.
  func isSignWord(_ scalar: UInt32) -> Bool { signWords.contains(scalar) }

  /// Where a note in brackets begins that ends `scalars`: it begins with a word that says so, as
  /// `（含上年2件）` does; nil if there is none. Numbers alone in brackets are no note.
  func noteStart(_ scalars: ArraySlice<UInt32>) -> Int? {
    guard scalars.last == 0x29, let start = scalars.firstIndex(of: 0x28) else { return nil }
    let note = scalars[(start + 1)..<(scalars.endIndex - 1)].drop { $0 == 0x20 }
    guard !note.contains(0x28), !note.contains(0x29),
      noteWords.contains(where: { note.count > $0.count && note.starts(with: $0) })
    else { return nil }
    return start
  }

  /// The value of a Chinese digit; nil if `scalar` is none.
  func digit(_ scalar: UInt32) -> Int? { numerals[scalar] }

  /// The value of Chinese or Arabic digits written out (`二十八`, `二〇二一`, `28`); nil if `scalars`
  /// is no such number.
  func number(_ scalars: ArraySlice<UInt32>) -> Int? {
    guard !scalars.isEmpty, scalars.count <= 4 else { return nil }
    if let tenIndex = scalars.firstIndex(of: ten) {
      let tens = scalars[..<tenIndex]
      let ones = scalars[(tenIndex + 1)...]
      guard tens.count <= 1, ones.count <= 1 else { return nil }
      let high = tens.isEmpty ? 1 : tens.first.flatMap { digit($0) }
      let low = ones.isEmpty ? 0 : ones.first.flatMap { digit($0) }
      guard let high, let low, high > 0 else { return nil }
      return high * 10 + low
    }
    var value = 0
    for scalar in scalars {
      guard let digit = Self.arabic(scalar) ?? digit(scalar) else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// The value of an ASCII digit; nil if `scalar` is none.
  static func arabic(_ scalar: UInt32) -> Int? {
    scalar >= 0x30 && scalar <= 0x39 ? Int(scalar - 0x30) : nil
  }

  /// One scalar in its half-width, simplified, lower-case form; all spaces are U+0020.
  func fold(_ scalar: Unicode.Scalar) -> UInt32 {
    let value = Int(truncatingIfNeeded: scalar.value)
    return value < basicPlane.count ? basicPlane[value] : Self.fold(scalar, simplified)
  }

  private static func fold(
    _ scalar: Unicode.Scalar, _ simplified: [UInt32: UInt32]
  ) -> UInt32 {
    var value = scalar.value
    if value < 0x80 {
      if value >= 0x41 && value <= 0x5A { return value + 0x20 }
      return LooseText.isSpace(scalar) ? 0x20 : value
    }
    if value >= 0xFF01 && value <= 0xFF5E {
      value -= 0xFEE0
      return value >= 0x41 && value <= 0x5A ? value + 0x20 : value
    }
    switch value {
    // Brackets of every kind become ( and ).
    case 0x3010, 0x3014, 0x3016, 0xFE59: return 0x28
    case 0x3011, 0x3015, 0x3017, 0xFE5A: return 0x29
    // The ideographic comma and full stop stay apart from "," and ".".
    case 0x2460...0x2473: return value
    default: break
    }
    if LooseText.isSpace(scalar) { return 0x20 }
    return simplified[value] ?? value
  }

  /// The folded scalars of `text`.
  func folded(_ text: some StringProtocol) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(text.utf8.count / 3 + 4)
    for scalar in text.unicodeScalars { scalars.append(fold(scalar)) }
    return scalars
  }

  /// The label that `text` is.
  func label(_ text: some StringProtocol) -> LabelText { label(folded: folded(text)) }

  /// The label that a text is whose folded scalars are `folded`.
  func label(folded: [UInt32]) -> LabelText {
    let scalars = withoutReadings(folded)
    let (number, start) = leadingNumber(scalars)
    let rest = scalars[start...]
    let key = Self.key(rest)
    var core = key
    if let bracket = Self.trailingBracket(rest) {
      let before = Self.key(rest[..<bracket])
      if !before.isEmpty { core = before }
    }
    return LabelText(number: number, key: key, core: core)
  }

  /// What is compared of `scalars`: letters, digits, ideographs.
  static func key(_ scalars: ArraySlice<UInt32>) -> LabelText.Key {
    // Most labels have nothing to leave out.
    scalars.allSatisfy(isWordScalar) ? Array(scalars) : scalars.filter(isWordScalar)
  }

  private static func isWordScalar(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30...0x39, 0x61...0x7A, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3007,
      0x25CB:
      true
    default: false
    }
  }

  /// Where an explanation in brackets begins that ends the text; nil if it does not end in one.
  private static func trailingBracket(_ scalars: ArraySlice<UInt32>) -> Int? {
    var index = scalars.endIndex
    while index > scalars.startIndex, scalars[index - 1] == 0x20 { index -= 1 }
    guard index > scalars.startIndex, scalars[index - 1] == 0x29 else { return nil }
    var depth = 0
    while index > scalars.startIndex {
      index -= 1
      if scalars[index] == 0x29 { depth += 1 }
      if scalars[index] == 0x28 {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  /// Leaves out brackets that hold nothing but Latin letters: readings (pinyin) that some sites add.
  private func withoutReadings(_ scalars: [UInt32]) -> [UInt32] {
    guard scalars.contains(0x28) else { return scalars }
    var kept: [UInt32] = []
    var index = 0
    while index < scalars.count {
      if scalars[index] == 0x28 {
        var end = index + 1
        while end < scalars.count, Self.isLatin(scalars[end]) { end += 1 }
        if end > index + 1, end < scalars.count, scalars[end] == 0x29 {
          index = end + 1
          continue
        }
      }
      kept.append(scalars[index])
      index += 1
    }
    return kept
  }

  private static func isLatin(_ scalar: UInt32) -> Bool {
    (scalar >= 0x61 && scalar <= 0x7A) || (scalar >= 0xC0 && scalar <= 0x24F)
      || (scalar >= 0x1E00 && scalar <= 0x1EFF) || (scalar >= 0x300 && scalar <= 0x36F)
  }
}

extension LabelFolding {
  /// The number that `scalars` begin with, and where the text after it begins.
  func leadingNumber(_ scalars: [UInt32]) -> (LabelText.Number?, Int) {
    var index = 0
    while index < scalars.count, scalars[index] == 0x20 { index += 1 }
    guard index < scalars.count else { return (nil, index) }
    if scalars[index] == 0x28 { return bracketedNumber(scalars, from: index) }
    if scalars[index] >= 0x2460, scalars[index] <= 0x2473 {
      let value = Int(scalars[index] - 0x2460) + 1
      return (LabelText.Number(style: .arabic, value: value), index + 1)
    }
    var end = index
    while end < scalars.count, end - index < 3, isDigit(scalars[end]) { end += 1 }
    guard end > index, let value = number(scalars[index..<end]) else { return (nil, index) }
    var mark = end
    while mark < scalars.count, scalars[mark] == 0x20 { mark += 1 }
    let isArabic = Self.arabic(scalars[index]) != nil
    guard mark < scalars.count else { return (nil, index) }
    let style: LabelText.Number.Style = isArabic ? .arabic : .plain
    if Self.isNumberMark(scalars[mark]) {
      let after = mark + 1
      // 1.5 is a number, no label with a number before it.
      if isArabic, scalars[mark] == 0x2E, after < scalars.count,
        Self.arabic(scalars[after]) != nil
      {
        return (nil, index)
      }
      return (LabelText.Number(style: style, value: value), after)
    }
    // 一 概 述: a numeral and a space; but 一 alone before other numerals is none.
    if !isArabic, mark > end { return (LabelText.Number(style: style, value: value), mark) }
    return (nil, index)
  }

  private func bracketedNumber(
    _ scalars: [UInt32], from start: Int
  ) -> (LabelText.Number?, Int) {
    var index = start + 1
    var digits: [UInt32] = []
    while index < scalars.count, digits.count < 4, scalars[index] != 0x29 {
      if scalars[index] != 0x20 { digits.append(scalars[index]) }
      index += 1
    }
    guard index < scalars.count, scalars[index] == 0x29, let value = number(digits[...]) else {
      return (nil, start)
    }
    index += 1
    if index < scalars.count, Self.isNumberMark(scalars[index]) { index += 1 }
    return (LabelText.Number(style: .bracketed, value: value), index)
  }

  private func isDigit(_ scalar: UInt32) -> Bool {
    Self.arabic(scalar) != nil || digit(scalar) != nil || scalar == ten
  }

  private static func isNumberMark(_ scalar: UInt32) -> Bool {
    // . , the ideographic comma, the middle dot, the ideographic full stop of some templates
    scalar == 0x2E || scalar == 0x2C || scalar == 0x3001 || scalar == 0xB7 || scalar == 0x3002
  }
}
