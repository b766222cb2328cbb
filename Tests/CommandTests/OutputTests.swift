import Foundation
import ReportTestSupport
import Testing

/// What cannot be written is told, and what was there before stays as it was.
@Suite struct OutputTests {
  private static let report = Documents.report(
    id: "a", "<title>" + String(repeating: "题", count: 100_000) + "</title>" + Documents.cell("1"))

  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("in.xml", report)
    return folder
  }

  @Test func aFullDeviceIsTold() throws {
    let run = try Command.run(
      ["convert", "in.xml", "--to", "xml", "-o", "/dev/full"], in: try Self.folder())
    #expect(run.status == 2)
    #expect(run.messages.contains("/dev/full: error: "))
    #expect(run.messages.contains("0 written"))
  }

  @Test func aFileSizeLimitLeavesTheOldFile() throws {
    let folder = try Self.folder()
    try folder.write("out.xml", "old")
    let run = try Command.run(
      ["convert", "in.xml", "--to", "xml", "-o", "out.xml"], in: folder,
      prefix: ["/bin/sh", "-c", "ulimit -f 100; exec \"$@\"", "sh"])
    #expect(run.status == 2)
    #expect(run.messages.contains("out.xml: error: "))
    #expect(try String(contentsOfFile: folder.path + "/out.xml", encoding: .utf8) == "old")
    #expect(folder.tree == ["in.xml", "out.xml"])
  }

  @Test(.enabled(if: SmallDisk.canBeMounted)) func aFullDiskLeavesNothing() throws {
    let folder = try Self.folder()
    let mount = folder.path + "/disk"
    folder.makeFolder("disk")
    try #require(SmallDisk.mount(mount))
    defer { SmallDisk.unmount(mount) }
    let run = try Command.run(
      ["convert", "in.xml", "--to", "xml", "-o", "disk/out.xml"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.contains("disk/out.xml: error: "))
    #expect(try FileManager.default.contentsOfDirectory(atPath: mount).isEmpty)
  }

  @Test(arguments: ["missing/out.xml", "in.xml/out.xml", "there", "/proc/out.xml"])
  func anUnwritableTargetIsTold(path: String) throws {
    let folder = try Self.folder()
    try folder.write("there/x", "x")
    let run = try Command.run(["convert", "in.xml", "--to", "xml", "-o", path], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.contains("\(path): error: "), "\(run.messages)")
    #expect(folder.tree == ["in.xml", "there", "there/x"])
  }

  @Test func anExistingFileIsReplacedWhole() throws {
    let folder = try Self.folder()
    let old = try folder.write("out.xml", String(repeating: "x", count: 1_000_000))
    let run = try Command.run(["convert", "in.xml", "--to", "xml", "-o", "out.xml"], in: folder)
    #expect(run.status == 0)
    let text = try String(contentsOfFile: old, encoding: .utf8)
    #expect(text.hasPrefix("<?xml") && text.hasSuffix("</report>\n"))
    let again = try Command.run(["convert", "out.xml", "--to", "xml", "-o", "out.xml"], in: folder)
    #expect(again.status == 0)
    #expect(try String(contentsOfFile: old, encoding: .utf8) == text)
  }

  @Test(arguments: [
    ["convert"], ["convert", "in.xml"], ["convert", "in.xml", "--to", "docx"],
    ["convert", "in.xml", "--to", "xml", "--from", "doc"],
    ["convert", "in.xml", "--to", "xml", "--created", "yesterday"],
    ["convert", "in.xml", "--to", "xml", "--created", "2025-02-30"],
    ["convert", "-", "-", "--to", "xml"], ["convert", "in.xml", "in.xml", "--to", "json"],
    ["convert", "in.xml", "--to", "xml", "--as-edition", "1999"], ["schema", "x.xsd"],
    ["list", "nothing"], ["unknown"], ["convert", "in.xml", "--to", "xml", "--language", "fr"],
  ])
  func wrongUsage(arguments: [String]) throws {
    let run = try Command.run(arguments, in: try Self.folder())
    #expect(run.status == 64, "\(run.messages)")
    #expect(run.output.isEmpty)
    #expect(!run.messages.isEmpty)
  }

  @Test(arguments: [["--help"], ["convert", "--help"], ["--version"], ["list", "formats"]])
  func helpGoesToStandardOutput(arguments: [String]) throws {
    let run = try Command.run(arguments, in: try Self.folder())
    #expect(run.status == 0)
    #expect(!run.output.isEmpty)
  }

  @Test func messagesComeInBothLanguages() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.xml", Documents.report(Documents.cell("1e3")))
    let zh = try Command.run(
      ["convert", "a.xml", "--to", "xml", "--language", "zh"], in: folder)
    #expect(zh.messages.contains("错误: disclosure/rules/issued: “1e3” 不是有效的数量"))
    let json = try Command.run(
      ["convert", "a.xml", "--to", "xml", "--diagnostics", "json"], in: folder)
    let lines = json.messages.split(separator: "\n").map { Array($0.utf8) }
    let objects = try lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
    #expect(objects.allSatisfy { $0["nianbao"] as? Int == 1 })
    #expect(objects.map { $0["type"] as? String } == ["finding", "report", "finding", "total"])
    #expect(objects[0]["id"] as? String == "cell-count-invalid")
    #expect(objects[1]["verdict"] as? String == "refused")
    #expect(objects[3]["exitCode"] as? Int == 2)
  }
}

/// A file system of 64 KB.
private enum SmallDisk {
  /// Whether one can be mounted here; says loudly when its test is skipped.
  static let canBeMounted: Bool = {
    guard let folder = try? TemporaryFolder(), mount(folder.path) else {
      print("SKIPPED: a full disk, since no small file system can be mounted here (not root?)")
      return false
    }
    unmount(folder.path)
    return true
  }()

  static func mount(_ path: String) -> Bool {
    let run = try? Program.run(["mount", "-t", "tmpfs", "-o", "size=64k", "t", path])
    return run?.status == 0
  }

  static func unmount(_ path: String) { _ = try? Program.run(["umount", path]) }
}
