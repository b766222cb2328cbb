import ReportIO
import ReportDiagnostics
import ReportFormats
import ReportModel
import ReportSyntax
import ReportTestSupport
import Testing

@testable import ReportBundles

/// Whatever happens to a bundle, what is intact in it comes back, and nothing else does.
@Suite struct SalvageTests {
  /// A bundle, and where the bytes of each of its reports are.
  private struct Sound {
    let folder: TemporaryFolder
    let bytes: [UInt8]
    /// The ranges from the first byte of a header to the last of the content, by path.
    let ranges: [String: Range<Int>]
    let documents: [String: [UInt8]]
    /// Where the manifest stands, and the index.
    let tagFiles: Int

    init(_ container: TestedContainer, count: Int, seed: UInt64) throws {
      folder = try TemporaryFolder()
      let path = try BundleMaterial.write(
        BundleMaterial.reports(count, seed: seed), in: folder, container)
      bytes = try #require(folder.read("a" + container.rawValue))
      let bag = try BagContainers.open(path)
      let base = try Bag.base(of: bag)
      var starts: [(String, Int)] = []
      var documents: [String: [UInt8]] = [:]
      let walk = try bag.walk()
      while let file = try walk.next() {
        let path = String(file.path.dropFirst(base.count))
        starts.append((path, try #require(file.offset)))
        if BundleLayout.isReport(path) {
          documents[path] = try walk.contents().readAll(limit: 1 << 24)
        }
      }
      starts.sort { $0.1 < $1.1 }
      var ranges: [String: Range<Int>] = [:]
      for (index, start) in starts.enumerated() where documents[start.0] != nil {
        ranges[start.0] = start.1..<starts[index + 1].1
      }
      tagFiles = try #require(starts.last { documents[$0.0] == nil }).1
      self.ranges = ranges
      self.documents = documents
    }
  }

  /// What was done to a bundle: its bytes after, and the ranges that are not what they were.
  private static func damaged(
    _ bytes: [UInt8], _ random: inout SeededGenerator
  ) -> (bytes: [UInt8], ranges: [Range<Int>]) {
    var bytes = bytes
    let count = bytes.count
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      let size = Int.random(in: 0..<count, using: &random)
      bytes.removeLast(count - size)
      return (bytes, [size..<count])
    case 1:
      var ranges: [Range<Int>] = []
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let position = Int.random(in: 0..<count, using: &random)
        bytes[position] ^= UInt8.random(in: 1...255, using: &random)
        ranges.append(position..<position + 1)
      }
      return (bytes, ranges)
    case 2:
      let start = Int.random(in: 0..<count, using: &random)
      let end = min(count, start + Int.random(in: 1...20_000, using: &random))
      for position in start..<end { bytes[position] = 0 }
      return (bytes, [start..<end])
    case 3:
      // What stands at the end is gone, and something in the middle.
      let end = count - Int.random(in: 1...4_000, using: &random)
      let middle = Int.random(in: 0..<end, using: &random)
      bytes.removeLast(count - end)
      bytes[middle] ^= 0xFF
      return (bytes, [middle..<middle + 1, end..<count])
    default:
      // Bytes are lost, so that all behind them has moved.
      let start = Int.random(in: 0..<count, using: &random)
      let end = min(count, start + Int.random(in: 1...2_000, using: &random))
      bytes.removeSubrange(start..<end)
      return (bytes, [start..<end])
    }
  }

  private static func contents(_ path: String) throws -> [String: [UInt8]] {
    let bag = try BagContainers.open(path)
    let base = try Bag.base(of: bag)
    var documents: [String: [UInt8]] = [:]
    let walk = try bag.walk()
    while let file = try walk.next() {
      let path = String(file.path.dropFirst(base.count))
      if BundleLayout.isReport(path) {
        documents[path] = try walk.contents().readAll(limit: 1 << 24)
      }
    }
    return documents
  }

  private static func salvage(_ path: String, to output: String) throws -> (
    outcome: BundleSalvage.Outcome, findings: [Diagnostic]
  ) {
    var findings: [Diagnostic] = []
    var salvage = try BundleSalvage(path: path)
    let outcome = try salvage.write(
      to: output, reading: BundleMaterial.readOptions, found: { findings.append($0) })
    return (outcome, findings)
  }

