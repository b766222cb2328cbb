import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

/// The W3C XML conformance suite, read in place; skipped, loudly, without it.
@Suite(.enabled(if: Suites.has("xml/packages/test-data/xmlconf")))
struct XMLSuiteTests {
  static let folder = "xml/packages/test-data/xmlconf"

  static let catalogs = [
    "xmltest/xmltest.xml", "sun/sun-valid.xml", "sun/sun-not-wf.xml", "sun/sun-invalid.xml",
    "sun/sun-error.xml", "oasis/oasis.xml", "ibm/ibm_oasis_not-wf.xml", "ibm/ibm_oasis_valid.xml",
    "ibm/ibm_oasis_invalid.xml", "eduni/errata-2e/errata2e.xml", "eduni/errata-3e/errata3e.xml",
    "eduni/errata-4e/errata4e.xml", "eduni/namespaces/1.0/rmt-ns10.xml",
    "eduni/misc/ht-bh.xml", "japanese/japanese.xml",
  ]

  struct Entry {
    let path: String
    let type: String
    let version: String
    let namespaces: String
    let edition: String
  }

  /// The tests that a catalog lists. The catalogs are fragments without DOCTYPE, which our own reader
  /// reads.
  static func entries(_ catalog: String) throws -> [Entry] {
    var entries: [Entry] = []
    let base = catalog.split(separator: "/").dropLast().joined(separator: "/")
    // Some catalogs are fragments without a root element.
    var text = try Suites.bytes("\(folder)/\(catalog)")
    if catalog.hasPrefix("sun/") {
      let head = text.firstRange(of: "?>".utf8)?.upperBound ?? 0
      text = Array("<catalog>".utf8) + text[head...] + Array("</catalog>".utf8)
    }
    let reading = Reading(text) { reader, event in
      guard event == .start, reader.localName.elementsEqual("TEST".utf8),
        let uri = reader.attribute("URI"), let type = reader.attribute("TYPE")
      else { return }
      entries.append(
        Entry(
          path: "\(base)/\(uri)", type: type,
          version: reader.attribute("RECOMMENDATION") ?? "XML1.0",
          namespaces: reader.attribute("NAMESPACE") ?? "yes",
          edition: reader.attribute("EDITION") ?? ""))
    }
    #expect(reading.isWellFormed, "\(catalog)")
    return entries
  }

  /// Whether a document has a DOCTYPE, judged by its bytes alone; three files of the suite have one in
  /// a comment, a processing instruction and a CDATA section.
  static func hasDoctype(_ bytes: [UInt8], _ path: String) -> Bool {
    let exceptions = ["oasis/p15pass1.xml", "oasis/p16pass1.xml", "oasis/p18pass1.xml"]
    return !exceptions.contains { path.hasSuffix($0) }
      && bytes.filter { $0 != 0 }.firstRange(of: "<!DOCTYPE".utf8) != nil
  }

  @Test(arguments: catalogs) func verdictsAreThoseOfTheCatalog(_ catalog: String) throws {
    let entries = try Self.entries(catalog)
    let ours = entries.filter(Self.isForUs)
    #expect(!ours.isEmpty)
    var judged = 0
    for entry in ours {
      let bytes = try Suites.bytes("\(Self.folder)/\(entry.path)")
      let reading = Reading(bytes)
      if Self.hasDoctype(bytes, entry.path) {
        #expect(reading.failure != nil, "\(entry.path): a DOCTYPE was let through")
      } else if entry.type == "valid" || entry.type == "invalid" {
        #expect(
          reading.isWellFormed || reading.failure?.kind.id == "xml-encoding-unsupported",
          "\(entry.path): \(reading.failure?.message(in: .english) ?? "")")
        judged += 1
      } else if entry.type == "not-wf" {
        #expect(!reading.isWellFormed, "\(entry.path) is not well-formed and was accepted")
        judged += 1
      }
    }
    print("W3C \(catalog): \(entries.count) tests, \(judged) judged without DOCTYPE")
  }

  /// XML 1.0 with namespaces, as of its fifth edition, is what we read.
  private static func isForUs(_ entry: Entry) -> Bool {
    (entry.version == "XML1.0" || entry.version == "NS1.0"
      || entry.version.hasPrefix("XML1.0-errata"))
      && entry.namespaces == "yes" && (entry.edition.isEmpty || entry.edition.contains("5"))
  }

  /// Every file with any chunk size gives the same, without a crash or a hang.
  @Test func everyFileInAnyChunks() throws {
    var count = 0
    var folders = [Self.folder]
    while let folder = folders.popLast() {
      for name in Suites.files(in: folder) {
        let path = "\(folder)/\(name)"
        guard name.hasSuffix(".xml") else {
          if !name.contains(".") || name == "1.0" || name == "1.1" { folders.append(path) }
          continue
        }
        let bytes = try Suites.bytes(path)
        let whole = Reading(bytes)
        #expect(!(Self.hasDoctype(bytes, path) && whole.isWellFormed), "\(path)")
        for chunk in [1, 7, 4096] {
          #expect(Reading(bytes, chunk: chunk) == whole, "\(path) in chunks of \(chunk)")
        }
        count += 1
      }
    }
    #expect(count > 2000)
  }
}
