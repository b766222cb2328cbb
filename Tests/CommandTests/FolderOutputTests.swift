import Foundation
import ReportTestSupport
import Testing

/// A format of one report a file makes a folder of several.
@Suite struct FolderOutputTests {
  private static let batch = Documents.batch(["b", "a"].map { Documents.report(id: $0) })

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("in.xml", Self.batch)
    return folder
  }

  @Test func severalReportsMakeAFolder() throws {
    let folder = try folder()
    let run = try Command.run(["convert", "in.xml", "--to", "json", "-o", "out"], in: folder)
    #expect(run.status == 0)
    #expect(folder.tree == ["in.xml", "out", "out/a.json", "out/b.json"])
    let back = try Command.run(["convert", "out", "--to", "ndjson"], in: folder)
    #expect(
      back.text.split(separator: "\n").map { $0.prefix(9) } == ["{\"id\":\"a\"", "{\"id\":\"b\""])
  }

  /// A script need not know how many reports there will be.
  @Test func aPathWithASlashIsAFolder() throws {
    let folder = try folder()
    try folder.write("one.xml", Documents.report(id: "c"))
    let run = try Command.run(["convert", "one.xml", "--to", "json", "-o", "out/"], in: folder)
    #expect(run.status == 0)
    #expect(folder.tree == ["in.xml", "one.xml", "out", "out/c.json"])
  }

  /// The arguments do not tell that there are two reports.
  @Test func standardOutputIsRefused() throws {
    let folder = try folder()
    let run = try Command.run(["convert", "in.xml", "--to", "json"], in: folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("[output-needs-path]"))
    #expect(run.messages.contains("0 written"))
  }

  @Test func aFolderThatIsNotEmptyIsRefused() throws {
    let folder = try folder()
    try folder.write("out/old.json", "old")
    let run = try Command.run(["convert", "in.xml", "--to", "json", "-o", "out"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.contains("[output-folder-not-empty]"))
    #expect(folder.tree == ["in.xml", "out", "out/old.json"])
  }

  @Test func aFileInTheWayIsRefused() throws {
    let folder = try folder()
    try folder.write("out", "old")
    let run = try Command.run(["convert", "in.xml", "--to", "json", "-o", "out"], in: folder)
    #expect(run.status == 2)
    #expect(try String(contentsOfFile: folder.path + "/out", encoding: .utf8) == "old")
    #expect(folder.tree == ["in.xml", "out"])
  }

  /// One input of many that gives no report does not hold up the others.
  @Test func aBadFileOfAFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a.json", Documents.json(id: "a"))
    try folder.write("in/b.json", "{\"id\":")
    try folder.write("in/c.json", Documents.json(id: "c", Documents.jsonCell("-1")))
    try folder.write("in/d.json", Documents.json(id: "d"))
    let run = try Command.run(["convert", "in", "--to", "json", "-o", "out"], in: folder)
    #expect(run.status == 2)
    #expect(folder.tree.filter { $0.hasPrefix("out/") } == ["out/a.json", "out/d.json"])
    #expect(run.messages.contains("in/b.json:1:7: error: "))
    #expect(run.messages.contains("3 reports = 2 accepted + 1 refused; 2 written"))
  }
}
