import ReportIO
import ReportDiagnostics
import ReportFormats
import ReportContainers
import ReportTestSupport
import Testing

@testable import ReportBundles

@Suite struct IndexSearchTests {
  @Test(arguments: TestedContainer.allCases, [1, 2, 1500])
  func everyReportIsFound(_ container: TestedContainer, _ count: Int) throws {
    let folder = try TemporaryFolder()
    let path = try TinyFiles.bundle(count, in: folder, container)
    let search = try #require(IndexSearch(path: path, limits: ArchiveLimits()))
    #expect(search.isTableSound())
    #expect(search.base == BundleLayout.base)
    for number in 0..<count where number < 50 || number % 11 == 0 || number > count - 50 {
      let lines = try #require(search.lines(of: TinyFiles.id(number)))
      #expect(lines.map(\.path) == [TinyFiles.path(number)])
      #expect(search.document(lines[0], limit: 1 << 20) == TinyFiles.document(number))
    }
    for id in ["", "a", "r-", "r-1x", "r-99999999", "z", "\u{10FFFF}"] {
      #expect(search.lines(of: id)?.isEmpty == true, "\(id)")
    }
  }

  @Test(arguments: TestedContainer.allCases)
  func anIndexOfNothing(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a" + container.rawValue
    let kind = try BundleContainer(path: path)
    let part = try BundlePart(path: path, kind, BundleWriteOptions(WriteOptions()))
    var group = PackedGroup()
    group.files = [try PackingTools(kind, [.sha256]).pack("data/source/a/b.txt", [1, 2, 3])]
    try part.add(group)
    try part.complete()
    try part.commit()
    #expect(BagSuiteTests.findings(path).isEmpty)
    let search = try #require(IndexSearch(path: path, limits: ArchiveLimits()))
    #expect(search.isTableSound())
    #expect(search.lines(of: "a") == [])
  }

  @Test(arguments: TestedContainer.allCases)
  func linesStandInOrderOfIDs(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let path = try TinyFiles.bundle(700, in: folder, container)
    var ids: [String] = []
    let catalogue = try BundleCatalogue(path: path, options: BundleMaterial.readOptions)
    try catalogue.forEach(found: { Issue.record("\($0)") }) {
      ids.append($0.id)
      return true
    }
    #expect(ids.count == 700)
    #expect(ids == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(BagSuiteTests.findings(path).isEmpty)
  }

  /// Nothing but the pieces and the report is read: the rest may be anything.
  @Test(arguments: TestedContainer.allCases)
  func theRestIsNotRead(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let path = try TinyFiles.bundle(1500, in: folder, container)
    let search = try #require(IndexSearch(path: path, limits: ArchiveLimits()))
    let line = try #require(search.lines(of: TinyFiles.id(3))?.first)
    let offset = try #require(line.offset)
    let other = try #require(search.lines(of: TinyFiles.id(4))?.first?.offset)
    var bytes = try #require(folder.read("a" + container.rawValue))
    for position in other + 40..<other + 60 { bytes[position] = 0xEE }
    try folder.write("a" + container.rawValue, bytes)
    #expect(offset != other)
    var taken: [String: [UInt8]] = [:]
    let catalogue = try BundleCatalogue(path: path, options: BundleMaterial.readOptions)
    let isFound = try catalogue.extract([TinyFiles.id(3)], found: { Issue.record("\($0)") }) {
      taken[$0] = $1
    }
    #expect(isFound && taken == [TinyFiles.id(3): TinyFiles.document(3)])
  }

