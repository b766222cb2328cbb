import Glibc
import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportIO

/// A folder is there whole or not at all.
@Suite struct OutputFolderTests {
  private static func add(_ name: String, in folders: [String] = [], to output: OutputFolder) throws
  {
    let file = try output.file(named: name, in: folders)
    try file.write(Array((folders + [name]).joined(separator: "/").utf8))
    try file.commit()
  }

  @Test func itIsThereWithAllFilesAtOnce() throws {
    let folder = try TemporaryFolder()
    let output = try OutputFolder(path: folder.path + "/out/")
    try Self.add("a", to: output)
    try Self.add("b", in: ["x", "y"], to: output)
    try Self.add("c", in: ["x"], to: output)
    try Self.add("d", in: ["x", "y"], to: output)
    #expect(!folder.names().contains("out"))
    try output.commit()
    #expect(folder.names() == ["out"])
    #expect(folder.names("out") == ["a", "x"])
    #expect(folder.names("out/x/y") == ["b", "d"])
    #expect(folder.read("out/x/c") == Array("x/c".utf8))
    #expect(folder.read("out/x/y/d") == Array("x/y/d".utf8))
  }

  @Test func anEmptyFolderIsTakenAndKeepsItsPermissions() throws {
    let folder = try TemporaryFolder()
    folder.makeFolder("out", mode: 0o750)
    #expect(symbolicLink("out", folder.path + "/link"))
    let output = try OutputFolder(path: folder.path + "/link")
    try Self.add("a", to: output)
    try output.commit()
    #expect(folder.names("out") == ["a"])
    #expect(folder.mode("out") == 0o750)
  }

  @Test func whatIsThereIsNotOverwritten() throws {
    let folder = try TemporaryFolder()
    folder.makeFolder("out")
    try folder.write("out/a", [1])
    try folder.write("file", [1])
    for (name, id) in [("out", "output-folder-not-empty"), ("file", "output-failed")] {
      let error = #expect(throws: Diagnostic.self) {
        try OutputFolder(path: folder.path + "/" + name)
      }
      #expect(error?.kind.id == id)
    }
    // Something came in the meantime.
    let output = try OutputFolder(path: folder.path + "/late")
    folder.makeFolder("late")
    try folder.write("late/a", [1])
    #expect(throws: Diagnostic.self) { try output.commit() }
    #expect(folder.names() == ["file", "late", "out"])
  }

  @Test(arguments: ["", ".", "..", ".hidden", "a/b", "nul\0", String(repeating: "a", count: 256)])
  func unsafeNamesAreRefused(name: String) throws {
    let folder = try TemporaryFolder()
    let output = try OutputFolder(path: folder.path + "/out")
    for (name, folders) in [(name, []), ("a", [name])] {
      let error = #expect(throws: Diagnostic.self) { try output.file(named: name, in: folders) }
      #expect(error?.kind.id == "output-name-unsafe")
    }
  }

  @Test func aNameIsTakenOnce() throws {
    let folder = try TemporaryFolder()
    let output = try OutputFolder(path: folder.path + "/out")
    try Self.add("a", to: output)
    let error = #expect(throws: Diagnostic.self) { try output.file(named: "a") }
    #expect(error?.kind.id == "output-failed")
    output.cancel()
    #expect(folder.names().isEmpty)
  }

  @Test func whatIsGivenUpLeavesNothingHoweverDeep() throws {
    let folder = try TemporaryFolder()
    let output = try OutputFolder(path: folder.path + "/out")
    try Self.add("a", in: [String](repeating: "x", count: 300), to: output)
    let open = try output.file(named: "b")
    open.cancel()
    output.cancel()
    #expect(folder.names().isEmpty)
  }

  @Test func aPathThatCouldNotBeOpenedIsNotMade() throws {
    let folder = try TemporaryFolder()
    let output = try OutputFolder(path: folder.path + "/out")
    #expect(throws: Diagnostic.self) {
      try output.file(named: "a", in: [String](repeating: "x", count: 2100))
    }
    output.cancel()
    #expect(folder.names().isEmpty)
  }

  /// Somebody who can write there puts links in the way.
  @Test func linksAreNotFollowed() throws {
    let folder = try TemporaryFolder()
    folder.makeFolder("victim")
    try folder.write("victim/kept", [1])
    let output = try OutputFolder(path: folder.path + "/out")
    let temporary = try #require(folder.names().first { $0.hasPrefix(".nianbao-") })
    #expect(symbolicLink("../victim", folder.path + "/\(temporary)/sub"))
    #expect(symbolicLink("../victim/kept", folder.path + "/\(temporary)/file"))
    #expect(throws: Diagnostic.self) { try output.file(named: "a", in: ["sub"]) }
    #expect(throws: Diagnostic.self) { try output.file(named: "file") }
    output.cancel()
    #expect(folder.names() == ["victim"])
    #expect(folder.names("victim") == ["kept"])
    #expect(folder.read("victim/kept") == [1])
  }
}
