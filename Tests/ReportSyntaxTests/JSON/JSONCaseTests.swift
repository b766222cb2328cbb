import ReportDiagnostics
import ReportSyntax
import Testing

/// Documents of the kinds that JSONTestSuite has, written for these tests: what RFC 8259 accepts and
/// what it refuses. The suite itself is read by ``JSONSuiteTests`` where it is there.
@Suite struct JSONCaseTests {
  static let accepted: [String] = [
    "[]", "{}", "[[] ]", " [1] ", "\n[true]\t", "[[],[[]]]", "0", "\"\"", "null", "true", "false",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\u5E74\\u62a5\"]", "[\"\\uD83D\\uDE00\"]",
    "[\"\\u0000\"]", "[\"\u{7F}\u{2028}\u{10FFFF}\u{FFFF}\"]", "-0",
    "[1e2,1E+2,-1.5e-3,0e1,-0.0,123456789012345678901234567890]", "{\"\":1}",
    "{\"a\":{\"b\":[{}]}}", "[\"年报\"]", "{\"é\":1,\"e\u{301}\":2}",
  ]

  @Test(arguments: accepted) func isAccepted(_ text: String) throws {
    #expect(try JSONDocument.validate(Array(text.utf8).span) == [])
  }

  static let arrays: [String] = [
    "[1,,2]", "[,1]", "[1,]", "[\"a\",\n", "[1 true]", "[", "]", "[}", "[\"a\"", "[1:2]", "[a]",
    "[\u{A0}1]", "[\u{C}]", "[\u{2060}]", "[]x", "[1]\0", "{}[]", "1 2",
    String(repeating: "[", count: 100_000),
  ]

  static let objects: [String] = [
    "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{'a':1}", "{\"a\":1,,\"b\":2}", "{\"a\"}", "{1:1}",
    "{\"a\":1}}", "{\"a\":", "{,}", "{\"a\":1 \"b\":2}", "{\"a\":1]",
  ]

  static let numbers: [String] = [
    "+1", "01", "-01", "1.", ".5", "1e", "1e+", "-", "0x1", "1_000", "Infinity", "NaN", "-Infinity",
    "１", "1.2.3", "--1", "2.e3", "1 000", "0.e1",
  ]

  static let strings: [String] = [
    "[\"\n\"]", "[\"\t\"]", "[\"\0\"]", "[\"\\x41\"]", "[\"\\u00G0\"]", "[\"\\u12\"]", "[\"\\",
    "\"a", "'a'", "\"\\a\"", "\"\\", "\"\\uD83D\\u\"",
  ]

  static let others: [String] = [
    "", "  ", "// c\n1", "/* c */1", "<null>", "nul", "True", "NULL", "*", "\u{FEFF}\u{FEFF}1",
  ]

  @Test(arguments: [arrays, objects, numbers, strings, others].flatMap(\.self))
  func isRefused(_ text: String) { expectRefused(Array(text.utf8)) }

  /// What is no UTF-8, and UTF-16 without a mark.
  @Test(
    arguments: [
      [0x5B, 0xFF, 0x5D], [0x5B, 0x22, 0xFF, 0x22, 0x5D], [0x22, 0xC0, 0xAF, 0x22],
      [0x22, 0xED, 0xA0, 0x80], [0x5B, 0, 0x31, 0, 0x5D, 0],
    ] as [[UInt8]])
  func bytesAreRefused(_ bytes: [UInt8]) { expectRefused(bytes) }

  @Test func aNameThatIsThereTwiceIsAFinding() throws {
    for text in ["{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":1}"] {
      #expect(try JSONDocument.validate(Array(text.utf8).span).map(\.kind) == [.jsonKeyDuplicate])
    }
  }

  private func expectRefused(_ bytes: [UInt8]) {
    let error = #expect(throws: Diagnostic.self) { try JSONDocument.validate(bytes.span) }
    #expect(error.map { $0.place.line > 0 && $0.place.column > 0 } == true)
  }
}
