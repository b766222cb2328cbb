import ReportDiagnostics
import ReportFormats
import ReportModel
import ReportTestSupport
import Testing

@testable import ReportBundles

@Suite struct MergeTests {
  private static func merge(_ paths: [String], to output: String) throws -> (
    outcome: BundleMerge.Outcome, findings: [Diagnostic]
  ) {
    var findings: [Diagnostic] = []
    var merge = try BundleMerge(
      to: output, WriteOptions(), reading: BundleMaterial.readOptions)
    for path in paths { try merge.add(path, found: { findings.append($0) }) }
    return (try merge.commit(found: { findings.append($0) }), findings)
  }

  /// Split and merged, a bundle is the same again, byte for byte.
  @Test(arguments: TestedContainer.allCases)
  func partsMakeTheWhole(_ container: TestedContainer) throws {
    let reports = BundleMaterial.reports(40, seed: 8)
    let folder = try TemporaryFolder()
    _ = try BundleMaterial.write(reports, in: folder, container, name: "whole")
    var options = WriteOptions()
    options[BundleOptions.self].sizeLimit = 30_000
    options.jobs = 2
    let writer = try BundleWriter(
      to: .path(folder.path + "/part" + container.rawValue), options)
    for report in reports { _ = try writer.write(report) }
    #expect(try writer.commit().isEmpty)
    let parts = folder.names().filter { $0.hasPrefix("part-") }.sorted()
    #expect(parts.count > 2)
    for part in parts {
      #expect((folder.read(part)?.count ?? .max) <= 30_000)
      var findings: [Diagnostic] = []
      _ = try BagVerifier(path: folder.path + "/" + part, level: .digests) { findings.append($0) }
        .verify()
      #expect(findings.isEmpty)
    }
    let merged = try Self.merge(
      parts.map { folder.path + "/" + $0 }, to: folder.path + "/merged" + container.rawValue)
    #expect(merged.findings.isEmpty)
    #expect(merged.outcome.reports == 40)
    #expect(folder.read("merged" + container.rawValue) == folder.read("whole" + container.rawValue))
  }

  /// A part that one report alone is too large for is told; nothing is lost.
  @Test func aReportLargerThanALimitIsTold() throws {
    let reports = BundleMaterial.reports(3, seed: 8)
    let folder = try TemporaryFolder()
    var options = WriteOptions()
    options[BundleOptions.self].sizeLimit = 1_000
    let writer = try BundleWriter(to: .path(folder.path + "/a.bundle.zip"), options)
    for report in reports { _ = try writer.write(report) }
    #expect(
      try writer.commit().map(\.kind) == Array(repeating: .bundlePartTooLarge, count: 3))
    #expect(folder.names().count == 3)
  }

  @Test func doublesAreKeptOnce() throws {
    let reports = BundleMaterial.reports(6, seed: 9)
    let folder = try TemporaryFolder()
    let first = try BundleMaterial.write(Array(reports[..<4]), in: folder, .zip, name: "first")
    var changed = reports[1]
    changed.title = "另一个标题"
    let second = try BundleMaterial.write(
      [reports[0], changed] + reports[4...], in: folder, .tarGzip, name: "second")
    let merged = try Self.merge([first, second], to: folder.path + "/merged.bundle.zip")
    #expect(merged.outcome.reports == 6)
    #expect(merged.outcome.doubled == 1)
    #expect(merged.outcome.leftOut == 1)
    #expect(merged.findings.map(\.kind) == [.reportIdDoubled])
    let items = try BundleMaterial.items(folder.path + "/merged.bundle.zip")
    #expect(items.compactMap(\.report) == reports)
  }

  @Test func whatIsDamagedIsLeftOut() throws {
    let reports = BundleMaterial.reports(5, seed: 10)
    let folder = try TemporaryFolder()
    let path = try BundleMaterial.write(reports, in: folder, .zip)
    var bytes = try #require(folder.read("a.bundle.zip"))
    // Behind its name stand the field with its digest and the compressed content.
    let name = try #require(bytes.firstRange(of: Array("\(reports[2].id).xml".utf8)))
    bytes[name.upperBound + 60] ^= 0x10
    try folder.write("a.bundle.zip", bytes)
    let merged = try Self.merge([path], to: folder.path + "/merged.bundle.zip")
    #expect(merged.outcome.reports == 4)
    #expect(merged.outcome.leftOut == 1)
    #expect(!merged.findings.isEmpty)
  }

  /// Every algorithm is in both kinds of manifest, and verified.
  @Test(arguments: TestedContainer.allCases)
  func furtherAlgorithmsAreVerified(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a" + container.rawValue
    var options = WriteOptions()
    options[BundleOptions.self].checksums = [.sm3, .sha512]
    let writer = try BundleWriter(to: .path(path), options)
    for report in BundleMaterial.reports(3, seed: 2) { _ = try writer.write(report) }
    _ = try writer.commit()
    var findings: [Diagnostic] = []
    let verifier = try BagVerifier(path: path, level: .digests) { findings.append($0) }
    #expect(try verifier.verify().reports == 3)
    #expect(findings.isEmpty)
    let bag = try BagContainers.open(path)
    for prefix in ["manifest-", "tagmanifest-"] {
      for algorithm in ["sha256", "sha512", "sm3"] {
        #expect(try bag.open("bundle/\(prefix)\(algorithm).txt") != nil)
      }
    }
  }
}
