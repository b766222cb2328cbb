import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportContainers

/// Archives that mean harm are refused, each for its own reason.
@Suite struct ZIPHostileTests {
  /// A ZIP of one stored entry with the fields given, as the format allows and we never write.
  struct Forged {
    var name = Array("a".utf8)
    var flags: UInt16 = 0x0800
    var method: UInt16 = 0
    var mode: UInt32 = 0o100644
    var content: [UInt8] = Array("x".utf8)
    var size: UInt32?
    var localName: [UInt8]?

    var local: [UInt8] { header(name: localName ?? name) }

    private func header(name: [UInt8]) -> [UInt8] {
      var bytes: [UInt8] = []
      LittleEndian.append(ZIPSignature.local, to: &bytes)
      LittleEndian.append(UInt16(20), to: &bytes)
      common(&bytes)
      LittleEndian.append(UInt16(name.count), to: &bytes)
      LittleEndian.append(UInt16(0), to: &bytes)
      return bytes + name + content
    }

    private func common(_ bytes: inout [UInt8]) {
      LittleEndian.append(flags, to: &bytes)
      LittleEndian.append(method, to: &bytes)
      LittleEndian.append(UInt32(0x21_0000), to: &bytes)
      LittleEndian.append(CRC32(content).value, to: &bytes)
      LittleEndian.append(UInt32(content.count), to: &bytes)
      LittleEndian.append(size ?? UInt32(content.count), to: &bytes)
    }

    func record(at offset: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      LittleEndian.append(ZIPSignature.directory, to: &bytes)
      LittleEndian.append(UInt16(3 << 8 | 20), to: &bytes)
      LittleEndian.append(UInt16(20), to: &bytes)
      common(&bytes)
      LittleEndian.append(UInt16(name.count), to: &bytes)
      for _ in 0..<4 { LittleEndian.append(UInt16(0), to: &bytes) }
      LittleEndian.append(mode << 16, to: &bytes)
      LittleEndian.append(UInt32(offset), to: &bytes)
      return bytes + name
    }

    static func archive(_ entries: [Forged], offsets: [Int]? = nil) -> [UInt8] {
      var bytes: [UInt8] = []
      var starts: [Int] = []
      for entry in entries {
        starts.append(bytes.count)
        bytes += entry.local
      }
      let start = bytes.count
      for (entry, offset) in Swift.zip(entries, offsets ?? starts) {
        bytes += entry.record(at: offset)
      }
      let size = bytes.count - start
      LittleEndian.append(ZIPSignature.end, to: &bytes)
      LittleEndian.append(UInt32(0), to: &bytes)
      for _ in 0..<2 { LittleEndian.append(UInt16(entries.count), to: &bytes) }
      LittleEndian.append(UInt32(size), to: &bytes)
      LittleEndian.append(UInt32(start), to: &bytes)
      LittleEndian.append(UInt16(0), to: &bytes)
      return bytes
    }
  }

  private func verdict(_ change: (inout Forged) -> Void) -> String {
    var entry = Forged()
    change(&entry)
    return ArchiveMaterial.failure(zip: Forged.archive([entry]))
  }

