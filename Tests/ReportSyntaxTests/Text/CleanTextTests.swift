import Testing

@testable import ReportSyntax

@Suite struct CleanTextTests {
  /// The text of design §3: XML 1.0 `Char` without U+000D.
  private static func isOfTexts(_ code: UInt32) -> Bool {
    switch code {
    case 0x9, 0xA, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  /// Every character alone, as bytes, as a string, in JSON and as an escape of it.
  @Test func whatIsNoCharacterOfXMLIsReplaced() throws {
    for code in UInt32(0)...0x10FFFF {
      #expect(CodePoint.isXMLCharacter(code) == (Self.isOfTexts(code) || code == 0xD))
      var expected = Self.isOfTexts(code) ? code : 0xFFFD
      if code == 0xD { expected = 0xA }
      var texts: [String] = []
      var repairs = TextRepairs()
      if let scalar = Unicode.Scalar(code) {
        let text = String(scalar)
        texts.append(CleanText.string(text, mark: 0, repairs: &repairs))
        if code >= 0x20, code != 0x22, code != 0x5C {
          texts.append(try json("\"\(text)\"", &repairs))
        }
      }
      if code <= 0xFFFF {
        let digits = String(code, radix: 16)
        let escape = String(repeating: "0", count: 4 - digits.count) + digits
        texts.append(try json("\"\\u\(escape)\"", &repairs))
      }
      guard texts.allSatisfy({ Array($0.unicodeScalars.map(\.value)) == [expected] }),
        repairs.isEmpty == (expected == code)
      else {
        Issue.record("\(CodePoint.name(code))")
        return
      }
    }
  }

  private func json(_ document: String, _ repairs: inout TextRepairs) throws -> String {
    var scanner = JSONScanner()
    return try scanner.string(document.utf8.span, repairs: &repairs)
  }
}
