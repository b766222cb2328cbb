import ReportDiagnostics
import ReportSyntax
import Testing

@Suite struct JSONErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let kind: DiagnosticKind
    let line: Int
    let column: Int
    var testDescription: String { text }

    init(_ text: String, _ kind: DiagnosticKind, _ line: Int, _ column: Int) {
      self.text = text
      self.kind = kind
      self.line = line
      self.column = column
    }
  }

  @Test(arguments: [
    Case("", .jsonTruncated, 1, 1), Case("  ", .jsonTruncated, 1, 3),
    Case("{", .jsonTruncated, 1, 2), Case("[1,", .jsonTruncated, 1, 4),
    Case("\"abc", .jsonTruncated, 1, 5), Case("tru", .jsonTruncated, 1, 4),
    Case("{\"年\":1 \"b\"", .jsonSyntax, 1, 8), Case("[1 2]", .jsonSyntax, 1, 4),
    Case("{\"a\" 1}", .jsonSyntax, 1, 6), Case("trux", .jsonSyntax, 1, 4),
    Case("[1,]", .jsonValueExpected, 1, 4), Case("[,1]", .jsonValueExpected, 1, 2),
    Case("{\"a\":}", .jsonValueExpected, 1, 6), Case("年", .jsonValueExpected, 1, 1),
    Case("{\"a\":1,}", .jsonKeyExpected, 1, 8), Case("{a:1}", .jsonKeyExpected, 1, 2),
    Case("{,}", .jsonKeyExpected, 1, 2), Case("1 2", .jsonTrailingContent, 1, 3),
    Case("{}\n]", .jsonTrailingContent, 2, 1), Case("[1}", .jsonSyntax, 1, 3),
    Case("\u{FEFF}{]", .jsonKeyExpected, 1, 2),
    Case("\u{FEFF}\u{FEFF}{}", .jsonValueExpected, 1, 1),
    Case("[\n\"年报\",\r\n\"😀é\" x]", .jsonSyntax, 3, 6), Case("[\r\r01]", .jsonNumberSyntax, 3, 1),
    Case("{\"a\":1,\n \"a\":2, \"\\u0061\":3}", .jsonDuplicateKey, 2, 2),
  ])
  func place(_ item: Case) throws {
    do throws(Diagnostic) {
      let findings = try JSONDocument.validate(Array(item.text.utf8).span)
      #expect(findings.first?.kind == item.kind)
      #expect(findings.first?.place == Place(line: item.line, column: item.column))
      #expect(findings.count == 2)
    } catch {
      #expect(error.kind == item.kind, "\(error.message(in: .english))")
      #expect(error.place == Place(line: item.line, column: item.column))
      for language in Language.allCases {
        #expect(!error.message(in: language).contains("{found}"))
        #expect(!error.message(in: language).contains("{expected}"))
      }
    }
  }

  @Test func mismatchNamesBothSorts() {
    let bytes = Array("[true]".utf8)
    var scanner = JSONScanner()
    let error = #expect(throws: Diagnostic.self) { try scanner.beginObject(bytes.span) }
    #expect(error?.kind == .jsonTypeMismatch)
    #expect(error?.arguments == ["expected": "object", "found": "array"])
  }

  @Test func depthIsLimited() throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let atLimit =
        String(repeating: open, count: 512) + "1" + String(repeating: close, count: 512)
      #expect(try JSONDocument.validate(Array(atLimit.utf8).span).isEmpty)
      try JSONErrorTests.skip(atLimit)
      for count in [513, 100_000] {
        let deep = Array(String(repeating: open, count: count).utf8)
        let error = #expect(throws: Diagnostic.self) { try JSONDocument.validate(deep.span) }
        #expect(error?.kind == .jsonDepthExceeded)
        #expect(throws: Diagnostic.self) {
          try JSONErrorTests.skip(String(decoding: deep, as: UTF8.self))
        }
      }
    }
  }

  @Test func manyFindingsCostOnePass() throws {
    var text = "{\"a\":0"
    for _ in 0..<50_000 { text += ",\n\"a\":0" }
    let findings = try JSONDocument.validate(Array((text + "}").utf8).span)
    #expect(findings.count == 50_000)
    #expect(findings.last?.place == Place(line: 50_001, column: 1))
  }

  private static func skip(_ text: String) throws {
    let bytes = Array(text.utf8)
    var scanner = JSONScanner()
    try scanner.skipValue(bytes.span)
    try scanner.end(bytes.span)
  }
}
