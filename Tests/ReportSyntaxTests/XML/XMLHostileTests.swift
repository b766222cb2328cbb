import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

@Suite struct XMLHostileTests {
  @Test func billionLaughsAndExternalEntitiesAreRefusedUnread() {
    var laughs = "<!DOCTYPE r [<!ENTITY a0 \"ha\">"
    for level in 1..<40 { laughs += "<!ENTITY a\(level) \"&a\(level - 1);&a\(level - 1);\">" }
    laughs += "]><r>&a39;</r>"
    let external = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>"
    let parameter = "<!DOCTYPE r [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/\"> %p;]><r/>"
    let late = "<!-- c -->\n<!DOCTYPE r PUBLIC 'a' 'b'><r/>"
    for text in [laughs, external, parameter, late] {
      for chunk in [1, 4096] {
        let reading = Reading(text, chunk: chunk)
        #expect(reading.failure?.kind.id == "xml-doctype-forbidden")
        #expect(reading.events.isEmpty)
      }
    }
  }

  @Test func depthIsLimited() {
    let deep = { (depth: Int) in
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(Reading(deep(256)).isWellFormed)
    #expect(Reading(deep(257)).failure?.kind.id == "xml-too-deep")
    let open = Reading(String(repeating: "<a>", count: 100_000))
    #expect(open.failure?.kind.id == "xml-too-deep")
    #expect(open.failure?.place.description == ":1:769")
    let reading = Reading(Array("<a><b/></a>".utf8), limits: XMLLimits(depth: 1))
    #expect(reading.failure?.kind.id == "xml-too-deep")
  }

  /// Every single-byte damage to a document, and pairs of them by a fixed rule: never a crash, and the
  /// same for any chunk size.
  @Test func damageNeverCrashes() throws {
    let schema = try XMLExample.schema()
    let good = Array(XMLExample.reports[0].utf8)
    var random = SeededGenerator(seed: 7)
    for index in good.indices {
      for _ in 0..<4 {
        var bad = good
        bad[index] = UInt8(truncatingIfNeeded: random.next())
        if random.next() % 2 == 0 { bad[Int(random.next() % UInt64(bad.count))] ^= 0x20 }
        let text = String(decoding: bad, as: UTF8.self)
        _ = Reading.validating(text, schema)
        #expect(Reading(bad, chunk: 3) == Reading(bad), "\(text)")
      }
    }
  }

  @Test func longTextsAreCutAndFlaggedNotCopiedForEver() {
    let limits = XMLLimits(textBytes: 10)
    for (text, kept) in [
      ("123456789年", "123456789"), ("1234567年", "1234567年"), ("12345678901", "1234567890"),
    ] {
      var isCut = false
      let reading = Reading(Array("<a>\(text)</a>".utf8), limits: limits) { reader, event in
        if event == .text { isCut = reader.isTextCut }
      }
      #expect(reading.events[1] == "\"\(kept)\" 1:1")
      #expect(isCut == (kept != text))
    }
  }

  /// What took time by the square would not come to an end.
  @Test(.timeLimit(.minutes(20))) func hugeTextsCommentsAndAttributesTakeLinearTime() {
    let megabyte = String(repeating: "年报", count: 170_000)
    for text in [
      "<a>\(megabyte)</a>", "<a><![CDATA[\(megabyte)]]></a>", "<a><!--\(megabyte)--></a>",
      "<a b='\(megabyte)'/>", "<a>\(String(repeating: "]", count: 1_000_000))</a>",
      "<a>\(String(repeating: "&amp;", count: 200_000))</a>",
      "<a>\(String(repeating: "<b/>", count: 250_000))</a>",
    ] {
      #expect(Reading(Array(text.utf8), chunk: 4096).isWellFormed, "\(text.prefix(20))")
    }
  }

  @Test func longTextsKeepTheirBracketsAcrossPieces() {
    // `]]>` is not allowed in text, wherever the pieces end.
    for padding in [32_766, 32_767, 32_768, 65_534] {
      let text = String(repeating: "x", count: padding)
      #expect(Reading("<a>\(text)]]></a>").failure?.kind.id == "xml-not-well-formed")
      #expect(Reading("<a>\(text)]]&gt;\r\n中</a>").events[1].hasSuffix("]]>\n中\" 1:1"))
    }
  }
}
