import Glibc
import ReportDiagnostics
import ReportFormats
import ReportModel
import ReportContainers
import ReportIO
import ReportTestSupport
import Testing

@testable import ReportBundles

/// What is wrong with a bag is found, each with its place.
@Suite struct BagVerifierTests {
  private static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

  private static func digest(_ text: String) -> String {
    MessageDigest.digest(of: Array(text.utf8)) ?? ""
  }

  /// The findings about a sound bag of two files after `change`, as `place [id]`.
  private func findings(
    level: BagVerifier.Level = .digests, _ change: (inout [String: String]) -> Void
  ) throws -> [String] {
    var files = [
      "bagit.txt": Self.declaration, "data/a.txt": "a", "data/b/c.txt": "cc",
      "bag-info.txt": "Payload-Oxum: 3.2\n",
      "manifest-sha256.txt":
        "\(Self.digest("a"))  data/a.txt\n\(Self.digest("cc"))  data/b/c.txt\n",
    ]
    change(&files)
    let folder = try BundleMaterial.bag(files.map { ($0.key, $0.value) })
    return BagSuiteTests.findings(folder.path, level: level).map {
      "\($0.place.description.dropFirst(folder.path.count)) [\($0.kind.id)]"
    }
  }

  @Test func aSoundBagHasNoFindings() throws { #expect(try findings { _ in } == []) }

  @Test func wrongDigest() throws {
    #expect(
      try findings { $0["data/b/c.txt"] = "cd" } == ["/manifest-sha256.txt:2 [bag-digest-wrong]"])
    #expect(try findings(level: .counts) { $0["data/b/c.txt"] = "cd" } == [])
  }

