import Foundation
import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportContainers
@testable import ReportIO

@Suite struct TarGzipTests {
  static func tar(
    _ files: [(name: String, bytes: [UInt8])] = ArchiveMaterial.files, indexOffset: Int? = 7
  ) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = TarGzipWriter(sink)
    for (name, bytes) in files {
      let digest = MessageDigest.digest(of: bytes) ?? ""
      try writer.add(
        PackedMember(name, bytes, records: [.init("NIANBAO.sha256", digest)]))
    }
    try writer.finish(indexOffset: indexOffset)
    return sink.bytes
  }

  static func read(_ bytes: [UInt8]) throws(Diagnostic) -> [(entry: TarEntry, bytes: [UInt8])] {
    let reader = TarGzipReader(ByteSource(bytes: bytes, name: "memory"))
    var files: [(entry: TarEntry, bytes: [UInt8])] = []
    while let entry = try reader.next() {
      files.append((entry, try reader.contents().readAll(limit: 1 << 28)))
    }
    return files
  }

  static func failure(_ bytes: [UInt8]) -> String {
    do { _ = try read(bytes) } catch { return error.kind.id }
    return ""
  }

  @Test func readGivesWhatWasWritten() throws {
    let bytes = try Self.tar()
    #expect(try Self.tar() == bytes)
    let found = try Self.read(bytes)
    #expect(found.map(\.entry.name) == ArchiveMaterial.files.map(\.name))
    for (found, written) in zip(found, ArchiveMaterial.files) {
      #expect(found.bytes == written.bytes, "\(written.name)")
      let digest = MessageDigest.digest(of: written.bytes) ?? ""
      #expect(found.entry.records["NIANBAO.sha256"] == Array(digest.utf8))
    }
  }

  @Test func everyFileIsReadAloneFromWhereItBegins() throws {
    let bytes = try Self.tar()
    let file = RandomAccessFile(bytes: bytes, name: "memory")
    #expect(try TarGzipWriter.indexOffset(in: file) == 7)
    for (entry, content) in try Self.read(bytes) {
      let offset = try #require(entry.offset)
      let reader = TarGzipReader(file.source(from: offset), from: offset)
      #expect(try reader.next() == entry)
      #expect(try reader.contents().readAll(limit: 1 << 28) == content)
    }
    let plain = RandomAccessFile(bytes: try Self.tar(indexOffset: nil), name: "memory")
    #expect(try TarGzipWriter.indexOffset(in: plain) == nil)
  }

  @Test func aSourceIsPackedInFlatMemory() throws {
    let content = ArchiveMaterial.noise(3 << 20) + Array("end".utf8)
    let sink = MemorySink()
    let writer = TarGzipWriter(sink)
    try writer.add(
      PackedMember(
        "x", ByteSource(bytes: content, name: "x"), size: content.count, beside: "/tmp/x"))
    try writer.finish()
    let found = try Self.read(sink.bytes)
    #expect(found.count == 1 && found[0].bytes == content)
    #expect(throws: Diagnostic.self) {
      _ = try PackedMember(
        "x", ByteSource(bytes: content, name: "x"), size: 5, beside: "/tmp/x")
    }
  }

  /// GNU tar is told not to warn of the record that bears the digest: it knows no keywords but its own.
  @Test(.enabled(if: Program.isThere("tar"))) func tarReadsIt() throws {
    try expectReads(["tar", "--warning=no-unknown-keyword", "-tzf"])
  }

  @Test(.enabled(if: Program.isThere("bsdtar"))) func bsdtarReadsIt() throws {
    try expectReads(["bsdtar", "-tf"])
  }

  @Test(.enabled(if: Program.isThere("python3"))) func pythonReadsIt() throws {
    try expectReads(["python3", "-m", "tarfile", "-t"])
  }

  private func expectReads(_ judge: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.tar.gz", try Self.tar())
    let run = try Program.run(
      ["env", "LC_ALL=C.UTF-8"] + judge + [folder.path + "/a.tar.gz"])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("tar:") == false, "\(run.output)")
    for (name, _) in ArchiveMaterial.files where name.allSatisfy(\.isASCII) {
      #expect(run.output.contains(name), "\(name)")
    }
  }

  @Test(
    .enabled(if: Program.isThere("tar")),
    arguments: ["tar -czf", "tar --format=pax -czf", "tar --format=ustar -czf"])
  func tarIsRead(_ maker: String) throws { try expectRead(maker) }

  @Test(.enabled(if: Program.isThere("bsdtar"))) func bsdtarIsRead() throws {
    try expectRead("bsdtar -czf")
  }

  @Test(.enabled(if: Program.isThere("python3"))) func pythonIsRead() throws {
    try expectRead("python3 -m tarfile -c")
  }

  private func expectRead(_ maker: String) throws {
    let folder = try TemporaryFolder()
    folder.makeFolder("d")
    let long = String(repeating: "l", count: 120)
    try folder.write("d/报告.txt", Array("内容".utf8))
    try folder.write("d/b.txt", [UInt8](repeating: 65, count: 100_000))
    if !maker.contains("ustar") { try folder.write("d/\(long)", [1]) }
    let run = try Program.run(
      ["sh", "-c", "cd \(folder.path) && LC_ALL=C.UTF-8 \(maker) o.tar.gz d"])
    #expect(run.status == 0, "\(run.output)")
    let found = try Self.read(try #require(folder.read("o.tar.gz")))
    let files = Dictionary(uniqueKeysWithValues: found.map { ($0.entry.name, $0.bytes) })
    #expect(files["d/"] == [])
    #expect(files["d/报告.txt"] == Array("内容".utf8))
    #expect(files["d/b.txt"]?.count == 100_000)
    if !maker.contains("ustar") { #expect(files["d/\(long)"] == [1]) }
  }

  /// What compresses all too well is written so that it can be read again, in both containers.
  @Test(arguments: [8 << 20, 17 << 20, 60 << 20]) func whatCompressesTooWellIsRead(count: Int)
    throws
  {
    let zeroes = [UInt8](repeating: 0, count: count)
    let found = try Self.read(try Self.tar([("z", zeroes)]))
    #expect(found.count == 1 && found[0].bytes == zeroes)
    let sink = MemorySink()
    let writer = ZIPWriter(sink)
    try writer.add("a", try PackedEntry(zeroes))
    try writer.add("b", try PackedEntry(ByteSource(bytes: zeroes, name: "b"), beside: "/tmp/b"))
    try writer.finish()
    let entries = try ArchiveMaterial.read(zip: sink.bytes)
    #expect(entries.count == 2 && entries.allSatisfy { $0.bytes == zeroes })
    #expect(sink.bytes.count < 2 << 20)
  }

  /// A tar.gz of one header as given.
  private func forged(_ name: String, type: Character = "0", twice: Bool = false) throws -> String {
    let block = TarHeader.block(name: Array(name.utf8), size: 0, type: type)
    return try failure(ofTar: block + (twice ? block : []))
  }

  private func failure(ofTar content: [UInt8]) throws -> String {
    let sink = MemorySink()
    _ = try PackedMember(content: content + [UInt8](repeating: 0, count: 1024)).write(to: sink)
    return Self.failure(sink.bytes)
  }

  /// A pax header with `records`.
  private static func pax(_ records: [UInt8]) -> [UInt8] {
    TarHeader.block(name: [120], size: records.count, type: "x") + records
      + [UInt8](repeating: 0, count: TarHeader.padding(after: records.count))
  }

  @Test func namesThatAreFileAndFolderAreRefused() throws {
    let file = TarHeader.block(name: Array("a".utf8), size: 0, type: "0")
    let folder = TarHeader.block(name: Array("a/".utf8), size: 0, type: "5")
    let other = TarHeader.block(name: Array("A/".utf8), size: 0, type: "5")
    #expect(try failure(ofTar: folder + folder) == "")
    #expect(try failure(ofTar: file + folder) == "archive-name-doubled")
    #expect(try failure(ofTar: folder + file) == "archive-name-doubled")
    #expect(try failure(ofTar: folder + other) == "archive-name-doubled")
  }

  /// What stands before an entry and belongs to it is bounded in all, not only each header.
  @Test func recordsAreBounded() throws {
    let file = TarHeader.block(name: Array("a".utf8), size: 0, type: "0")
    let half = PaxRecords.record("comment", [UInt8](repeating: 97, count: 600_000))
    #expect(try failure(ofTar: Self.pax(half) + file) == "")
    #expect(try failure(ofTar: Self.pax(half) + Self.pax(half) + file) == "archive-header-invalid")
    let many = (0..<2100).flatMap { _ in Self.pax(PaxRecords.record("k", [97])) }
    #expect(try failure(ofTar: many + file) == "archive-header-invalid")
    let dots = PaxRecords.record("path", Array(String(repeating: "./", count: 250_000).utf8) + [97])
    #expect(try failure(ofTar: Self.pax(dots) + file) == "")
    for size in ["+5", "-0", "", "five", "99999999999999999999"] {
      let stated = PaxRecords.record("size", Array(size.utf8))
      #expect(try failure(ofTar: Self.pax(stated) + file) == "archive-header-invalid", "\(size)")
    }
  }

  @Test func whatMeansHarmIsRefused() throws {
    #expect(try forged("a") == "")
    #expect(try forged("./a") == "")
    #expect(try forged("../a") == "archive-name-dots")
    #expect(try forged("/a") == "archive-name-absolute")
    #expect(try forged("a\\b") == "archive-name-backslash")
    #expect(try forged("c:/b") == "archive-name-drive")
    #expect(try forged("a", type: "1") == "archive-entry-hard-link")
    #expect(try forged("a", type: "2") == "archive-entry-symbolic-link")
    #expect(try forged("a", type: "3") == "archive-entry-special-file")
    #expect(try forged("a", type: "S") == "archive-entry-special-file")
    #expect(try forged("a", twice: true) == "archive-name-doubled")
    let bomb = TarHeader.block(name: [97], size: 40 << 20, type: "0")
    let deflated = try #require(
      Deflater().deflateWhole(bomb + [UInt8](repeating: 0, count: 40 << 20)))
    let gzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + deflated
    #expect(Self.failure(gzip) == "archive-ratio-too-high")
    #expect(Self.failure(Array("no gzip at all".utf8)) == "archive-not-gzip")
  }

  /// A header of a file `a` with `size` as it stands in its field of twelve bytes.
  private static func header(size: [UInt8]) -> [UInt8] {
    var block = TarHeader.block(name: [97], size: 0, type: "0")
    block.replaceSubrange(124..<136, with: size)
    block.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    let digits = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
    block.replaceSubrange(148..<148 + digits.utf8.count, with: digits.utf8)
    block[148 + digits.utf8.count] = 0
    return block
  }

  /// Sizes in binary, as GNU tar writes what octal digits have no room for.
  @Test(arguments: [
    ("80 0 0 0 0 0 0 0 0 0 0 5", ""), ("FF FF FF FF FF FF FF FF FF FF FF FF", "header-invalid"),
    ("FF 0 0 0 0 0 0 0 0 0 0 5", "header-invalid"), ("81 0 0 0 0 0 0 0 0 0 0 5", "header-invalid"),
    ("80 1 0 0 0 0 0 0 0 0 0 5", "header-invalid"), ("80 0 0 0 1 0 0 0 0 0 0 5", "header-invalid"),
    ("80 0 0 0 0 FF FF FF FF FF FF FF", "entry-too-large"),
    // "-0000000005", "00000000009", "777777777777" in octal digits.
    ("2D 30 30 30 30 30 30 30 30 30 35 0", "header-invalid"),
    ("30 30 30 30 30 30 30 30 30 30 39 0", "header-invalid"),
    ("37 37 37 37 37 37 37 37 37 37 37 37", "cut"),
  ])
  func sizesAreNotTrusted(_ size: String, _ id: String) throws {
    let field = size.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    let content = Array("12345".utf8) + [UInt8](repeating: 0, count: 507)
    let found = try failure(ofTar: Self.header(size: field) + content)
    #expect(found == (id.isEmpty ? "" : "archive-" + id))
  }

  /// Long names are checked like others, whichever way they are given.
  @Test(arguments: [
    ("../x", "archive-name-dots"), ("a/../../x", "archive-name-dots"),
    ("/etc/passwd", "archive-name-absolute"), ("c:/x", "archive-name-drive"),
    ("a\\b", "archive-name-backslash"), ("a//b", "archive-name-dots"),
  ])
  func longNamesAreChecked(_ name: String, _ id: String) throws {
    let file = TarHeader.block(name: [97], size: 0, type: "0")
    let path = PaxRecords.record("path", Array(name.utf8))
    #expect(try failure(ofTar: Self.pax(path) + file) == id)
    #expect(try failure(ofTar: Self.longName(name) + file) == id)
  }

  /// GNU's header of a long name.
  private static func longName(_ name: String) -> [UInt8] {
    let content = Array(name.utf8) + [0]
    return TarHeader.block(name: Array("././@LongLink".utf8), size: content.count, type: "L")
      + content + [UInt8](repeating: 0, count: TarHeader.padding(after: content.count))
  }

  @Test func namesGivenTwiceMustAgree() throws {
    let file = TarHeader.block(name: [97], size: 0, type: "0")
    func path(_ name: [UInt8]) -> [UInt8] { Self.pax(PaxRecords.record("path", name)) }
    #expect(try failure(ofTar: path([97, 0, 98]) + file) == "archive-name-has-nul")
    #expect(try failure(ofTar: path([0xC4, 0xE3]) + file) == "archive-name-invalid-utf8")
    #expect(try failure(ofTar: path([]) + file) == "archive-name-empty")
    // A record takes the place of what the header says: that is what it is for.
    for head in [path(Array("b".utf8)), Self.longName("b"), Self.longName("b") + path([98])] {
      let sink = MemorySink()
      let content = head + file + [UInt8](repeating: 0, count: 1024)
      _ = try PackedMember(content: content).write(to: sink)
      #expect(try Self.read(sink.bytes).map(\.entry.name) == ["b"])
    }
    for twice in [Self.longName("b") + path([99]), path([99]) + Self.longName("b")] {
      #expect(try failure(ofTar: twice + file) == "archive-header-invalid")
    }
    #expect(try failure(ofTar: Self.longName("b")) == "archive-cut")
    #expect(try failure(ofTar: path([98])) == "archive-cut")
  }

  @Test func whatIsNotKeptAsItIsIsRefused() throws {
    let file = TarHeader.block(name: [97], size: 0, type: "0")
    for key in ["GNU.sparse.major", "GNU.sparse.map", "GNU.sparse.name"] {
      let sparse = Self.pax(PaxRecords.record(key, Array("1".utf8)))
      #expect(try failure(ofTar: sparse + file) == "archive-entry-special-file")
    }
    let link = TarHeader.block(name: Array("././@LongLink".utf8), size: 0, type: "K")
    #expect(try failure(ofTar: link + file) == "archive-entry-special-file")
    for key in ["path", "size", "linkpath"] {
      let records = PaxRecords.record(key, Array("1".utf8))
      let global =
        TarHeader.block(name: [103], size: records.count, type: "g") + records
        + [UInt8](repeating: 0, count: TarHeader.padding(after: records.count))
      #expect(try failure(ofTar: global + file) == "archive-header-invalid")
    }
  }

  @Test func nothingMayFollowTheEnd() throws {
    let sound = try Self.tar()
    #expect(Self.failure(sound) == "")
    #expect(Self.failure(sound + sound) == "archive-trailing-data")
    #expect(Self.failure(sound + Array("more behind the end".utf8)) == "archive-trailing-data")
    #expect(Self.failure(sound + [UInt8](repeating: 0, count: 30)) == "archive-trailing-data")
    #expect(Self.failure(Array(sound.dropLast(9))) == "archive-cut")
  }

  @Test func damageIsFoundAndNeverCrashes() throws {
    let files = Array(ArchiveMaterial.files.prefix(4))
    let sound = try Self.tar(files)
    #expect(try Self.read(sound).count == files.count)
    var random = SeededGenerator(seed: 5)
    for round in 0..<600 {
      var bytes = sound
      for _ in 0..<(round % 2 == 0 ? 1 : max(1, bytes.count / 100)) {
        bytes[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(
          in: 1...255, using: &random)
      }
      for found in (try? Self.read(bytes)) ?? [] {
        let isKnown = files.contains { $0.name == found.entry.name && $0.bytes == found.bytes }
        #expect(isKnown, "\(found.entry.name) holds something else")
      }
    }
    for length in 0..<sound.count {
      #expect(Self.failure(Array(sound.prefix(length))) != "", "cut at \(length)")
    }
  }

  @Test(.enabled(if: Suites.has("zip-slip"))) func slippingOutIsRefused() throws {
    for (name, id) in [
      ("zip-slip.tar", "archive-name-dots"), ("zip-slip-win.tar", "archive-name-backslash"),
    ] {
      let sink = MemorySink()
      _ = try PackedMember(content: try Suites.bytes("zip-slip/archives/\(name)")).write(to: sink)
      #expect(Self.failure(sink.bytes) == id)
    }
  }
}
