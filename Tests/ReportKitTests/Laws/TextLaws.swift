import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// The text rule of the model, in every exact format: line ends become LF with one note a report;
/// what XML cannot carry becomes U+FFFD with a warning, where the syntax lets it through.
@Suite struct TextLaws {
  /// A text as a JSON document spells it, and what is read.
  struct Spelling: CustomTestStringConvertible, Sendable {
    let spelt: String
    let read: String
    var finds: [String] = []
    var testDescription: String { spelt }
  }

  static let json: [Spelling] = [
    Spelling(spelt: "a\\r\\nb\\rc\\n\\rd", read: "a\nb\nc\n\nd", finds: ["text-line-ends"]),
    Spelling(spelt: "a\\u000D\\u000ab", read: "a\nb", finds: ["text-line-ends"]),
    Spelling(spelt: "a\\u0000b", read: "a\u{FFFD}b", finds: ["text-character-replaced"]),
    Spelling(spelt: "\\b\\f\\u001f", read: "\u{FFFD}\u{FFFD}\u{FFFD}", finds: replaced),
    Spelling(spelt: "a\\uD800b", read: "a\u{FFFD}b", finds: replaced),
    Spelling(spelt: "a\\uDC00\\uD800", read: "a\u{FFFD}\u{FFFD}", finds: replaced),
    Spelling(spelt: "\\uD840\\uDC00", read: "\u{20000}"),
    Spelling(spelt: "\\uFFFE\\uffff", read: "\u{FFFD}\u{FFFD}", finds: replaced),
    Spelling(spelt: "\u{FFFE}\u{FFFF}", read: "\u{FFFD}\u{FFFD}", finds: replaced),
    Spelling(spelt: "\u{7F}\u{85}\u{2028}\\t", read: "\u{7F}\u{85}\u{2028}\t"),
    Spelling(
      spelt: "\\r\\u0000", read: "\n\u{FFFD}",
      finds: ["text-line-ends", "text-character-replaced"]),
  ]

  static let replaced = ["text-character-replaced"]

  @Test(arguments: json, [Format.json.name, Format.ndjson.name])
  func jsonEscapes(_ spelling: Spelling, format: String) throws {
    let text = spelling.spelt
    let document =
      #"{"id":"a","edition":"2021","title":"\#(text)","narrative":[{"blocks":"#
      + #"[{"paragraph":"\#(text)"}]}]}"#
    try expect(spelling, document + "\n", as: format)
  }

  @Test(arguments: [
    Spelling(spelt: "a\r\nb\rc", read: "a\nb\nc", finds: ["text-line-ends"]),
    Spelling(spelt: "a&#13;&#10;b&#xD;c", read: "a\nb\nc", finds: ["text-line-ends"]),
    Spelling(spelt: "<![CDATA[a\r\nb]]>", read: "a\nb", finds: ["text-line-ends"]),
    Spelling(spelt: "&#x20000;\u{85}\u{2028}", read: "\u{20000}\u{85}\u{2028}"),
  ]) func xmlLineEnds(_ spelling: Spelling) throws {
    let text = spelling.spelt
    let document =
      "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\"><title>\(text)</title>"
      + "<narrative><section><paragraph>\(text)</paragraph></section></narrative></report>"
    try expect(spelling, document, as: "xml")
  }

  /// Not well-formed XML; a raw control character in JSON is refused likewise.
  @Test(arguments: ["\0", "\u{1}", "\u{1F}", "&#0;", "&#1;", "&#xD800;", "&#xFFFE;", "\u{FFFF}"])
  func xmlRefusesWhatIsNoCharacter(text: String) {
    let document =
      "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\"><title>a\(text)</title></report>"
    #expect(throws: Diagnostic.self) {
      try FormatExercise.items(Array(document.utf8), as: .xml, LawMaterial.forms)
    }
  }

  @Test(arguments: ["\0", "\u{1}", "\n", "\r", "\t", "\u{1F}"])
  func jsonRefusesRawControlCharacters(text: String) throws {
    let document = #"{"id":"a","edition":"2021","title":"a\#(text)"}"#
    #expect(throws: Diagnostic.self) {
      try FormatExercise.items(Array(document.utf8), as: .json, LawMaterial.forms)
    }
  }

  @Test(arguments: [
    Spelling(spelt: "a\r\nb\rc", read: "a\nb\nc", finds: ["text-line-ends"]),
    Spelling(spelt: "a\0b\u{FFFE}", read: "a\u{FFFD}b\u{FFFD}", finds: replaced),
    Spelling(spelt: " \"\"=1+1\"\" ,\n", read: " \"=1+1\" ,\n"),
  ]) func cellsText(_ spelling: Spelling) throws {
    let row = "a,2021,2024,\"\(spelling.spelt)\",disclosure,rules,issued,"
    let document =
      "report,edition,year,agency,table,row,column,value,unit\r\n\(row)1,\r\n"
    let items = try FormatExercise.items(Array(document.utf8), as: .cells, LawMaterial.forms)
    let report = try #require(items.first?.report)
    #expect(Array(report.agency.name.unicodeScalars) == Array(spelling.read.unicodeScalars))
    #expect(items.flatMap(\.findings).map(\.kind.id) == spelling.finds)
  }

  /// The longest text there can be, of characters that are escaped, or of four bytes each.
  @Test(arguments: TestedFormat.written, ["&", "\"", "\u{20000}", "e\u{301}", "\n"])
  func theLongestText(_ tested: TestedFormat, piece: String) throws {
    let form = try #require(LawMaterial.forms["2021"])
    let id = try #require(ReportID("a"))
    let count = TextRule.maximumLength / piece.unicodeScalars.count
    var report = Report(id: id, form: form)
    report.agency.name = String(repeating: piece, count: count)
    report.cells[0] = .blank
    if tested.format.fidelity == .exact { report.title = report.agency.name }
    let document = try FormatExercise.document([report], as: tested.format)
    try LawMaterial.expectSame(
      try LawMaterial.read(document, as: tested.format), [report], tested.format.name)
    report.agency.name += "x"
    let items = try FormatExercise.items(
      FormatExercise.document([report], as: tested.format), as: tested.format, LawMaterial.forms)
    #expect(items.count == 1 && items[0].report == nil, "one character more is too many")
  }

  private func expect(_ spelling: Spelling, _ document: String, as name: String) throws {
    let format = try #require(FormatRegistry.standard.format(named: name))
    let items = try FormatExercise.items(Array(document.utf8), as: format, LawMaterial.forms)
    let report = try #require(items.first?.report)
    let expected = Array(spelling.read.unicodeScalars)
    #expect(Array(report.title.unicodeScalars) == expected)
    #expect(report.narrative[0].blocks == [.paragraph(spelling.read)])
    #expect(items.flatMap(\.findings).map(\.kind.id) == spelling.finds)
  }
}