  @Test func missingAndUnlistedFiles() throws {
    let missing = ["/manifest-sha256.txt:1 [bag-file-missing]", "/bag-info.txt:1 [bag-oxum-wrong]"]
    #expect(try findings { $0["data/a.txt"] = nil } == missing)
    #expect(try findings(level: .structure) { $0["data/a.txt"] = nil } == [])
    let unlisted = ["/data/new [bag-file-unlisted]", "/bag-info.txt:1 [bag-oxum-wrong]"]
    #expect(try findings { $0["data/new"] = "" } == unlisted)
    #expect(
      try findings {
        $0["data/a.txt"] = nil
        $0["fetch.txt"] = "http://localhost/a 1 data/a.txt\n"
        $0["bag-info.txt"] = nil
      } == ["/manifest-sha256.txt:1 [bag-file-not-fetched]"])
  }

  @Test func payloadOxum() throws {
    #expect(
      try findings { $0["bag-info.txt"] = "X: y\nPayload-Oxum : 3.3\n" }
        == ["/bag-info.txt:2 [bag-oxum-wrong]"])
    #expect(
      try findings { $0["bag-info.txt"] = "payload-oxum: many\n" }
        == ["/bag-info.txt:1 [bag-oxum-invalid]"])
  }

  @Test(arguments: [
    "../x", "/etc/passwd", "~/x", "data/../../x", "C:\\x", "bagit.txt", "data", "data//x",
  ])
  func pathsOutsideTheBag(_ path: String) throws {
    let line = "\(Self.digest("a"))  \(path)\n"
    #expect(
      try findings { $0["manifest-sha256.txt", default: ""] += line }
        == ["/manifest-sha256.txt:3 [bag-path-outside]"])
    if path != "bagit.txt", path != "data" {
      #expect(
        try findings { $0["fetch.txt"] = "http://localhost/a - \(path)\n" }
          == ["/fetch.txt:1 [bag-path-outside]"])
    }
  }

  @Test func manifestLines() throws {
    #expect(
      try findings { $0["manifest-sha256.txt", default: ""] += "nonsense\n" }
        == ["/manifest-sha256.txt:3 [bag-manifest-line-invalid]"])
    let line = "\(Self.digest("a"))  data/a.txt\n"
    #expect(
      try findings { $0["manifest-sha256.txt", default: ""] += line }
        == ["/manifest-sha256.txt:3 [bag-path-doubled]"])
    #expect(
      try findings { files in
        files["bagit.txt"] = Self.declaration.replacing("1.0", with: "0.97")
        files["manifest-sha256.txt", default: ""] += line
      } == ["/manifest-sha256.txt:3 [bag-path-doubled-alike]"])
    #expect(
      try findings { $0["manifest-sha256.txt"] = nil } == [" [bag-manifest-missing]"])
    #expect(
      try findings { $0["manifest-blake3.txt"] = "x" }
        == ["/manifest-blake3.txt [bag-manifest-algorithm-unknown]"])
  }

  @Test func namesWithLineEndsAndPercentSigns() throws {
    #expect(
      try findings {
        $0["data/x\ny%z"] = "a"
        $0["manifest-sha256.txt", default: ""] += "\(Self.digest("a"))  data/x%0Ay%25z\n"
        $0["bag-info.txt"] = nil
      } == [])
  }

  @Test func declarations() throws {
    for (text, id) in [
      ("BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n", ":1 [bag-version-unknown]"),
      ("BagIt-Version: 1.0\nTag-File-Character-Encoding: KOI8\n", ":2 [bag-encoding-unknown]"),
      ("BagIt-Version: 1.0\n", ":2 [bag-declaration-invalid]"),
      ("\u{FEFF}" + Self.declaration, ":1 [bag-declaration-invalid]"),
    ] {
      #expect(try findings { $0["bagit.txt"] = text } == ["/bagit.txt\(id)"])
    }
    #expect(try findings { $0["bagit.txt"] = nil } == [" [bag-declaration-missing]"])
  }

  /// An index that says what is not so, in every way it can.
  @Test func anIndexThatLies() throws {
    let folder = try TemporaryFolder()
    let path = try BundleMaterial.write(
      BundleMaterial.reports(4, seed: 41), in: folder, .zip)
    let zip = try ZIPReader(RandomAccessFile(path: path))
    let entry = try #require(zip.entry(named: "bundle/index.ndjson"))
    let index = String(
      decoding: try zip.bytes(of: entry, limit: 1 << 20), as: UTF8.self)
    let lines = index.split(separator: "\n").map(String.init)
    let lies: [(String, Int)] = [
      (index.replacing("\"offset\":1", with: "\"offset\":2"), 1),
      (lines.dropLast().joined(separator: "\n"), 0), (index + lines[0], 5),
      (index.replacing("\"bytes\":", with: "\"bytes\":1"), 1),
      (index.replacing("{\"id\":\"", with: "{\"id\":\"x"), 1),
      (index.replacing("data/reports/", with: "data/../"), 1), ("nonsense\n" + index, 1),
    ]
    for (text, line) in lies {
      let lying = try rewritten(zip, index: text, in: folder)
      let findings = BagSuiteTests.findings(lying)
      let place = "\(lying)!bundle/index.ndjson" + (line > 0 ? ":\(line)" : "")
      #expect(findings.contains { $0.place.description == place }, "\(text.prefix(200))")
      #expect(findings.allSatisfy { $0.kind.id == "bundle-index-wrong" }, "\(findings)")
      // It is a hint: the reports are found all the same.
      let catalogue = try BundleCatalogue(path: lying, options: BundleMaterial.readOptions)
      let id = BundleMaterial.reports(4, seed: 41)[1].id.description
      #expect(try catalogue.extract([id], found: { _ in }) { _, _ in })
    }
  }

  /// The container again, with another index.
  private func rewritten(
    _ zip: ZIPReader, index: String, in folder: TemporaryFolder
  ) throws -> String {
    let sink = try OutputFile(path: folder.path + "/lying.bundle.zip")
    let writer = ZIPWriter(sink)
    for number in 0..<zip.count {
      let entry = zip[number]
      let isIndex = entry.name.hasSuffix("index.ndjson")
      let bytes = isIndex ? Array(index.utf8) : try zip.bytes(of: entry, limit: 1 << 20)
      let field = BundleLayout.digestField
      let data = isIndex ? nil : try zip.extraField(field, of: entry)
      // Packed as it was, so that the others stay where they were.
      try writer.add(
        entry.name, try PackedEntry(bytes, method: entry.method),
        extraFields: data.map { [.init(id: field, data: $0)] } ?? [])
    }
    try writer.finish()
    try sink.commit()
    return sink.path
  }

  /// The reader refuses a report whose digest is wrong, and reads the others.
  @Test func aReportThatWasChangedIsRefused() throws {
    let folder = try TemporaryFolder()
    let reports = BundleMaterial.reports(5, seed: 42)
    let path = try BundleMaterial.write(reports, in: folder, .tarGzip)
    _ = try BundleUnpacking.unpack(path, into: folder.path + "/bag")
    let changed = "bag/" + BundleLayout.path(of: reports[2])
    try folder.write(changed, try #require(folder.read(changed)) + [0x0A])
    let items = try BundleMaterial.items(folder.path + "/bag")
    #expect(items.compactMap(\.report).count == 4)
    let findings = items.flatMap(\.findings)
    #expect(Set(findings.map(\.kind.id)) == ["bag-digest-wrong", "bag-oxum-wrong"])
    let digest = try #require(findings.first { $0.kind.id == "bag-digest-wrong" })
    #expect(digest.place.description.contains("/bag/manifest-sha256.txt:3"), "\(digest.place)")
  }

  /// A link in a bag that leads out of it is not followed.
  @Test func linksOutOfTheBagAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = try BundleMaterial.write(BundleMaterial.reports(2, seed: 43), in: folder, .zip)
    _ = try BundleUnpacking.unpack(path, into: folder.path + "/bag")
    #expect(symbolicLink("/etc/hostname", folder.path + "/bag/data/link.xml"))
    #expect(BagSuiteTests.findings(folder.path + "/bag").contains { $0.severity == .error })
    let items = try BundleMaterial.items(folder.path + "/bag")
    #expect(items.compactMap(\.report).count == 2)
    #expect(items.contains { $0.report == nil && $0.place.source.hasSuffix("data/link.xml") })
  }

  /// In a folder, too, any thread reads any file.
  @Test(arguments: [2, 5])
  func findingsInAFolderAreTheSameOnAnyNumberOfThreads(_ jobs: Int) throws {
    let folder = try TemporaryFolder()
    let bundle = try TinyFiles.bundle(300, in: folder, .zip)
    let bag = folder.path + "/bag"
    _ = try BundleUnpacking.unpack(bundle, into: bag)
    for number in [0, 64, 65, 299] {
      try folder.write("bag/" + TinyFiles.path(number), Array("changed".utf8))
    }
    #expect(unlink(bag + "/" + TinyFiles.path(7)) == 0)
    try folder.write("bag/data/more.txt", [1])
    func findings(_ jobs: Int) throws -> [Diagnostic] {
      var findings: [Diagnostic] = []
      let verifier = try BagVerifier(path: bag, level: .digests, jobs: jobs) {
        findings.append($0)
      }
      _ = try verifier.verify()
      return findings
    }
    let found = try findings(jobs)
    #expect(found == (try findings(1)))
    #expect(found.filter { $0.kind == .bagDigestWrong }.count == 4)
    #expect(found.contains { $0.kind == .bagFileMissing })
    #expect(found.contains { $0.kind == .bagFileUnlisted })
  }
}
