import Glibc
import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportIO

/// A file is there whole or not at all.
@Suite struct OutputFileTests {
  private static let new = Array("new".utf8)

  @Test func theOldFileStaysUntilTheCommit() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", Array("old".utf8))
    let file = try OutputFile(path: folder.path + "/a")
    try file.write(Self.new)
    #expect(folder.read("a") == Array("old".utf8))
    try file.commit()
    #expect(folder.read("a") == Self.new)
    #expect(folder.names() == ["a"])
  }

  /// However the process ends, nothing is left: the file has no name before it is complete.
  @Test func thereIsNoTemporaryFileOnTheWay() throws {
    let folder = try TemporaryFolder()
    let probe = TemporaryFile.nameless(beside: folder.path + "/probe")
    if let probe { close(probe) }
    let file = try OutputFile(path: folder.path + "/a")
    try file.write(Self.new)
    #expect(folder.names().isEmpty == (probe != nil))
    try file.complete()
    #expect(folder.names().count == 1)
    try file.commit()
    #expect(folder.names() == ["a"])
  }

  @Test func whatIsGivenUpLeavesNothing() throws {
    let folder = try TemporaryFolder()
    for isComplete in [false, true] {
      let file = try OutputFile(path: folder.path + "/a")
      try file.write(Self.new)
      if isComplete { try file.complete() }
      file.cancel()
      #expect(folder.names().isEmpty)
    }
    do {
      let forgotten = try OutputFile(path: folder.path + "/a")
      try forgotten.write(Self.new)
    }
    #expect(folder.names().isEmpty)
  }

  @Test func permissionsAreKeptAndLinksFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", [])
    chmod(folder.path + "/a", 0o640)
    #expect(symbolicLink("a", folder.path + "/link"))
    let file = try OutputFile(path: folder.path + "/link")
    try file.write(Self.new)
    try file.commit()
    #expect(folder.read("a") == Self.new)
    #expect(folder.mode("a") == 0o640)
    var status = stat()
    #expect(lstat(folder.path + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func aNewFileHasThePermissionsOfTheProcess() throws {
    let folder = try TemporaryFolder()
    let mask = umask(0)
    umask(mask)
    let file = try OutputFile(path: folder.path + "/a")
    try file.commit()
    #expect(folder.mode("a") == 0o666 & ~mask)
  }

  @Test func devicesAreWrittenTo() throws {
    let file = try OutputFile(path: "/dev/null")
    try file.write(Self.new)
    try file.commit()
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test(arguments: [
    ("", "output-is-folder"), ("/a/", "output-is-folder"), ("/none/a", "output-parent-missing"),
    ("/loop", "output-failed"), ("/nul\0", "output-failed"),
  ])
  func whatCannotBeWrittenIsRefused(path: String, id: String) throws {
    let folder = try TemporaryFolder()
    #expect(symbolicLink("loop", folder.path + "/loop"))
    let error = #expect(throws: Diagnostic.self) { try OutputFile(path: folder.path + path) }
    #expect(error?.kind.id == id)
    #expect(error?.place.source == folder.path + path)
    #expect(folder.names() == ["loop"])
  }
}
