import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportBundles

/// What is lost is named by whatever is left that tells of it.
@Suite struct SalvageWitnessTests {
  private static let count = 1_500
  /// The files whose own headers are damaged.
  private static let lost = Set(
    stride(from: 7, to: count, by: 60).map { TinyFiles.path($0) })

  /// Damages a bundle: its manifest, the headers of the files that are to be lost, a part of the index,
  /// and the directory of a ZIP container, which would tell all names, too.
  ///
  /// - Parameter places: where the index is damaged, as parts of a hundred of its length.
  /// - Returns: the path of the damaged bundle.
  private static func damagedBundle(
    in folder: TemporaryFolder, _ container: TestedContainer, indexAt places: [Int]
  ) throws -> String {
    let path = try TinyFiles.bundle(count, in: folder, container)
    var bytes = try #require(folder.read("a" + container.rawValue))
    var offsets: [String: Int] = [:]
    let walk = try BagContainers.open(path).walk()
    while let file = try walk.next() {
      offsets[String(file.path.dropFirst(BundleLayout.base.count))] = file.offset
    }
    func harm(_ offset: Int) { bytes[offset] ^= 0x55 }
    harm(try #require(offsets[BundleLayout.manifest]) + 300)
    for path in lost { harm(try #require(offsets[path])) }
    let index = try #require(offsets[BundleLayout.index])
    if container == .zip {
      let directory = try #require(bytes[index...].firstRange(of: [0x50, 0x4B, 1, 2]))
      bytes.removeLast(bytes.count - directory.lowerBound)
    }
    for place in places {
      // Less than a piece, and behind the header.
      let start = index + (bytes.count - index) * place / 100
      for offset in start..<start + 200 { bytes[offset] = 0 }
    }
    try folder.write("broken" + container.rawValue, bytes)
    return folder.path + "/broken" + container.rawValue
  }

  private static func salvage(
    _ path: String, to output: String
  ) throws -> (outcome: BundleSalvage.Outcome, lost: Set<String>, kinds: Set<DiagnosticKind>) {
    var findings: [Diagnostic] = []
    var salvage = try BundleSalvage(path: path)
    let outcome = try salvage.write(
      to: output, reading: BundleMaterial.readOptions, found: { findings.append($0) })
    let lost = findings.filter { $0.kind == .salvageFileLost }.compactMap { $0.arguments["path"] }
    return (outcome, Set(lost), Set(findings.map(\.kind)))
  }

  @Test(arguments: TestedContainer.allCases)
  func theIndexNamesWhatTheManifestCannot(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let path = try Self.damagedBundle(in: folder, container, indexAt: [])
    let result = try Self.salvage(path, to: folder.path + "/b" + container.rawValue)
    #expect(result.outcome.reports == Self.count - Self.lost.count)
    #expect(result.outcome.lostReports == Self.lost.count)
    #expect(!result.outcome.isComplete)
    #expect(result.lost == Self.lost)
    #expect(result.kinds.contains(.salvageLossesUnknown))
  }

  /// The index is packed in pieces: those that are sound still tell.
  @Test(arguments: TestedContainer.allCases, [[50], [20, 80], [10, 30, 50, 70]])
  func whatIsLeftOfTheIndexNamesWhatItCan(
    _ container: TestedContainer, _ places: [Int]
  ) throws {
    let folder = try TemporaryFolder()
    let path = try Self.damagedBundle(in: folder, container, indexAt: places)
    let result = try Self.salvage(path, to: folder.path + "/b" + container.rawValue)
    #expect(result.outcome.reports == Self.count - Self.lost.count)
    #expect(result.lost.isSubset(of: Self.lost), "nothing is called lost that was never there")
    #expect(!result.lost.isEmpty && result.lost.count < Self.lost.count)
    #expect(result.kinds.contains(.salvageLossesUnknown))
  }
}
