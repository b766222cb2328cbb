import Glibc
import ReportDiagnostics
import ReportIO
import ReportTestSupport
import Testing

/// Files come in byte order of their paths, and nothing else comes.
@Suite struct FolderWalkTests {
  /// What a walk finds, below the folder: `path`, `path (marked)`, `path: diagnostic`.
  private static func found(
    _ folder: TemporaryFolder, markers: [String] = [], takesHidden: Bool = false
  ) throws -> (paths: [String], hidden: Int) {
    var walk = try FolderWalk(path: folder.path, markers: markers, takesHidden: takesHidden)
    var paths: [String] = []
    func below(_ path: String) -> String { String(path.dropFirst(folder.path.count + 1)) }
    while let entry = walk.next() {
      switch entry {
      case .file(let path): paths.append(below(path))
      case .markedFolder(let path): paths.append(below(path) + " (marked)")
      case .unreadable(let diagnostic):
        paths.append(below(diagnostic.place.source) + ": " + diagnostic.kind.id)
      }
    }
    return (paths, walk.hiddenCount)
  }

  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["a", "a/b", "B", "a.d", ".hidden", "empty"] { folder.makeFolder(name) }
    for name in ["a/2", "a/10", "a/b/c", "a-", "B/x", "a.d/y", "é", "报告", ".dot", ".hidden/z"] {
      try folder.write(name, [])
    }
    return folder
  }

  @Test func filesComeInByteOrderOfTheirPaths() throws {
    let (paths, hidden) = try Self.found(try Self.folder())
    #expect(paths == ["B/x", "a-", "a.d/y", "a/10", "a/2", "a/b/c", "é", "报告"])
    #expect(hidden == 2)
  }

  @Test func hiddenFilesComeIfTheyAreAskedFor() throws {
    let (paths, hidden) = try Self.found(try Self.folder(), takesHidden: true)
    #expect(paths.prefix(2) == [".dot", ".hidden/z"] && paths.count == 10)
    #expect(hidden == 0)
  }

  @Test func aFolderWithAMarkerIsOneThing() throws {
    let folder = try Self.folder()
    let paths = try Self.found(folder, markers: ["10", "x"]).paths
    #expect(paths == ["B (marked)", "a-", "a.d/y", "a (marked)", "é", "报告"])
  }

  @Test func linksToFilesComeAndWhatIsNoFileDoesNot() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", [])
    folder.makeFolder("folder")
    try folder.write("folder/in", [])
    for (target, name) in [
      ("file", "1"), ("folder", "2"), ("/dev/null", "3"), ("none", "4"), (".", "5"),
    ] {
      #expect(symbolicLink(target, folder.path + "/" + name))
    }
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    let paths = try Self.found(folder).paths
    #expect(paths == ["1", "4: input-unreadable", "file", "folder/in"])
  }

  @Test func aNameThatIsNoTextIsTold() throws {
    let folder = try TemporaryFolder()
    let path = Array(folder.path.utf8CString.dropLast()) + [0x2F, CChar(bitPattern: 0xFF), 0x61, 0]
    close(open(path, O_CREAT | O_WRONLY, 0o600))
    try folder.write("b", [])
    let paths = try Self.found(folder).paths
    #expect(paths == ["b", "\u{FFFD}a: input-unreadable"])
  }

  @Test(arguments: ["/none", "/file", "/nul\0"]) func whatCannotBeListedIsTold(name: String) throws
  {
    let folder = try TemporaryFolder()
    try folder.write("file", [])
    let error = #expect(throws: Diagnostic.self) { try FolderWalk(path: folder.path + name) }
    #expect(error?.kind.id == "input-unreadable")
  }
}
