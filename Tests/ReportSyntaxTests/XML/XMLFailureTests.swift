import ReportDiagnostics
import ReportSyntax
import Testing

@Suite struct XMLFailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let id: String
    let place: String
    /// A part of the English message.
    let message: String
    var testDescription: String { String(text.prefix(40)) }
  }

  static let cases = [
    Case(
      text: "<a>\n <b></c></a>", id: "xml-not-well-formed", place: ":2:5", message: "<b> of line 2"),
    Case(text: "", id: "xml-not-well-formed", place: ":1:1", message: "empty"),
    Case(text: "  \n ", id: "xml-not-well-formed", place: ":2:2", message: "empty"),
    Case(text: "{\"a\": 1}", id: "xml-not-well-formed", place: ":1:1", message: "no XML"),
    Case(text: "abc", id: "xml-not-well-formed", place: ":1:1", message: "no XML"),
    Case(text: "<a/>x", id: "xml-not-well-formed", place: ":1:5", message: "behind the root"),
    Case(text: "<a/>\n<b/>", id: "xml-not-well-formed", place: ":2:1", message: "behind the root"),
    Case(
      text: "<a b='1' b='2'/>", id: "xml-not-well-formed", place: ":1:15", message: "attribute b "),
    Case(text: "<a b=1/>", id: "xml-not-well-formed", place: ":1:6", message: "quotes"),
    Case(text: "<a b='<'/>", id: "xml-not-well-formed", place: ":1:7", message: "&lt;"),
    Case(text: "<a>&nbsp;</a>", id: "xml-not-well-formed", place: ":1:10", message: "&nbsp;"),
    Case(text: "<a>& </a>", id: "xml-not-well-formed", place: ":1:5", message: "'&'"),
    Case(text: "<a>1 < 2</a>", id: "xml-not-well-formed", place: ":1:7", message: "'<'"),
    Case(
      text: "<a>中&#0;</a>", id: "xml-not-well-formed", place: ":1:9", message: "XML does not allow"),
    Case(text: "<a>中\u{1}</a>", id: "xml-not-well-formed", place: ":1:5", message: "character"),
    Case(text: "<a>]]></a>", id: "xml-not-well-formed", place: ":1:4", message: "]]&gt;"),
    Case(text: "<p:a/>", id: "xml-not-well-formed", place: ":1:5", message: "prefix p "),
    Case(
      text: "<a xmlns:p='urn:a' xmlns:q='urn:a' p:b='1' q:b='2'/>", id: "xml-not-well-formed",
      place: ":1:51", message: "attribute b"),
    Case(text: "<a><!-- -- --></a>", id: "xml-not-well-formed", place: ":1:9", message: "--"),
    Case(
      text: " <?xml version='1.0'?><a/>", id: "xml-not-well-formed", place: ":1:7",
      message: "beginning"),
    Case(
      text: "<a>\n<!x>123456</a>", id: "xml-not-well-formed", place: ":2:1",
      message: "no tag follows"),
    Case(
      text: "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", id: "xml-doctype-forbidden", place: ":1:1",
      message: "DOCTYPE"),
    Case(
      text: "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>", id: "xml-doctype-forbidden",
      place: ":1:1", message: "DOCTYPE"),
    Case(
      text: "<?xml version='1.0' encoding='GB18030'?><a/>", id: "xml-encoding-unsupported",
      place: ":1:31", message: "GB18030"),
    Case(
      text: "<?xml version='1.0' encoding = \"ISO-8859-1\"?><a/>", id: "xml-encoding-unsupported",
      place: ":1:33", message: "ISO-8859-1"),
    Case(
      text: "<?xml version='1.0' encoding='UTF-16'?><a/>", id: "xml-encoding-unsupported",
      place: ":1:31", message: "UTF-16"),
  ]

  @Test(arguments: cases) func isReportedWithItsPlace(_ test: Case) {
    for chunk in [1, 5, 65_536] {
      let failure = Reading(test.text, chunk: chunk).failure
      #expect(failure?.kind.id == test.id)
      #expect(failure?.place.description == test.place, "\(failure?.message(in: .english) ?? "")")
      let message = failure?.message(in: .english) ?? ""
      #expect(message.contains(test.message), "\(message)")
      #expect(failure?.message(in: .chinese).contains("{") == false)
    }
  }

  @Test func bytesThatAreNotUTF8AreReportedWithTheirPlace() {
    // GB18030 without a declaration; an overlong form; a surrogate; a cut character in the middle.
    for bad: [UInt8] in [
      [0xC4, 0xEA], [0xC0, 0x80], [0xE0, 0x81, 0x81], [0xED, 0xA0, 0x80], [0xE4, 0xB8],
    ] {
      let bytes = Array("<a>\n<b/>中".utf8) + bad + Array("</a>".utf8)
      for chunk in [1, 3, 4096] {
        let reading = Reading(bytes, chunk: chunk)
        #expect(reading.failure?.kind.id == "text-invalid-utf8")
        #expect(reading.failure?.place.description == ":2:6")
        #expect(reading.events == ["<a> 1:1", "<b> 2:1", "</b> 2:1"])
      }
    }
  }

  @Test func theFailureComesBackWithEveryCall() {
    let reader = XMLStreamReader()
    Array("<a></b>".utf8).withUnsafeBufferPointer { reader.feed($0) }
    reader.finish()
    for _ in 0..<2 {
      #expect(throws: Diagnostic.self) { while try reader.next() != nil {} }
    }
  }
}

@Suite struct XMLCutTests {
  static let document =
    "\u{FEFF}<?xml version=\"1.0\"?>\n<r a=\"1\" xmlns:p='urn:x'><!-- c --><p:b>中&amp;𠀀</p:b>"
    + "<![CDATA[x]]><?pi d?><e/></r>\n<!-- end -->\n"

  /// Every byte: all of it is cut but what ends behind the root and its comment.
  @Test(arguments: [1, 64]) func atEveryByteIsRecognised(chunk: Int) throws {
    let bytes = Array(Self.document.utf8)
    let text = Self.document.unicodeScalars.map { $0 }
    let end = String(String.UnicodeScalarView(text)).utf8.count
    #expect(end == bytes.count)
    let rootEnd = try #require(Self.document.utf8.firstRange(of: "</r>".utf8)).upperBound
    let root = Self.document.utf8.distance(from: Self.document.startIndex, to: rootEnd)
    let commentStart = root + 1
    for length in 0..<bytes.count {
      let reading = Reading(Array(bytes[..<length]), chunk: chunk)
      let isWhole = length >= root && length <= commentStart || length >= bytes.count - 1
      if isWhole {
        #expect(reading.isWellFormed, "\(length)")
      } else if length <= 3 {
        #expect(reading.failure != nil, "\(length)")
      } else {
        #expect(reading.failure?.kind.id == "xml-cut", "\(length) \(reading)")
      }
    }
  }

  @Test func whatIsCutKeepsWhatCameBefore() {
    let reading = Reading("<batch><report>1</report><report>2")
    #expect(reading.events.count == 5)
    #expect(reading.failure?.kind.id == "xml-cut")
    #expect(reading.failure?.message(in: .english).contains("report is still open") == true)
  }

  @Test func anErrorBeforeTheCutIsTheError() {
    #expect(Reading("<a><b></c>").failure?.kind.id == "xml-not-well-formed")
    #expect(Reading("<a>&x;").failure?.kind.id == "xml-not-well-formed")
  }
}