  @Test(arguments: TestedContainer.allCases)
  func whateverIsIntactComesBack(_ container: TestedContainer) throws {
    let sound = try Sound(container, count: 24, seed: 71)
    var random = SeededGenerator(seed: 5)
    var rescuedInAll = 0
    for round in 0..<100 {
      let (bytes, ranges) = Self.damaged(sound.bytes, &random)
      try sound.folder.write("broken" + container.rawValue, bytes)
      let intact = sound.ranges.filter { report in
        !ranges.contains { $0.overlaps(report.value) }
      }
      let target = sound.folder.path + "/rescued" + container.rawValue
      let rescued: [String: [UInt8]]
      do throws(Diagnostic) {
        do {
          let result = try Self.salvage(
            sound.folder.path + "/broken" + container.rawValue, to: target)
          rescued = try Self.contents(target)
          #expect(result.outcome.reports == rescued.count, "round \(round)")
          if result.outcome.isComplete {
            #expect(result.outcome.lostReports == sound.documents.count - rescued.count)
          } else {
            #expect(result.findings.contains { $0.kind == .salvageLossesUnknown })
          }
        } catch let error as Diagnostic {
          throw error
        } catch {
          Issue.record("\(error)")
          return
        }
      } catch {
        #expect(error.kind == .salvageNothing, "round \(round): \(error)")
        #expect(intact.isEmpty, "round \(round)")
        continue
      }
      for (path, document) in rescued {
        #expect(document == sound.documents[path], "round \(round): \(path) is false")
      }
      let missing = intact.keys.filter { rescued[$0] == nil }.sorted()
      #expect(missing.isEmpty, "round \(round)")
      rescuedInAll += rescued.count
    }
    #expect(rescuedInAll > 1_000, "there was something to rescue")
  }

