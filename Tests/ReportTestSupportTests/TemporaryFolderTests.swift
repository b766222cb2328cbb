import ReportTestSupport
import Testing

/// What tests share does what they take for granted.
@Suite struct TemporaryFolderTests {
  @Test func nothingIsLeft() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    try folder?.write("a/b/c.txt", "text")
    try folder?.write(".hidden", [0, 255])
    folder?.makeFolder("locked", mode: 0)
    #expect(symbolicLink("/", path + "/link"))
    #expect(folder?.tree == [".hidden", "a", "a/b", "a/b/c.txt", "link", "locked"])
    #expect(folder?.names() == [".hidden", "a", "link", "locked"])
    #expect(folder?.read(".hidden") == [0, 255])
    #expect(try folder?.text("a/b/c.txt") == "text")
    #expect(folder?.read("missing") == nil)
    folder = nil
    #expect(!PlainFiles.isFolder(path))
  }

  @Test func whatCannotBeWrittenOrReadIsAnError() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "x")
    #expect(throws: PlainFiles.Failure.self) { try folder.write("file/x", "y") }
    #expect(throws: PlainFiles.Failure.self) { try folder.text("missing") }
    #expect(throws: PlainFiles.Failure.self) { try PlainFiles.names(folder.path + "/missing") }
  }

  /// A folder is what cannot be read as a file.
  @Test func aFolderIsNoFile() {
    #expect(throws: PlainFiles.Failure.self) { try PlainFiles.bytes("/") }
  }

  /// The numbers are those of the published algorithm: the first three for the seed 0.
  @Test func theGeneratorIsSplitMix64() {
    var generator = SeededGenerator(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(generator.next() == 0x06C4_5D18_8009_454F)
  }
}