  @Test func theForgedOneIsReadWhenNothingIsWrong() { #expect(verdict { _ in } == "") }

  @Test(arguments: [
    ("", "archive-name-empty"), ("/etc/passwd", "archive-name-absolute"),
    ("c:/x", "archive-name-drive"), ("C:x", "archive-name-drive"),
    ("a\\b", "archive-name-backslash"), ("../x", "archive-name-dots"),
    ("a/../../x", "archive-name-dots"), ("a/./x", "archive-name-dots"),
    ("a//x", "archive-name-dots"), ("a\0b", "archive-name-has-nul"), ("..", "archive-name-dots"),
    ("../", "archive-name-dots"), ("/", "archive-name-absolute"),
  ])
  func namesAreChecked(_ name: String, id: String) {
    #expect(verdict { $0.name = Array(name.utf8) } == id)
  }

  @Test func whatIsNoFileIsRefused() {
    #expect(verdict { $0.name = [0xC4, 0xE3] } == "archive-name-invalid-utf8")
    #expect(verdict { $0.mode = 0o120777 } == "archive-entry-symbolic-link")
    #expect(verdict { $0.mode = 0o020666 } == "archive-entry-special-file")
    #expect(verdict { $0.mode = 0o010666 } == "archive-entry-special-file")
    #expect(verdict { $0.flags = 0x0801 } == "archive-entry-encrypted")
    #expect(verdict { $0.flags = 0x2800 } == "archive-entry-encrypted")
    #expect(verdict { $0.method = 12 } == "archive-method-unknown")
    #expect(verdict { $0.localName = Array("b".utf8) } == "archive-entry-damaged")
    #expect(verdict { $0.size = 2 } == "archive-directory-invalid")
  }

  @Test(arguments: [
    ("a", "a", "archive-name-doubled"), ("a", "A", "archive-name-case-doubled"),
    ("\u{E9}", "e\u{301}", "archive-name-case-doubled"), ("a", "a/", "archive-name-case-doubled"),
  ])
  func doubledNames(_ first: String, _ second: String, id: String) {
    let entries = [first, second].map { name in
      var entry = Forged()
      entry.name = Array(name.utf8)
      if name.hasSuffix("/") { (entry.content, entry.mode) = ([], 0o040755) }
      return entry
    }
    #expect(ArchiveMaterial.failure(zip: Forged.archive(entries)) == id)
  }

  @Test func whatIsNoWholeZIPIsRefused() {
    let sound = Forged.archive([Forged()])
    for bytes in [[], Array("PK".utf8), Array("no archive".utf8), sound.dropLast()] {
      #expect(ArchiveMaterial.failure(zip: bytes) == "archive-not-zip")
    }
    for count in [1, 22, 5000] {
      let trailing = sound + [UInt8](repeating: 0x50, count: count)
      #expect(ArchiveMaterial.failure(zip: trailing) == "archive-trailing-data")
    }
    let end = sound.count - 22
    // The number of this part, of the one where the directory begins, and a count that is not all.
    for field in [4, 6] {
      var split = sound
      split[end + field] = 1
      #expect(ArchiveMaterial.failure(zip: split) == "archive-multi-disk")
    }
    var counts = sound
    counts[end + 8] = 0
    #expect(ArchiveMaterial.failure(zip: counts) == "archive-multi-disk")
    // A comment may stand there, and be anything.
    var commented = sound
    commented[commented.count - 2] = 3
    #expect(ArchiveMaterial.failure(zip: commented + Array("abc".utf8)) == "")
    let inFront = Array("#!".utf8) + sound
    #expect(ArchiveMaterial.failure(zip: inFront) == "archive-directory-invalid")
  }

  @Test func overlappingEntriesAreRefused() {
    var second = Forged()
    second.name = Array("b".utf8)
    let zip = Forged.archive([Forged(), second], offsets: [0, 0])
    #expect(ArchiveMaterial.failure(zip: zip) == "archive-entries-overlap")
  }

  @Test func claimedSizesAreNotTrusted() throws {
    let zeroes = [UInt8](repeating: 0, count: 20 << 20)
    let deflated = try #require(Deflater().deflateWhole(zeroes))
    for (size, id) in [
      (UInt32(20 << 20), "archive-ratio-too-high"), (5000, "archive-data-invalid"),
    ] {
      let zip = Forged.archive([Forged(method: 8, content: deflated, size: size)])
      #expect(ArchiveMaterial.failure(zip: zip) == id)
    }
    let reader = try ZIPReader(
      RandomAccessFile(bytes: try ArchiveMaterial.zip(), name: "memory"),
      limits: ArchiveLimits(entrySize: 1000))
    let large = try #require(reader.entry(named: "a/zeroes.bin"))
    #expect(throws: Diagnostic.self) { _ = try reader.open(large) }
    #expect(throws: Diagnostic.self) { _ = try reader.bytes(of: large, limit: 1 << 30) }
  }

  @Test func tooManyEntriesAreRefused() throws {
    let file = RandomAccessFile(bytes: try ArchiveMaterial.zip(), name: "memory")
    #expect(throws: Diagnostic.self) { _ = try ZIPReader(file, limits: ArchiveLimits(entries: 3)) }
  }

  /// What is read of a damaged archive without a complaint is what was written.
  @Test func damageIsFoundAndNeverCrashes() throws {
    let files = Array(ArchiveMaterial.files.prefix(4))
    let sound = try ArchiveMaterial.zip(files)
    #expect(try ArchiveMaterial.read(zip: sound).count == files.count)
    var random = SeededGenerator(seed: 4)
    for round in 0..<600 {
      var bytes = sound
      let flips = round % 2 == 0 ? 1 : max(1, bytes.count / 100)
      for _ in 0..<flips {
        bytes[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(
          in: 1...255, using: &random)
      }
      check(bytes, files)
    }
    for length in 0..<sound.count { check(Array(sound.prefix(length)), files) }
  }

  private func check(_ bytes: [UInt8], _ files: [(name: String, bytes: [UInt8])]) {
    guard let found = try? ArchiveMaterial.read(zip: bytes) else { return }
    for file in found {
      // A flipped bit in a name that is the same in both places cannot be told, nor in one flag.
      let isKnown = files.contains { $0.bytes == file.bytes } || file.bytes.isEmpty
      #expect(isKnown, "\(file.name) holds something else")
    }
  }

  /// What yauzl's failures, by what their names begin with, are to us.
  private static let failuresOfYauzl: [(name: String, id: String)] = [
    ("End of central directory record signature not found", "not-zip"),
    ("Invalid comment length", "trailing-data"), ("absolute path C", "name-drive"),
    ("absolute path a", "name-absolute"),
    ("compressed uncompressed size mismatch", "directory-invalid"),
    ("extra field length exceeds", "directory-invalid"),
    ("file data overflows file bounds", "directory-invalid"),
    ("invalid central directory file header", "directory-invalid"),
    ("invalid characters in fileName", "name-backslash"),
    ("invalid code lengths set", "data-invalid"),
    ("invalid local file header signature", "entry-damaged"),
    ("invalid relative path", "name-dots"), ("invalid zip64 end", "directory-invalid"),
    ("multi-disk", "multi-disk"), ("not enough bytes in the stream", "entry-damaged"),
    ("strong encryption", "entry-encrypted"), ("too many bytes in the stream", "entry-damaged"),
    ("too many length or distance symbols", "data-invalid"),
    ("unexpected EOF", "directory-invalid"), ("unsupported compression method", "method-unknown"),
    ("zip64 extended information extra field does not include", "directory-invalid"),
  ]

  @Test(.enabled(if: Suites.has("zip-yauzl"))) func theFailuresOfYauzlAreRefused() throws {
    let folder = "zip-yauzl/test/failure"
    let names = Suites.files(in: folder).filter { $0.hasSuffix(".zip") }
    #expect(names.count > 20)
    for name in names {
      let failure = ArchiveMaterial.failure(zip: try Suites.bytes("\(folder)/\(name)"))
      // One that is new has no place here yet.
      let expected = try #require(Self.failuresOfYauzl.first { name.hasPrefix($0.name) }, "\(name)")
      #expect(failure == "archive-" + expected.id, "\(name)")
    }
  }

  @Test(.enabled(if: Suites.has("zip-yauzl"))) func theSuccessesOfYauzlAreRead() throws {
    let folder = "zip-yauzl/test/success"
    // What yauzl leaves to its callers, or repairs: links of trust that we do not take.
    let refused: [String: String] = [
      "bogus-compression-method.zip": "archive-method-unknown",
      "unicode-path-extra-field.zip": "archive-name-has-nul",
      "sloppy-filenames.zip": "archive-name-backslash",
      "traditional-encryption.zip": "archive-entry-encrypted",
      "traditional-encryption_deprecated.zip": "archive-entry-encrypted",
      "traditional-encryption-and-compression.zip": "archive-entry-encrypted",
      "traditional-encryption-and-compression_deprecated.zip": "archive-entry-encrypted",
    ]
    for name in Suites.files(in: folder) where name.hasSuffix(".zip") {
      let failure = ArchiveMaterial.failure(zip: try Suites.bytes("\(folder)/\(name)"))
      #expect(failure == refused[name] ?? "", "\(name)")
    }
  }

  @Test(.enabled(if: Suites.has("zip-slip"))) func slippingOutIsRefused() throws {
    for (name, id) in [
      ("zip-slip.zip", "archive-name-dots"), ("zip-slip-win.zip", "archive-name-backslash"),
    ] {
      #expect(
        ArchiveMaterial.failure(zip: try Suites.bytes("zip-slip/archives/\(name)")) == id)
    }
  }
}
