import ReportModel
import ReportTestSupport
import Testing

/// The pattern that schemas print for a kind of cell, and the parser: they accept the same texts.
@Suite struct CellKindTests {
  @Test(arguments: CellKind.allCases) func patternAndParserAgree(_ kind: CellKind) throws {
    let pattern = try Regex(kind.lexicalPattern).matchingSemantics(.unicodeScalar)
    var random = SeededGenerator(seed: 31)
    var accepted: Set<String> = []
    var refused: Set<String> = []
    for text in Self.edges + (0..<20_000).map({ _ in Self.text(&random) }) {
      let value = CellValue(lexicalForm: text, kind: kind)
      let isMatch = try pattern.wholeMatch(in: text) != nil
      #expect((value != nil) == isMatch, "\(kind) \(text.debugDescription)")
      if let value {
        accepted.insert(text)
        #expect(value.lexicalForm == text)
      } else {
        refused.insert(text)
      }
    }
    #expect(accepted.count > 3_000 && refused.count > 3_000)
  }

  /// The range of a kind is what it admits, to the last digit.
  @Test(arguments: CellKind.allCases) func rangesAreExact(_ kind: CellKind) throws {
    let range = kind.numbers
    for (mantissa, isIn) in [
      (range.minimum, true), (range.maximum, true), (-1, range.isSigned), (0, true),
    ] {
      let number = try #require(ExactNumber(mantissa: mantissa))
      #expect(kind.admits(number) == isIn)
    }
    for scale in 1...ExactNumber.maximumScale {
      let number = try #require(ExactNumber(mantissa: 1, scale: scale))
      #expect(kind.admits(number) == (scale <= range.decimals))
    }
    #expect(ExactNumber(mantissa: range.maximum + 1) == nil)
  }

  /// What is just inside and just outside: lengths of both sides, signs, zeros, marks.
  private static let edges: [String] = {
    var texts = ["", "/", "//", "-", "--1", "+1", ".", "0.", ".5", "-0", "-0.5", "00", "1e3", "１"]
    for whole in 1...17 {
      for first in ["0", "1", "9"] {
        let integer = first + String(repeating: "9", count: whole - 1)
        texts += [integer, "-" + integer, integer + ".", integer + "\n", " " + integer]
        for decimals in 1...8 {
          for last in ["0", "1"] {
            let fraction = String(repeating: "0", count: decimals - 1) + last
            texts += ["\(integer).\(fraction)", "-\(integer).\(fraction)"]
          }
        }
      }
    }
    return texts
  }()

  /// A number with up to two changes, or a few letters that occur in numbers.
  private static func text(_ random: inout SeededGenerator) -> String {
    let alphabet = Array("00123456789-+./eE, \n\u{FF10}\u{0661}\u{301}".unicodeScalars)
    func letter() -> Unicode.Scalar { random.one(of: alphabet) }
    var scalars = String.UnicodeScalarView()
    if random.once(in: 4) {
      for _ in 0..<random.number(0...5) { scalars.append(letter()) }
      return String(scalars)
    }
    if random.once(in: 3) { scalars.append("-") }
    for index in 0..<random.number(1...16) {
      scalars.append(alphabet[index == 0 ? random.number(2...10) : random.number(0...10)])
    }
    if random.once(in: 2) {
      scalars.append(".")
      for _ in 0..<random.number(1...7) { scalars.append(alphabet[random.number(0...10)]) }
    }
    var changed = Array(scalars)
    for _ in 0..<max(0, random.number(-4...2)) {
      let index = random.number(0...changed.count - 1)
      switch random.number(0...2) {
      case 0: changed.insert(letter(), at: index)
      case 1 where changed.count > 1: changed.remove(at: index)
      default: changed[index] = letter()
      }
    }
    return String(String.UnicodeScalarView(changed))
  }
}
