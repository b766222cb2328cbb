import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportSyntax
import ReportTestSupport
import Testing

/// A reader that gives a document along with its report gives the one that the writer would make, byte
/// for byte; and it gives one whenever it reads such a document.
@Suite struct DocumentLaws {
  /// What a reader makes of `bytes`, up to where they break off.
  private static func items(_ bytes: [UInt8]) -> [ReadItem] {
    var items: [ReadItem] = []
    try? FormatExercise.read(
      WrittenDocument(bytes), as: .xml, LawMaterial.forms, cache: LawMaterial.cache
    ) { items.append($0) }
    return items
  }

  /// Whether the document that an item of `bytes` comes with, if any, is the whole of them, and what
  /// the writer makes of its report.
  static func isTrue(_ item: ReadItem, of bytes: [UInt8]) -> Bool {
    guard let document = item.document else { return true }
    guard let report = item.report else { return false }
    return document == bytes && document == FormatExercise.write([report], as: .xml)
  }

  /// Expects that a document that is given along is true.
  ///
  /// - Returns: whether there is one.
  @discardableResult
  private static func expectTrue(_ items: [ReadItem], of bytes: [UInt8]) -> Bool {
    if !items.allSatisfy({ isTrue($0, of: bytes) }) {
      Issue.record("not as it is written: \(String(decoding: bytes.prefix(3000), as: UTF8.self))")
    }
    return items.contains { $0.document != nil }
  }

  @Test(arguments: LawMaterial.editions, 1...4) func everyWrittenDocument(
    edition: String, seed: UInt64
  ) {
    let options = [
      ReportGenerator.Options(), .init(density: 0), .init(density: 1, isPlain: true),
      .init(hasLongParagraphs: true),
    ]
    var generator = ReportGenerator(seed: seed, options: options[Int(seed) % options.count])
    let forms = LawMaterial.forms.forms.filter { $0.edition == edition }
    let reports = generator.reports(40, of: forms)
    for report in reports {
      let document = FormatExercise.write([report], as: .xml)
      #expect(Self.expectTrue(Self.items(document), of: document), "\(report.id)")
    }
    // A batch has none of them.
    let batch = FormatExercise.write(reports, as: .xml)
    #expect(Self.items(batch).allSatisfy { $0.report != nil && $0.document == nil })
  }

  /// A change at every tag of a document, of every kind.
  @Test(
    arguments: LawMaterial.editions,
    [
      ("<", " <"), ("<", "\n<"), ("<", "\t<"), ("\n", ""), ("\n", "\n\n"), ("\n ", "\n"),
      ("\n", "\n  "), ("\n  ", "\n\t"), ("\n", " \n"), ("/>", " />"), (">", " >"), (">", ">\n"),
      ("/>", "></x>"), ("&lt;", "&quot;"), ("&gt;", "&apos;"), ("&amp;", "&#38;"), ("\"", "'"),
      ("<paragraph", "<paragraph/><paragraph"), ("<paragraph", "<paragraph></paragraph><paragraph"),
      ("<section", "<section/>\n    <section"), ("<text>", "<text/><text>"),
    ])
  func everyChange(edition: String, change: (old: String, new: String)) {
    var generator = ReportGenerator(seed: 31, options: .init(density: 0.03))
    let forms = LawMaterial.forms.forms.filter { $0.edition == edition }
    for report in generator.reports(2, of: forms) {
      let document = FormatExercise.write([report], as: .xml)
      let (old, new) = (Array(change.old.utf8), change.new)
      for place in document.indices where document[place...].starts(with: old) {
        let name = Self.lastName(of: document[..<place])
        let text = Array((new == "></x>" ? "></\(name)>" : new).utf8)
        var changed = document
        changed.replaceSubrange(place..<place + old.count, with: text)
        Self.expectTrue(Self.items(changed), of: changed)
      }
    }
  }

