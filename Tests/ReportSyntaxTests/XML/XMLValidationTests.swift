import ReportDiagnostics
import ReportSyntax
import Testing

@Suite struct XMLValidationTests {
  static let good = "<report xmlns='urn:t' id='a'><year>1</year></report>"
  static let bad = "<report xmlns='urn:t' id='A' x='1'><year a='1'>01</year><b c='2'/>t</report>"

  @Test(arguments: XMLExample.reports) func validDocumentsAreValid(_ text: String) throws {
    let (findings, reading) = Reading.validating(text, try XMLExample.schema())
    #expect(reading.isWellFormed)
    #expect(findings == [[]])
  }

  /// One bad report must not spoil the others, wherever it stands and however bad it is.
  @Test(arguments: [0, 1, 4, 9]) func onlyTheBadReportIsRefused(_ index: Int) throws {
    let schema = try XMLExample.schema()
    let worst = XMLExample.mutations.map {
      XMLExample.replacing($0.0, by: $0.1, in: XMLExample.reports[0]).replacing(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", with: "")
    }
    var compared = 0
    for bad in [Self.bad, "<report/>", "<report xmlns='urn:t'><a><b><c d='1'/></b></a></report>"]
      + worst
    {
      var reports = [String](repeating: Self.good, count: 10)
      reports[index] = bad
      let batch = "<batch xmlns='urn:b'>\n\(reports.joined(separator: "\n"))</batch>"
      let (findings, reading) = Reading.validating(batch, schema)
      #expect(reading.isWellFormed || !Reading(bad).isWellFormed)
      guard reading.isWellFormed else { continue }
      compared += 1
      #expect(findings.count == 10)
      for (other, found) in findings.enumerated() where other != index {
        #expect(found.isEmpty, "\(bad)")
      }
    }
    #expect(compared > 20)
  }

  @Test func aSubtreeThatBreaksOffLeavesNothingBehind() throws {
    let schema = try XMLExample.schema()
    for _ in 0..<3 {
      let (findings, reading) = Reading.validating(
        "<report xmlns='urn:t' id='a'><year b='1'>1<", schema)
      #expect(findings.isEmpty)
      #expect(reading.failure?.kind.id == "xml-cut")
    }
  }

  @Test func namespacesOfAncestorsReachTheValidator() throws {
    let schema = try XMLExample.schema()
    let xsi = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
    let report = { (type: String) in
      "<report xmlns='urn:t' id='a'><year xsi:type='\(type)'>1</year></report>"
    }
    let batch = { (type: String) in
      "<batch xmlns='urn:b' xmlns:p='urn:x' \(xsi)><c xmlns:p='urn:t'>\(report(type))</c>"
        + "\(report(type))</batch>"
    }
    #expect(Reading.validating(batch("count"), schema).findings == [[], []])
    let prefixed = Reading.validating(batch("p:count"), schema).findings
    // The inner p means the namespace of the type, the outer one does not.
    #expect(prefixed.map(\.isEmpty) == [true, false])
    #expect(prefixed[1].first?.diagnostic.kind.id == "xml-invalid")
  }

  /// What took time by the square would not come to an end.
  @Test(.timeLimit(.minutes(20))) func aLongChineseParagraphIsCheckedInSaneTime() throws {
    let schema = try XMLExample.schema()
    for (count, isValid) in [(1_048_576, true), (1_048_577, false), (3_000_000, false)] {
      let text = String(repeating: "年", count: count)
      let document =
        "<report xmlns='urn:t' id='a'><year/><section><paragraph>\(text)</paragraph></section></report>"
      let bytes = Array(document.utf8)
      let reader = XMLStreamReader()
      bytes.withUnsafeBufferPointer { reader.feed($0) }
      reader.finish()
      while let event = try reader.next() {
        if event == .start && reader.depth == 1 { reader.validate(against: schema) }
      }
      let findings = reader.findings
      #expect(findings.isEmpty == isValid)
      #expect(isValid || findings[0].diagnostic.arguments["rule"] == "≤ 1048576")
      #expect(isValid || findings[0].value.unicodeScalars.count == 81)
    }
  }

  @Test func findingsAreLimitedButCounted() throws {
    let schema = try XMLExample.schema()
    let rows = String(repeating: "<section code='x'/>", count: 300)
    let reader = XMLStreamReader(limits: XMLLimits(findings: 5))
    let text = Array("<report xmlns='urn:t' id='a'><year/>\(rows)</report>".utf8)
    text.withUnsafeBufferPointer { reader.feed($0) }
    reader.finish()
    while let event = try reader.next() {
      if event == .start && reader.depth == 1 { reader.validate(against: schema) }
    }
    #expect(reader.findings.count == 5)
    #expect(reader.findingCount == 300)
  }

  @Test func oneSchemaServesManyThreads() async throws {
    let schema = try XMLExample.schema()
    let texts = XMLExample.reports + [Self.bad]
    let expected = texts.map { Reading.validating($0, schema).findings }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<50).allSatisfy { _ in
            texts.map { Reading.validating($0, schema).findings } == expected
          }
        }
      }
      for await isSame in group { #expect(isSame) }
    }
  }

  @Test(arguments: [
    "", "<a", "<!DOCTYPE a><a/>", "<schema/>",
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='b'/></xs:schema>",
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:include schemaLocation='b.xsd'/></xs:schema>",
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
      + "<xs:import namespace='urn:b' schemaLocation='/etc/passwd'/></xs:schema>",
  ]) func badSchemasAreRefused(_ text: String) {
    #expect(throws: Diagnostic.self) { try XMLExample.schema(text) }
  }
}

extension String {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    XMLExample.replacing(old, by: new, in: self)
  }
}