  /// Whatever becomes of the index: what is found is what was written.
  @Test(arguments: TestedContainer.allCases)
  func damageIsNeverBelieved(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    _ = try TinyFiles.bundle(900, in: folder, container)
    let whole = try #require(folder.read("a" + container.rawValue))
    var generator = SeededGenerator(seed: 77)
    var found = 0
    for round in 0..<400 {
      var bytes = whole
      // Most of it in what stands behind the reports.
      let start = round % 4 == 0 ? 0 : bytes.count * 2 / 3
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: start..<bytes.count, using: &generator)] =
          [0, 0xFF, UInt8.random(in: 0...255, using: &generator)].randomElement(using: &generator)
          ?? 0
      }
      if round % 10 == 9 { bytes.removeLast(Int.random(in: 1...400, using: &generator)) }
      guard
        let search = IndexSearch(
          RandomAccessFile(bytes: bytes, name: "damaged"), limits: ArchiveLimits())
      else {
        continue
      }
      _ = search.isTableSound()
      for number in [0, 1, 450, 899] {
        guard let line = search.lines(of: TinyFiles.id(number))?.first,
          let document = search.document(line, limit: 1 << 20)
        else { continue }
        #expect(document == TinyFiles.document(number))
        found += 1
      }
    }
    #expect(found > 0)
  }

  /// A table that does not fit is found, and does no harm.
  @Test(arguments: TestedContainer.allCases)
  func aWrongTableIsFound(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let path = try TinyFiles.bundle(900, in: folder, container)
    var bytes = try #require(folder.read("a" + container.rawValue))
    // The length of pieces stands in front of their sizes.
    let length: [UInt8] = container == .zip ? [1, 0, 0xE0, 0, 0] : [1, 0, 0, 0xE0]
    let position = try #require(
      (0..<bytes.count - 16).last { bytes[$0..<$0 + length.count].elementsEqual(length) })
    let sizes = position + length.count + (container == .zip ? 0 : 2)
    bytes[sizes] &+= 1
    bytes[sizes + 2] &-= 1
    try folder.write("a" + container.rawValue, bytes)
    #expect(BagSuiteTests.findings(path).map(\.kind.id) == ["bundle-index-wrong"])
    bytes[sizes] &+= 1
    try folder.write("a" + container.rawValue, bytes)
    #expect(BagSuiteTests.findings(path).map(\.kind.id) == ["bundle-index-wrong"])
    var found: Set<String> = []
    let catalogue = try BundleCatalogue(path: path, options: BundleMaterial.readOptions)
    let wanted = Set([5, 600].map(TinyFiles.id))
    _ = try catalogue.extract(wanted, found: { Issue.record("\($0)") }) { id, _ in
      found.insert(id)
    }
    #expect(found == wanted)
  }

  @Test(arguments: [1, 2, 5])
  func findingsAreTheSameOnAnyNumberOfThreads(_ jobs: Int) throws {
    let folder = try TemporaryFolder()
    let path = try TinyFiles.bundle(600, in: folder, .zip)
    let search = try #require(IndexSearch(path: path, limits: ArchiveLimits()))
    var bytes = try #require(folder.read("a.bundle.zip"))
    for number in [3, 77, 78, 400, 599] {
      let line = try #require(search.lines(of: TinyFiles.id(number))?.first)
      // In the content, or in the digest of the header.
      let start = try #require(line.offset) + 30 + 7 + line.path.utf8.count
      bytes[start + (number % 2 == 0 ? 10 : 40)] ^= 1
    }
    try folder.write("a.bundle.zip", bytes)
    func findings(_ jobs: Int) throws -> ([Diagnostic], BagVerifier.Outcome) {
      var findings: [Diagnostic] = []
      let verifier = try BagVerifier(path: path, level: .digests, jobs: jobs) {
        findings.append($0)
      }
      let outcome = try verifier.verify()
      return (findings, outcome)
    }
    let (found, outcome) = try findings(jobs)
    let (expected, _) = try findings(1)
    #expect(found == expected)
    #expect(found.count == 5, "\(found)")
    #expect(Set(found.map(\.kind.id)) == ["bag-digest-wrong", "archive-checksum-wrong"])
    #expect(outcome.digestedFiles == 600 + 5 - 3)
  }
}
