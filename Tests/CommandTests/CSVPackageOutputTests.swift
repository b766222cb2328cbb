import Foundation
import ReportTestSupport
import Testing

/// Packages as the command writes and finds them.
@Suite struct CSVPackageOutputTests {
  private static let files = [
    "cells.csv", "datapackage.json", "extra-texts.csv", "extras.csv", "labels.csv",
    "narrative-tables.csv", "narrative.csv", "publication.csv", "reports.csv",
  ]

  private static func ndjson(_ input: String, in folder: TemporaryFolder) throws -> String {
    let run = try Command.run(["convert", input, "--to", "ndjson"], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    return run.text
  }

  @Test(arguments: ["p", "p.zip", "deep/../p.ZIP"]) func comesBack(path: String) throws {
    let folder = try CSVPackageInputTests.sound()
    try folder.write("deep/x", "x")
    try? FileManager.default.removeItem(atPath: folder.path + "/p")
    for _ in 0..<(path == "p" ? 1 : 2) {
      let run = try Command.run(["convert", "in.xml", "--to", "csv", "-o", path], in: folder)
      #expect(run.status == 0, "\(run.messages)")
    }
    #expect(try Self.ndjson(path, in: folder) == Self.ndjson("in.xml", in: folder))
    #expect(!folder.tree.contains { $0.contains(".tmp") })
  }

  @Test func theSameBytesEveryTime() throws {
    let folder = try CSVPackageInputTests.sound()
    for name in ["a.zip", "b.zip", "q"] {
      _ = try Command.run(["convert", "p", "--to", "csv", "-o", name], in: folder)
    }
    func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: folder.path + name) }
    #expect(bytes("/a.zip") != nil && bytes("/a.zip") == bytes("/b.zip"))
    for file in Self.files {
      #expect(bytes("/p/" + file) != nil && bytes("/p/" + file) == bytes("/q/" + file))
    }
  }

  @Test func excelGetsItsMark() throws {
    let folder = try CSVPackageInputTests.sound()
    let mark = Data([0xEF, 0xBB, 0xBF])
    let run = try Command.run(
      ["convert", "in.xml", "--to", "csv", "--excel", "-o", "q"], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    for file in Self.files {
      let content = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/q/" + file))
      #expect(content.starts(with: mark) == file.hasSuffix(".csv"), "\(file)")
    }
    let descriptor = try String(
      contentsOfFile: folder.path + "/q/datapackage.json", encoding: .utf8)
    #expect(descriptor.contains("\"encoding\": \"utf-8-sig\""))
    #expect(try Self.ndjson("q", in: folder) == Self.ndjson("p", in: folder))
    let cells = try Command.run(["convert", "in.xml", "--to", "cells", "--excel"], in: folder)
    #expect(cells.output.starts(with: mark))
    let plain = try Command.run(["convert", "in.xml", "--to", "cells"], in: folder)
    #expect(cells.output.dropFirst(3) == plain.output)
  }

  @Test(arguments: [
    ["--to", "csv"], ["--to", "csv", "-o", "-"], ["--to", "xml", "--excel"],
  ]) func wrongUsage(arguments: [String]) throws {
    let run = try Command.run(
      ["convert", "in.xml"] + arguments, in: try CSVPackageInputTests.sound())
    #expect(run.status == 64, "\(run.messages)")
  }

  @Test func aFolderThatIsNotEmptyIsRefused() throws {
    let folder = try CSVPackageInputTests.sound()
    let before = folder.tree
    let run = try Command.run(["convert", "in.xml", "--to", "csv", "-o", "p"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.contains("[output-folder-not-empty]"), "\(run.messages)")
    #expect(folder.tree == before)
  }

  @Test(arguments: ["q", "q.zip"]) func aRunWithoutReportLeavesNothing(path: String) throws {
    let folder = try CSVPackageInputTests.sound()
    try folder.write("bad.xml", Documents.report(id: "a", Documents.cell("x")))
    let before = folder.tree
    let run = try Command.run(["convert", "bad.xml", "--to", "csv", "-o", path], in: folder)
    #expect(run.status == 2)
    #expect(folder.tree == before)
  }

  /// A package inside a folder that is walked is one input, and so is a container whatever its name.
  @Test func packagesAreFoundInFolders() throws {
    let folder = try CSVPackageInputTests.sound()
    try folder.write("in/one.xml", Documents.report(id: "z"))
    try FileManager.default.moveItem(
      atPath: folder.path + "/p", toPath: folder.path + "/in/package")
    let run = try Command.run(["convert", "in", "--to", "ndjson"], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages.contains("2 inputs, 4 reports"), "\(run.messages)")
  }

  @Test func aContainerOnStandardInputIsRefused() throws {
    let folder = try CSVPackageInputTests.sound()
    _ = try Command.run(["convert", "p", "--to", "csv", "-o", "p.zip"], in: folder)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/p.zip"))
    let run = try Command.run(
      ["convert", "-", "--to", "ndjson"], in: folder, input: Array(bytes))
    #expect(run.status == 2)
    #expect(run.messages.contains("[input-needs-path]"), "\(run.messages)")
  }

  @Test(arguments: [
    ["--from", "json", "p"], ["--from", "csv", "in.xml"], ["--from", "csv", "in"],
  ])
  func whatIsNoPackageIsTold(arguments: [String]) throws {
    let folder = try CSVPackageInputTests.sound()
    try folder.write("in/one.xml", Documents.report(id: "z"))
    let run = try Command.run(["convert", "--to", "ndjson"] + arguments, in: folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains(": error: "), "\(run.messages)")
  }

  /// Every byte of a container counts: whatever is changed, no report comes out that is another.
  @Test func damageOfContainersIsTold() throws {
    let folder = try CSVPackageInputTests.sound()
    _ = try Command.run(["convert", "p", "--to", "csv", "-o", "p.zip"], in: folder)
    let sound = try Self.ndjson("p.zip", in: folder)
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/p.zip")))
    for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
      var damaged = bytes
      damaged[place] ^= 0x10
      try folder.write("d.zip", damaged)
      let run = try Command.run(["convert", "d.zip", "--to", "ndjson"], in: folder)
      for line in run.text.split(separator: "\n") where run.status == 0 {
        #expect(sound.contains(line), "byte \(place)")
      }
      try folder.write("d.zip", Array(bytes.prefix(place)))
      let cut = try Command.run(["convert", "d.zip", "--to", "ndjson"], in: folder)
      #expect(cut.status == 2 && cut.output.isEmpty, "cut at \(place)")
    }
  }
}
