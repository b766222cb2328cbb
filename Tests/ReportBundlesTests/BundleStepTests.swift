import ReportDiagnostics
import ReportFormats
import ReportModel
import ReportContainers
import ReportTestSupport
import Testing

@testable import ReportBundles

/// Whoever reads a bag step by step, on any threads, is told the same as whoever reads it item by item.
@Suite struct BundleStepTests {
  /// What a reader tells, in the order in which it does.
  private struct Told: Equatable {
    var items: [String] = []
    var reports: [Report] = []
    var failure = ""

    mutating func add(_ item: ReadItem) {
      let findings = item.findings.map { "\($0.place) \($0.message(in: .english))" }
      items.append("\(item.id) \(item.place) \(findings)")
      if let report = item.report { reports.append(report) }
    }
  }

  private func told(
    _ container: () throws(Diagnostic) -> any BagContainer,
    _ read: (BundleReader, inout Told) throws(Diagnostic) -> Void
  ) -> Told {
    var told = Told()
    do throws(Diagnostic) {
      try read(try BundleReader(try container(), BundleMaterial.readOptions), &told)
    } catch {
      told.failure = "\(error.place) \(error.message(in: .english))"
    }
    return told
  }

  private func expectSame(
    _ name: String, _ container: () throws(Diagnostic) -> any BagContainer
  ) -> Int {
    let items = told(container) { reader, told throws(Diagnostic) in
      while let item = try reader.next() { told.add(item) }
    }
    let steps = told(container) { reader, told throws(Diagnostic) in
      while let step = try reader.nextStep() {
        switch step {
        case .items(let items): for item in items { told.add(item) }
        case .work(let work): for item in work() { told.add(item) }
        case .attempt: Issue.record("\(name): a bag makes no attempts")
        }
      }
    }
    #expect(items == steps, "\(name)")
    return items.reports.count
  }

  @Test(arguments: TestedContainer.allCases)
  func ofABundleAndOfTheBagInIt(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    let reports = BundleMaterial.reports(150, seed: 51)
    let path = try BundleMaterial.write(reports, in: folder, container)
    _ = try BundleUnpacking.unpack(path, into: folder.path + "/bag")
    for path in [path, folder.path + "/bag"] {
      let count = expectSame(path) { () throws(Diagnostic) in try BagContainers.open(path) }
      #expect(count == reports.count)
    }
  }

  /// A report of more than a step among small ones.
  @Test(arguments: TestedContainer.allCases)
  func ofABundleWithALargeReport(_ container: TestedContainer) throws {
    let folder = try TemporaryFolder()
    var reports = BundleMaterial.reports(20, seed: 52)
    let text = String(repeating: "年", count: 400_000)
    reports[9].narrative.append(
      NarrativeSection(title: "附", blocks: [.paragraph(text), .paragraph(text)]))
    let path = try BundleMaterial.write(reports, in: folder, container)
    let count = expectSame(path) { () throws(Diagnostic) in try BagContainers.open(path) }
    #expect(count == reports.count)
  }

  @Test(arguments: TestedContainer.allCases, 0..<20)
  func ofADamagedBundle(_ container: TestedContainer, _ seed: Int) throws {
    let folder = try TemporaryFolder()
    let reports = BundleMaterial.reports(12, seed: 53)
    _ = try BundleMaterial.write(reports, in: folder, container)
    let bytes = try #require(folder.read("a" + container.rawValue))
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<10 {
      let damaged = random.damage(bytes)
      _ = expectSame("\(container.rawValue), seed \(seed)") { () throws(Diagnostic) in
        try BagContainers.open(RandomAccessFile(bytes: damaged, name: "memory"))
      }
    }
  }

  /// A bag of others, whose container records no digests.
  @Test func ofABagWithoutDigests() throws {
    let folder = try TemporaryFolder()
    let reports = BundleMaterial.reports(5, seed: 54)
    let path = try BundleMaterial.write(reports, in: folder, .zip)
    let sink = MemorySink()
    let source = try ZIPReader(RandomAccessFile(path: path))
    let copy = ZIPWriter(sink)
    for index in 0..<source.count {
      let entry = source[index]
      try copy.add(entry.name, PackedEntry(try source.bytes(of: entry, limit: 1 << 24)))
    }
    try copy.finish()
    let count = expectSame("copy") { () throws(Diagnostic) in
      try BagContainers.open(RandomAccessFile(bytes: sink.bytes, name: "memory"))
    }
    #expect(count == reports.count)
  }
}
