import Glibc
import ReportDiagnostics
import ReportFormats
import ReportIO
import ReportModel
import ReportTestSupport
import Testing

@testable import ReportBundles

/// Numbers beyond all measure in the tag files of a bag: told as findings, and nothing traps.
@Suite struct ExtremeNumberTests {
  private static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
  private static let empty =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  /// The ids of the findings about a bag of one file with these tag files beside.
  private static func findings(_ files: [(String, String)]) throws -> [String] {
    let own = [
      ("bagit.txt", declaration), ("data/a.xml", ""),
      ("manifest-sha256.txt", "\(empty)  data/a.xml\n"),
    ]
    let folder = try BundleMaterial.bag(
      own.filter { name, _ in !files.contains { $0.0 == name } } + files)
    let catalogue = try BundleCatalogue(path: folder.path, options: BundleMaterial.readOptions)
    try catalogue.forEach(found: { _ in }) { line in
      _ = line.json()
      return true
    }
    _ = try catalogue.extract(["a"], found: { _ in }) { _, _ in }
    _ = try BundleMaterial.items(folder.path)
    return BagSuiteTests.findings(folder.path, level: .digests).map(\.kind.id)
  }

  @Test(arguments: ExtremeNumbers.texts) func payloadOxum(_ number: String) throws {
    for oxum in ["0.\(number)", "\(number).1", "\(number).\(number)", "\(number)"]
    where !["0.1", "-0.1", "00.1"].contains(oxum) {
      let found = try Self.findings([("bag-info.txt", "Payload-Oxum: \(oxum)\n")])
      #expect(found == ["bag-oxum-wrong"] || found == ["bag-oxum-invalid"], "\(oxum): \(found)")
    }
  }

  @Test(arguments: ExtremeNumbers.texts) func linesOfTheIndex(_ number: String) throws {
    for members in ["\"offset\":\(number)", "\"bytes\":\(number)", "\"year\":\(number)"] {
      let line = "{\"id\":\"a\",\"path\":\"data/a.xml\",\(members),\"edition\":\"2021\"}\n"
      let found = try Self.findings([("index.ndjson", line)])
      let mayBeRight = ["0", "-0"].contains(number) || members.hasPrefix("\"year")
      #expect(found.isEmpty ? mayBeRight : found.allSatisfy { $0 == "bundle-index-wrong" })
    }
  }

  @Test(arguments: ExtremeNumbers.texts) func linesOfManifests(_ number: String) throws {
    for line in [
      "\(number)  data/a.xml", "\(Self.empty)\(number)  data/a.xml", "\(Self.empty) \(number)",
      "\(Self.empty)  data/a.xml%\(number)", "\(Self.empty)  data/\(number)",
    ] {
      let found = try Self.findings([("manifest-sha256.txt", line + "\n")])
      #expect(!found.isEmpty || line.hasSuffix("xml") || number.isEmpty, "\(line)")
    }
    let found = try Self.findings([
      ("fetch.txt", "http://localhost/a \(number) data/b.xml\n"),
      ("bagit.txt", "BagIt-Version: \(number)\nTag-File-Character-Encoding: \(number)\n"),
    ])
    #expect(!found.isEmpty)
  }

  /// Files with holes in them, of which some file systems hold any size.
  private static let holes = "/dev/shm/nianbao-holes-\(getpid())"
  private static let canHoldHoles: Bool = {
    mkdir(holes, 0o777)
    defer { rmdir(holes) }
    let file = open(holes + "/a", O_WRONLY | O_CREAT, 0o666)
    defer {
      close(file)
      unlink(holes + "/a")
    }
    return ftruncate(file, .max) == 0
  }()

  @Test(.enabled(if: canHoldHoles, "no file system for files of any size"))
  func sizesOfFilesWithHoles() throws {
    let folder = try BundleMaterial.bag([("bagit.txt", Self.declaration), ("data/a.xml", "")])
    mkdir(Self.holes, 0o777)
    defer {
      for name in ["a.xml", "b.xml"] { unlink(Self.holes + "/" + name) }
      rmdir(Self.holes)
    }
    for name in ["a.xml", "b.xml"] {
      let path = Self.holes + "/" + name
      close(open(path, O_WRONLY | O_CREAT, 0o666))
      try #require(truncate(path, .max) == 0)
      #expect(symbolicLink(path, folder.path + "/data/h-" + name))
    }
    #expect(BagSuiteTests.findings(folder.path).map(\.kind.id) == ["archive-total-too-large"])
    #expect(throws: Diagnostic.self) { try BundleMaterial.items(folder.path) }
  }

  /// Such lines in a bundle that is searched by them, in both containers.
  @Test(arguments: TestedContainer.allCases) func linesThatAreSearchedBy(
    _ container: TestedContainer
  ) throws {
    let folder = try TemporaryFolder()
    let reports = BundleMaterial.reports(2, seed: 4)
    let path = folder.path + "/a" + container.rawValue
    let kind = try BundleContainer(path: path)
    let tools = PackingTools(kind, [.sha256])
    let output = try BundleOutput(
      path: path, kind, directory: SpoolFile(beside: path), partial: nil, count: 0)
    try output.add(tools.pack(BundleLayout.declaration, Array(Self.declaration.utf8)))
    // What a writer would not: an index of lines that point anywhere.
    let index = SpoolFile(beside: path)
    for report in reports {
      let place = BundleLayout.path(of: report)
      try output.add(tools.pack(place, FormatExercise.write([report], as: .xml)))
      for value in ExtremeNumbers.values.compactMap({ Int(exactly: $0) }) {
        var line = BundleIndexLine(report, path: place)
        (line.offset, line.size) = (value, value)
        try index.write(line.json() + [0x0A])
      }
    }
    let indexOffset = output.offset
    try output.add(
      tools.pack(
        BundleLayout.index, BundleIndexOrder.sorted(index, beside: path), beside: path,
        isSearchable: true))
    try output.complete(indexOffset: indexOffset)
    try output.commit()
    let ids = Set(reports.map(\.id.description))
    var found: Set<String> = []
    let catalogue = try BundleCatalogue(path: path, options: BundleMaterial.readOptions)
    #expect(try catalogue.extract(ids, found: { _ in }) { id, _ in found.insert(id) })
    #expect(found == ids)
    #expect(try BundleMaterial.items(path).compactMap(\.report).count == 2)
  }
}