  /// The name of the last element that begins in `bytes`.
  private static func lastName(of bytes: ArraySlice<UInt8>) -> String {
    let tag = bytes.lastIndex(of: UInt8(ascii: "<")).map { bytes[($0 + 1)...] } ?? []
    return String(decoding: tag.prefix { $0 > 0x20 }, as: UTF8.self)
  }

  /// An element that the writer would leave out, each on a line of its own as if it had written it.
  @Test(arguments: [
    "agency", "title", "publication", "narrative", "tables", "extras", "source", "agency/name",
    "agency/parent", "narrative/section/title", "tables/disclosure", "tables/disclosure/rules",
    "extras/item/label", "source/digest",
  ])
  func whatIsLeftOut(path: String) {
    let names = path.split(separator: "/").map(String.init)
    for isOpen in [false, true] {
      var xml = XMLWriter()
      xml.declaration()
      xml.start("report", namespace: "urn:nianbao:report:2021")
      xml.attribute("id", "a")
      for name in names.dropLast() {
        xml.start(name)
        if name == "item" { xml.attribute("kind", "row") }
      }
      let last = names[names.count - 1]
      xml.element { $0 += Array((isOpen ? "<\(last)></\(last)>" : "<\(last)/>").utf8) }
      for _ in names { xml.end() }
      let items = Self.items(xml.bytes)
      #expect(items.count == 1 && items[0].report != nil)
      #expect(items.allSatisfy { $0.document == nil }, "\(path)")
    }
  }

  @Test(arguments: [
    ("", "\n", true), ("", "", false), ("", "\n\n", false), ("", " \n", false), (" ", "\n", false),
    ("\n", "\n", false), ("", "\n<!-- -->", false), ("<!-- -->\n", "\n", false),
  ])
  func whatStandsAround(before: String, after: String, isWritten: Bool) {
    let report = "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\"/>"
    for declaration in ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", ""] {
      let document = Array((declaration + before + report + after).utf8)
      let isGiven = Self.expectTrue(Self.items(document), of: document)
      #expect(isGiven == (isWritten && !declaration.isEmpty))
    }
    let written = FormatExercise.write(LawMaterial.reports(1, seed: 1), as: .xml)
    let marked = Self.items([0xEF, 0xBB, 0xBF] + written)
    #expect(marked.allSatisfy { $0.report != nil && $0.document == nil })
  }

  /// A document goes into a bundle as the writer makes it, however it was spelt, and whatever became of
  /// its report on the way.
  @Test(arguments: [1, 3], [nil, "2021"])
  func bundles(jobs: Int, edition: String?) throws {
    let folder = try TemporaryFolder()
    folder.makeFolder("in")
    let forms = LawMaterial.forms
    let reports = LawMaterial.reports(24, of: "2019", seed: 41)
    for (index, report) in reports.enumerated() {
      var document = FormatExercise.write([report], as: .xml)
      if index % 3 == 0 { document.removeLast() }
      try folder.write("in/\(report.id).xml", document)
    }
    let crosswalks = try CrosswalkLibrary.embedded(forms)
    func run(_ input: String, _ name: String, _ target: Format) throws -> [UInt8] {
      let conversion = Conversion(
        options: InputOptions(forms: forms), target: target,
        destination: .path(folder.path + "/" + name),
        editionChange: edition.flatMap { EditionChange(to: $0, crosswalks) }, jobs: jobs)
      let summary = conversion.run([folder.path + "/" + input], observer: Recorder())
      #expect(summary.written == reports.count)
      return try #require(folder.read(name))
    }
    // By way of a format whose reports come without documents.
    _ = try run("in", "all.ndjson", .ndjson)
    let expected = try run("all.ndjson", "expected.bundle.zip", .bundle)
    #expect(try run("in", "found.bundle.zip", .bundle) == expected)
  }

  @Test func anotherOutcomeHasNone() throws {
    let reports = LawMaterial.reports(2, seed: 51)
    var item = try #require(Self.items(FormatExercise.write([reports[0]], as: .xml)).first)
    #expect(item.document != nil)
    item.findings = []
    #expect(item.document != nil)
    item.outcome = .report(reports[1])
    #expect(item.document == nil)
  }
}