  @Test(arguments: TestedContainer.allCases)
  func whatIsRescuedIsAValidBundle(_ container: TestedContainer) throws {
    let sound = try Sound(container, count: 12, seed: 3)
    let range = try #require(
      sound.ranges.values.sorted { $0.lowerBound < $1.lowerBound }.dropFirst(4).first)
    var bytes = sound.bytes
    bytes[range.upperBound - 20] ^= 1
    try sound.folder.write("broken" + container.rawValue, bytes)
    let target = sound.folder.path + "/rescued" + container.rawValue
    let result = try Self.salvage(sound.folder.path + "/broken" + container.rawValue, to: target)
    #expect(result.outcome.isComplete)
    #expect([result.outcome.reports, result.outcome.lostReports] == [11, 1])
    #expect(result.findings.map(\.kind) == [.salvageFileDamaged])
    var findings: [Diagnostic] = []
    let verifier = try BagVerifier(path: target, level: .digests) { findings.append($0) }
    #expect(try verifier.verify().reports == 11)
    #expect(findings.isEmpty)
  }

  /// Neither the digest nor, where the manifest is gone, anything else proves the name in a header.
  @Test(arguments: [(6, 1), (3, 0x60), (4, 0x55), (20, 0x0F)] as [(fromEnd: Int, bits: UInt8)])
  func aReportTellsItsOwnName(_ damage: (fromEnd: Int, bits: UInt8)) throws {
    let sound = try Sound(.zip, count: 4, seed: 8)
    let (path, range) = try #require(sound.ranges.sorted { $0.key < $1.key }.first)
    let end = try #require(sound.ranges.values.map(\.upperBound).max())
    var bytes = Array(sound.bytes[..<end])
    let name = try #require(bytes[range].firstRange(of: Array(path.utf8)))
    bytes[name.upperBound - damage.fromEnd] ^= damage.bits
    try sound.folder.write("broken.bundle.zip", bytes)
    let output = sound.folder.path + "/rescued.bundle.zip"
    let rescue = try Self.salvage(sound.folder.path + "/broken.bundle.zip", to: output)
    #expect(rescue.findings.map(\.kind).contains(.salvageNameWrong))
    let reports = try Self.contents(output).filter { BundleLayout.isReport($0.key) }
    #expect(reports == sound.documents)
  }

  /// Without a manifest nothing proves the name of what is no report; it takes none that another has.
  @Test func namesThatAreAlikeAreTakenOnce() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.bundle.zip"
    let kind = try BundleContainer(path: path)
    let part = try BundlePart(path: path, kind, BundleWriteOptions(WriteOptions()))
    var group = PackedGroup()
    let tools = PackingTools(kind, [.sha256])
    for name in ["a/x.txt", "b/x.txt", "b/y.txt"] {
      group.files.append(try tools.pack("data/source/" + name, Array(name.utf8)))
    }
    try part.add(group)
    try part.complete()
    try part.commit()
    var bytes = try #require(folder.read("a.bundle.zip"))
    for (old, new) in [("source/b/x", "source/A/x"), ("bundle/manifest", "bundle/mbnifest")] {
      let range = try #require(bytes.firstRange(of: Array(old.utf8)))
      bytes.replaceSubrange(range, with: new.utf8)
    }
    try folder.write("broken.bundle.zip", bytes)
    let output = folder.path + "/rescued.bundle.zip"
    let rescue = try Self.salvage(folder.path + "/broken.bundle.zip", to: output)
    #expect(rescue.outcome.files == 2)
    #expect(rescue.findings.contains { $0.kind == .salvageNameTaken })
    #expect(BagSuiteTests.findings(output).isEmpty)
  }

  /// The digest proves the content, and the manifest the name, whatever became of the one in the header.
  @Test(arguments: [(7, 1), (9, 0x80), (20, 0x55), (-3, 0x20)] as [(at: Int, bits: UInt8)])
  func theManifestTellsTheName(_ damage: (at: Int, bits: UInt8)) throws {
    let sound = try Sound(.zip, count: 6, seed: 31)
    var bytes = sound.bytes
    let harmed = sound.ranges.sorted { $0.key < $1.key }.dropFirst(2).prefix(2)
    for (path, range) in harmed {
      let name = try #require(bytes[range].firstRange(of: Array("bundle/\(path)".utf8)))
      bytes[damage.at < 0 ? name.upperBound + damage.at : name.lowerBound + damage.at] ^=
        damage.bits
    }
    try sound.folder.write("broken.bundle.zip", bytes)
    let output = sound.folder.path + "/rescued.bundle.zip"
    let rescue = try Self.salvage(sound.folder.path + "/broken.bundle.zip", to: output)
    #expect(rescue.outcome.isComplete && rescue.outcome.lostFiles == 0)
    #expect(rescue.findings.map(\.kind) == [.salvageNameWrong, .salvageNameWrong])
    #expect(Set(rescue.findings.map { $0.arguments["path"] }) == Set(harmed.map(\.key)))
    #expect(try Self.contents(output) == sound.documents)
  }

  /// The names of a ZIP container are proven by nothing in their headers: the first file that is found
  /// does not decide which bag it is.
  @Test func theFirstFileMayHaveADamagedName() throws {
    let sound = try Sound(.zip, count: 6, seed: 12)
    var bytes = sound.bytes
    let name = try #require(bytes.firstRange(of: Array("bundle/bagit.txt".utf8)))
    bytes[name.lowerBound + 2] ^= 1
    try sound.folder.write("broken.bundle.zip", bytes)
    let output = sound.folder.path + "/rescued.bundle.zip"
    let rescue = try Self.salvage(sound.folder.path + "/broken.bundle.zip", to: output)
    #expect(rescue.outcome.isComplete && rescue.findings.isEmpty)
    #expect(try Self.contents(output) == sound.documents)
  }

  @Test func whatIsNoBundleGivesNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.bundle.zip", Array(String(repeating: "PK\u{3}\u{4}", count: 10_000).utf8))
    #expect(throws: Diagnostic.self) {
      _ = try Self.salvage(folder.path + "/a.bundle.zip", to: folder.path + "/b.bundle.zip")
    }
    #expect(folder.names() == ["a.bundle.zip"])
  }
}
