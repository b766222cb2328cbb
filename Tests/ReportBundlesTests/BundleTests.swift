import ReportDiagnostics
import ReportFormats
import ReportModel
import ReportSyntax
import ReportTestSupport
import Testing

@testable import ReportBundles

@Suite struct BundleTests {
  @Test(arguments: TestedContainer.allCases)
  func readGivesWhatWasWritten(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let reports = BundleMaterial.reports(120, seed: 31)
    let path = try BundleMaterial.write(reports, in: folder, container, created: "2025-03-31")
    let items = try BundleMaterial.items(path)
    #expect(items.flatMap(\.findings).isEmpty)
    #expect(items.compactMap(\.report) == reports)
    let again = try BundleMaterial.write(
      reports, in: folder, container, created: "2025-03-31", name: "b")
    #expect(folder.read("a" + container.rawValue) == folder.read("b" + container.rawValue))
    #expect(BagSuiteTests.findings(path).isEmpty)
    #expect(BagSuiteTests.findings(again).isEmpty)
    #expect(folder.names().count == 2, "\(folder.names())")
  }

  @Test(arguments: TestedContainer.allCases)
  func unpackedItIsTheSame(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let reports = BundleMaterial.reports(40, seed: 32)
    let path = try BundleMaterial.write(reports, in: folder, container)
    let count = try BundleUnpacking.unpack(path, into: folder.path + "/bag")
    #expect(count == 40 + 5)
    #expect(BagSuiteTests.findings(folder.path + "/bag").isEmpty)
    let items = try BundleMaterial.items(folder.path + "/bag")
    #expect(items.flatMap(\.findings).isEmpty)
    let byID = Dictionary(uniqueKeysWithValues: reports.map { ($0.id, $0) })
    #expect(items.count == reports.count)
    for report in items.compactMap(\.report) { #expect(byID[report.id] == report) }
    #expect(throws: Diagnostic.self) {
      _ = try BundleUnpacking.unpack(path, into: folder.path + "/bag")
    }
  }

  @Test(arguments: TestedContainer.allCases)
  func reportsAreFoundByTheirIds(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let reports = BundleMaterial.reports(30, seed: 33)
    let path = try BundleMaterial.write(reports, in: folder, container)
    var lines: [BundleIndexLine] = []
    var findings: [Diagnostic] = []
    let catalogue = try BundleCatalogue(path: path, options: BundleMaterial.readOptions)
    try catalogue.forEach(found: { findings.append($0) }) { line in
      lines.append(line)
      return true
    }
    #expect(lines.map(\.id) == reports.map(\.id.description))
    #expect(lines.map(\.edition) == reports.map(\.edition))
    #expect(lines.map(\.year) == reports.map(\.year))
    #expect(lines.map(\.agency) == reports.map(\.agency.name))
    let wanted = Set([reports[7], reports[23]].map(\.id.description))
    var documents: [String: [UInt8]] = [:]
    let isComplete = try catalogue.extract(wanted, found: { findings.append($0) }) {
      documents[$0] = $1
    }
    #expect(isComplete && findings.isEmpty && Set(documents.keys) == wanted)
    for report in [reports[7], reports[23]] {
      let document = try FormatExercise.write([report], as: .xml)
      #expect(documents[report.id.description] == document)
    }
    #expect(try !catalogue.extract(["nobody"], found: { findings.append($0) }) { _, _ in })
    #expect(findings.map(\.kind.id) == ["bundle-report-missing"])
  }

  /// What is read of a damaged bundle is what was written, or it is refused.
  @Test(arguments: TestedContainer.allCases)
  func damageNeverCrashesAndNeverChangesAReport(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let reports = BundleMaterial.reports(6, seed: 34)
    _ = try BundleMaterial.write(reports, in: folder, container)
    let sound = try #require(folder.read("a" + container.rawValue))
    #expect(try BundleMaterial.items(bytes: sound).compactMap(\.report).count == reports.count)
    var random = SeededGenerator(seed: 35)
    func check(_ bytes: [UInt8], _ what: String) {
      guard let items = try? BundleMaterial.items(bytes: bytes) else { return }
      for report in items.compactMap(\.report) {
        #expect(reports.contains(report), "\(what): \(report.id) is another")
      }
      if items.compactMap(\.report).count < reports.count {
        #expect(items.contains { !$0.findings.isEmpty }, "\(what): a report is lost in silence")
      }
    }
    for round in 0..<300 {
      var bytes = sound
      for _ in 0..<(round % 3 == 0 ? max(1, bytes.count / 100) : 1) {
        bytes[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(
          in: 1...255, using: &random)
      }
      check(bytes, "round \(round)")
    }
    for length in stride(from: 0, to: sound.count, by: 97) {
      check(Array(sound.prefix(length)), "cut at \(length)")
    }
  }

  @Test func originalsHaveSafeNames() {
    for (name, safe) in [
      ("报告.txt", "报告.txt"), ("/a/b/c.txt", "c.txt"), ("..\\..\\x.doc", "x.doc"), ("", "source"),
      ("..", "source"), (".hidden", "_hidden"), ("a:b?.txt", "a_b_.txt"), ("con.txt", "_con.txt"),
      ("COM1.报告.txt", "_COM1.报告.txt"), ("com\u{B9}.txt", "com\u{B9}.txt"), ("console", "console"),
      ("x. . ", "x"), ("a\u{0}\n%0A", "a___0A"),
    ] {
      #expect(BundleLayout.safeName(name) == safe, "\(name)")
    }
    #expect(BundleLayout.safeName(String(repeating: "长", count: 300)).utf8.count <= 120)
  }

  @Test func containersAreKnownByTheirFirstBytes() throws {
    let folder = try TemporaryFolder()
    for container in TestedContainer.allCases {
      _ = try BundleMaterial.write(BundleMaterial.reports(3, seed: 3), in: folder, container)
      let bytes = try #require(folder.read("a" + container.rawValue))
      #expect(Format.bundle.recognise(bytes.span) == .certain)
      #expect(Format.bundle.recognise(Array(bytes.prefix(20)).span) == .none)
    }
  }
}
