import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

@Suite struct JSONNumberTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let mantissa: Int64
    let scale: Int
    let isPlain: Bool
    var testDescription: String { text }

    init(_ text: String, _ mantissa: Int64, _ scale: Int, plain: Bool) {
      self.text = text
      self.mantissa = mantissa
      self.scale = scale
      self.isPlain = plain
    }
  }

  static let exact: [Case] = [
    Case("0", 0, 0, plain: true), Case("-0", 0, 0, plain: false), Case("26", 26, 0, plain: true),
    Case("-38", -38, 0, plain: true), Case("1646.5", 16465, 1, plain: true),
    Case("26.0", 26, 0, plain: false), Case("26.50", 265, 1, plain: false),
    Case("1e3", 1000, 0, plain: false), Case("1E-2", 1, 2, plain: false),
    Case("1e+3", 1000, 0, plain: false), Case("0.0", 0, 0, plain: false),
    Case("-0.0", 0, 0, plain: false), Case("0e999999999", 0, 0, plain: false),
    Case("0e-99999999999999999999999999", 0, 0, plain: false), Case("0.5", 5, 1, plain: true),
    Case("0.000001", 1, 6, plain: true), Case("-0.25", -25, 2, plain: true),
    Case("999999999999999", 999_999_999_999_999, 0, plain: true),
    Case("-999999999999999", -999_999_999_999_999, 0, plain: true),
    Case("100000000000000", 100_000_000_000_000, 0, plain: true),
    Case("1e14", 100_000_000_000_000, 0, plain: false),
    Case("123456789.012345", 123_456_789_012_345, 6, plain: true),
    Case("15.27900000000000000000000000", 15279, 3, plain: false),
    Case("0.000000000000001", 1, 15, plain: true), Case("100e-2", 1, 0, plain: false),
    Case("120e-1", 12, 0, plain: false),
    Case("1000000000000000e-1", 100_000_000_000_000, 0, plain: false),
    Case("0.00000000000000000001e20", 1, 0, plain: false),
    Case("1" + String(repeating: "0", count: 400) + "e-400", 1, 0, plain: false),
    Case("0." + String(repeating: "0", count: 400) + "7e401", 7, 0, plain: false),
  ]

  @Test(arguments: exact)
  func isExact(_ item: Case) throws {
    for text in [item.text, "[\(item.text)]", " \(item.text) ", "{\"a\":\(item.text)}"] {
      let number = try JSONNumberTests.number(in: text)
      #expect(number.decimal?.mantissa == item.mantissa, "\(text)")
      #expect(number.decimal?.scale == item.scale, "\(text)")
      #expect(number.isPlain == item.isPlain, "\(text)")
      #expect(number.spelling(in: Array(text.utf8).span).hasPrefix(item.text.prefix(64)))
    }
  }

  @Test(arguments: [
    "1000000000000000", "1e15", "1e999999999999999999999", "9007199254740993e-2",
    "1e-16", "1e-999999999", "1234567890123456", "0.1234567890123456", "12345678.123456789",
    "99999999999999999999999999999999", "-18446744073709551617", "1.0000000000000001",
  ])
  func isOutOfRange(_ text: String) throws {
    let number = try JSONNumberTests.number(in: "[\(text)]")
    #expect(number.decimal == nil)
    #expect(number.spelling(in: Array("[\(text)]".utf8).span) == text)
  }

  @Test(arguments: [
    "01", "-", "+1", "1.", ".5", "1e", "1e+", "-01", "00", "1.e1", "0x10", "1_000", "--1", "1..2",
    "Infinity", "NaN", "-a", "1.5.",
  ])
  func isRefused(_ text: String) {
    #expect(throws: Diagnostic.self) { try JSONTree("[\(text)]") }
    #expect(throws: Diagnostic.self) { try JSONTree(text) }
  }

  @Test func longSpellingsAreCutInMessages() throws {
    let digits = String(repeating: "1", count: 100_000)
    let number = try JSONNumberTests.number(in: digits)
    #expect(number.decimal == nil)
    #expect(number.spelling(in: Array(digits.utf8).span).count == 65)
  }

  @Test(arguments: [
    (0, 0, "0"), (0, 9, "0"), (26, 0, "26"), (-38, 0, "-38"), (16465, 1, "1646.5"),
    (5, 2, "0.05"), (-5, 6, "-0.000005"), (2600, 2, "26"), (2650, 2, "26.5"),
    (Int64.max, 0, "9223372036854775807"), (Int64.min, 0, "-9223372036854775808"),
    (999_999_999_999_999, 15, "0.999999999999999"),
  ])
  func plainText(_ mantissa: Int64, _ scale: Int, _ text: String) {
    var bytes: [UInt8] = []
    DecimalText.append(mantissa, scale: scale, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  private static func number(in text: String) throws -> JSONNumber {
    let bytes = Array(text.utf8)
    var scanner = JSONScanner()
    switch try scanner.peek(bytes.span) {
    case .array:
      try scanner.beginArray(bytes.span)
      #expect(try scanner.nextElement(bytes.span))
    case .object:
      try scanner.beginObject(bytes.span)
      #expect(try scanner.nextKey(bytes.span) != nil)
    default: break
    }
    return try scanner.number(bytes.span)
  }
}
