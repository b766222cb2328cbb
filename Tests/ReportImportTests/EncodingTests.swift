import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportSyntax
import ReportTestSupport
import Testing

/// The same report in every encoding that sites use is the same report, or an error with the place of
/// the byte; whatever the page says of itself.
@Suite struct EncodingTests {
  enum Writing: String, CaseIterable, Sendable {
    case utf8, utf8Marked, utf16Little, utf16Big, utf16LittleUnmarked, utf16BigUnmarked, gb18030

    func bytes(of text: String) throws -> [UInt8] {
      switch self {
      case .utf8: Array(text.utf8)
      case .utf8Marked: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
      case .utf16Little: [0xFF, 0xFE] + (try TextEncoding.utf16LittleEndian.encode(text))
      case .utf16Big: [0xFE, 0xFF] + (try TextEncoding.utf16BigEndian.encode(text))
      case .utf16LittleUnmarked: try TextEncoding.utf16LittleEndian.encode(text)
      case .utf16BigUnmarked: try TextEncoding.utf16BigEndian.encode(text)
      case .gb18030: try TextEncoding.gb18030.encode(text)
      }
    }

    /// UTF-16 that does not say so is refused, never guessed.
    var isTold: Bool { self != .utf16LittleUnmarked && self != .utf16BigUnmarked }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let writing: Writing
    let declared: String?
    var testDescription: String { "\(writing.rawValue), declared \(declared ?? "not at all")" }
  }

  static let declarations: [String?] = [
    nil, "utf-8", "gbk", "gb2312", "gb18030", "utf-16", "iso-8859-1", "windows-1252", "nonsense",
  ]

  static let cases = Writing.allCases.flatMap { writing in
    declarations.map { Case(writing: writing, declared: $0) }
  }

  private func printed() throws -> PrintedReport {
    var random = SeededGenerator(seed: 12)
    return PrintedReport(try #require(ImportedText.forms["2021"]), blankOnceIn: 6, &random)
  }

  /// The report in `bytes`; nil if they are refused with the place of a byte, or as no report at all.
  private func report(_ bytes: [UInt8], of format: Format) throws -> Report? {
    do {
      return try ImportedText.item(bytes, of: format).report
    } catch let error as Diagnostic {
      #expect([.textEncodingUnknown, .importNothingRecognised].contains(error.kind))
      if error.kind == .textEncodingUnknown { #expect(error.arguments["offset"] != nil) }
      return nil
    }
  }

  private func expectSame(_ report: Report?, _ expected: Report, isTold: Bool) throws {
    if report == nil { return #expect(!isTold) }
    let report = try #require(report)
    #expect(report.cells == expected.cells)
    #expect(report.narrative == expected.narrative)
    #expect(report.agency == expected.agency)
    #expect(report.title == expected.title)
  }

  @Test(arguments: cases) func pages(_ test: Case) throws {
    let page = try printed().page(.plain)
    let expected = try ImportedText.report(page, as: .html)
    let declared = test.declared.map { "<head><meta charset=\"\($0)\">" } ?? "<head>"
    let bytes = try test.writing.bytes(of: page.replacing("<head>", with: declared))
    try expectSame(
      try report(bytes, of: .html), expected, isTold: test.writing.isTold)
  }

  @Test(arguments: Writing.allCases) func texts(_ writing: Writing) throws {
    let text = try printed().text(.bars)
    let expected = try ImportedText.report(text)
    try expectSame(
      try report(writing.bytes(of: text), of: .text), expected, isTold: writing.isTold)
  }

  /// A byte that no encoding has there: refused with its place, in every format.
  @Test(arguments: [Writing.utf8, .gb18030]) func aBadByteIsTold(_ writing: Writing) throws {
    for format in [Format.text, .html] {
      let text = try format.name == "text" ? printed().text(.bars) : printed().page(.plain)
      for seed in UInt64(1)...20 {
        var random = SeededGenerator(seed: seed)
        var bytes = try writing.bytes(of: text)
        bytes[random.number(200...bytes.count - 200)] = 0xFF
        let thrown = #expect(throws: Diagnostic.self) {
          try ImportedText.item(bytes, of: format)
        }
        #expect(thrown?.kind == .textEncodingUnknown)
        #expect(thrown?.place.line ?? 0 > 0)
        #expect(thrown?.arguments["offset"] != nil)
      }
    }
  }
}
