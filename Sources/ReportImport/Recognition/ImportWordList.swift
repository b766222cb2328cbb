internal import ReportForms
internal import ReportModel

/// The words of cells (signs, units, counters), folded for comparison.
struct ImportWordList: Sendable {
  /// A unit of money: how many times 万元 it is, as a power of ten.
  struct MoneyUnit: Equatable {
    let powerOfTen: Int

    /// `amount` of this unit in 万元, exactly; nil if it cannot be kept.
    func inTenThousands(_ amount: ExactNumber) -> ExactNumber? {
      var mantissa = amount.mantissa
      var scale = amount.scale - (powerOfTen - 4)
      while scale < 0 {
        guard abs(mantissa) < ExactNumber.limit else { return nil }
        mantissa *= 10
        scale += 1
      }
      return ExactNumber(mantissa: mantissa, scale: scale)
    }
  }

  /// A sign before a number.
  struct Sign {
    let isNegative: Bool
    /// Whether it is the minus sign that the exact formats use, too.
    let isPlain: Bool
  }

  private let increase: [[UInt32]]
  private let decrease: [[UInt32]]
  private let currency: [UInt32]
  private let scales: [(word: [UInt32], powerOfTen: Int)]
  private let counters: [[UInt32]]
  /// Titles of columns, as labels are compared: of the year reported on, and of others.
  let ownPeriods: Set<LabelText.Key>
  let otherPeriods: Set<LabelText.Key>
  /// What follows a year.
  let yearSuffixes: Set<[UInt32]>

  init(_ wording: ImportWording, _ folding: LabelFolding) {
    increase = wording[.increase].map(folding.folded).sorted { $0.count > $1.count }
    decrease = wording[.decrease].map(folding.folded).sorted { $0.count > $1.count }
    currency = folding.folded(wording[.currency].first ?? "")
    // 十 百 千 万 亿
    let powers = [1, 2, 3, 4, 8]
    scales = zip(wording[.scales], powers).map { (folding.folded($0), $1) }
    counters = wording[.counters].map(folding.folded)
    ownPeriods = Set(wording[.ownPeriods].map { folding.label($0).key })
    otherPeriods = Set(wording[.otherPeriods].map { folding.label($0).key })
    yearSuffixes = Set(wording[.yearSuffixes].map(folding.folded))
  }

  /// Takes a sign off the front of `scalars`.
  func sign(_ scalars: inout ArraySlice<UInt32>) -> Sign? {
    defer { while scalars.first == 0x20 { scalars = scalars.dropFirst() } }
    switch scalars.first {
    case 0x2B:
      scalars = scalars.dropFirst()
      return Sign(isNegative: false, isPlain: false)
    case 0x2D:
      scalars = scalars.dropFirst()
      return Sign(isNegative: true, isPlain: true)
    case 0x2212, 0x2013, 0x2014:
      scalars = scalars.dropFirst()
      return Sign(isNegative: true, isPlain: false)
    default: break
    }
    for (words, isNegative) in [(increase, false), (decrease, true)] {
      if let word = words.first(where: { scalars.starts(with: $0) }) {
        scalars = scalars.dropFirst(word.count)
        return Sign(isNegative: isNegative, isPlain: false)
      }
    }
    return nil
  }

  /// The unit of money that `scalars` are: 元, 万元, 万, 亿元 …; nil if they are none.
  func moneyUnit(_ scalars: ArraySlice<UInt32>) -> MoneyUnit? {
    if scalars.elementsEqual(currency) { return MoneyUnit(powerOfTen: 0) }
    for scale in scales
    where scalars.elementsEqual(scale.word) || scalars.elementsEqual(scale.word + currency) {
      // 千 alone could count anything; 万 and 亿 are money in an amount.
      guard scale.powerOfTen >= 4 || scalars.count > scale.word.count else { return nil }
      return MoneyUnit(powerOfTen: scale.powerOfTen)
    }
    return nil
  }

  /// The unit of money of that name.
  func moneyUnit(named name: String) -> MoneyUnit? {
    moneyUnit(name.unicodeScalars.map(\.value)[...])
  }

  /// The unit of money that a printed label names in brackets or after a colon, in half-width
  /// simplified form; empty if it names none.
  func moneyUnit(inLabel scalars: [UInt32]) -> String {
    guard let bracket = scalars.lastIndex(where: { $0 == 0x28 || $0 == 0x3A }) else { return "" }
    let tail = scalars[(bracket + 1)...].filter { $0 != 0x29 && $0 != 0x20 }
    for start in tail.indices where moneyUnit(tail[start...]) != nil {
      return String(String.UnicodeScalarView(tail[start...].compactMap(Unicode.Scalar.init)))
    }
    return ""
  }

  /// Whether `scalars` are a word that counts (件, 条 …), or the cell's `unit`.
  func isCounter(_ scalars: ArraySlice<UInt32>, unit: [UInt32]) -> Bool {
    scalars.elementsEqual(unit) || counters.contains { scalars.elementsEqual($0) }
  }

  /// Whether `scalars` could be printed in a column of units.
  func isUnit(_ scalars: ArraySlice<UInt32>) -> Bool {
    isCounter(scalars, unit: []) || moneyUnit(scalars) != nil
  }
}
