import ReportDiagnostics
import ReportSyntax
import Testing

@Suite struct JSONStringTests {
  /// Scans `literal` (with its quotes) behind paddings of every length up to 9, so that each case
  /// meets every alignment of the word loads.
  private static func scan(_ literal: [UInt8]) throws -> (text: String, repairs: TextRepairs) {
    var first: (String, TextRepairs)?
    for padding in 0..<10 {
      let head = String(repeating: "x", count: padding)
      let bytes = Array("[\"".utf8) + Array(head.utf8) + literal.dropFirst() + Array(" ]".utf8)
      var scanner = JSONScanner()
      var repairs = TextRepairs()
      try scanner.beginArray(bytes.span)
      #expect(try scanner.nextElement(bytes.span))
      let text = try scanner.string(bytes.span, repairs: &repairs)
      #expect(try !scanner.nextElement(bytes.span))
      try scanner.end(bytes.span)
      #expect(text.hasPrefix(head))
      let rest = String(text.unicodeScalars.dropFirst(padding))
      if let first { #expect(first.0 == rest && first.1 == repairs) }
      first = (rest, repairs)
    }
    return try #require(first)
  }

  @Test(arguments: [
    (#""""#, ""), (#""年报""#, "年报"), (#""\"\\\/\b""#, "\"\\/\u{FFFD}"), (#""\n\t""#, "\n\t"),
    (#""\u5e74\u62A5""#, "年报"), (#""\uD83D\uDE00""#, "😀"), (#""a\u0041b""#, "aAb"),
    (#""\r\n""#, "\n"), (#""\r""#, "\n"), (#""\r\r\n\n""#, "\n\n\n"), (#""\u000d\u000A""#, "\n"),
    (#""\r年\n""#, "\n年\n"), (#""\u0000""#, "\u{FFFD}"), (#""\ud800""#, "\u{FFFD}"),
    (#""\udc00\ud800""#, "\u{FFFD}\u{FFFD}"), (#""\ud800\u0041""#, "\u{FFFD}A"),
    (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ufffe\uffff""#, "\u{FFFD}\u{FFFD}"),
    (#""\ud83f\udffe""#, "\u{1FFFE}"), (#""\u007f\u0085""#, "\u{7F}\u{85}"),
    ("\"\u{7F}\u{FFFD}\u{FEFF}\u{E000}\"", "\u{7F}\u{FFFD}\u{FEFF}\u{E000}"),
    ("\"年\u{FFFE}报\u{FFFF}\"", "年\u{FFFD}报\u{FFFD}"), ("\"\u{10FFFF}é\"", "\u{10FFFF}é"),
    ("\"全文：一、二、三，四。（五）\"", "全文：一、二、三，四。（五）"),
  ])
  func text(_ literal: String, _ expected: String) throws {
    let result = try JSONStringTests.scan(Array(literal.utf8))
    #expect(Array(result.text.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func repairsAreCounted() throws {
    let result = try JSONStringTests.scan(Array(#""\u0000\ud800\u0000\r\n\ufffe""#.utf8))
    #expect(result.repairs.replaced == [0: 2, 0xD800: 1, 0xFFFE: 1])
    #expect(result.repairs.firstLineEnd == 1)
    var all = TextRepairs()
    #expect(all.isEmpty && all.diagnostics { _ in Place() }.isEmpty)
    all.merge(result.repairs)
    all.merge(result.repairs)
    let findings = all.diagnostics { Place(line: 1, column: $0) }
    #expect(findings.map(\.kind) == [.textLineEnds, .textCharacterReplaced])
    #expect(findings[1].arguments == ["codes": "U+0000 U+D800 U+FFFE", "count": "8"])
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF],
      [0xF0, 0x80, 0x80, 0xAF],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xFF], [0xE5, 0xB9], [0xE5, 0xB9, 0x41], [0xF0, 0x9F, 0x98], [0xC3], [0xE5, 0x41, 0xB4],
    ] as [[UInt8]])
  func invalidUTF8IsRefusedWithItsPlace(_ bad: [UInt8]) {
    for padding in 0..<10 {
      let head = Array("\"年".utf8) + [UInt8](repeating: 0x78, count: padding)
      let bytes = head + bad + Array("年报年报\"".utf8)
      let error = JSONStringTests.error(bytes)
      #expect(error?.kind == .textInvalidUTF8)
      #expect(error?.place.column == 3 + padding)
      #expect(error?.arguments["offset"] == "\(head.count)")
      // As a member name, skipped, and cut off.
      #expect(JSONStringTests.error(Array("{".utf8) + bytes)?.kind == .textInvalidUTF8)
      #expect(JSONStringTests.error(head + bad) != nil)
    }
  }

  @Test(arguments: [
    #""\x""#, #""\u12""#, #""\u12G4""#, #""\U0041""#, #""\'""#, #""\年""#, #""\u 041""#,
  ])
  func badEscape(_ literal: String) {
    #expect(JSONStringTests.error(Array(literal.utf8))?.kind == .jsonEscapeInvalid)
  }

  @Test(arguments: 0..<UInt8(0x20))
  func rawControlCharacter(_ code: UInt8) {
    for padding in 0..<9 {
      let bytes =
        [0x22] + [UInt8](repeating: 0x61, count: padding) + [code] + Array("aaaaaaaa\"".utf8)
      let error = JSONStringTests.error(bytes)
      #expect(error?.kind == .jsonControlCharacter)
      #expect(error?.place.column == 2 + padding)
    }
  }

  @Test func keysAreComparedWithoutEscapes() throws {
    let bytes = Array(#"{"year":1,"ye\u0061r":2,"years":3,"年":4}"#.utf8)
    var scanner = JSONScanner()
    var matches: [Bool] = []
    try scanner.beginObject(bytes.span)
    while let key = try scanner.nextKey(bytes.span) {
      matches.append(key.equals("year", in: bytes.span))
      if key.hasEscapes { #expect(matches.count == 2) }
      try scanner.skipValue(bytes.span)
    }
    #expect(matches == [true, true, false, false])
  }

  private static func error(_ bytes: [UInt8]) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try JSONDocument.validate(bytes.span)
      return nil
    } catch {
      return error
    }
  }
}
