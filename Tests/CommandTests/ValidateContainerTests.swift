import Foundation
import ReportTestSupport
import Testing

/// Packages and bundles that are not what they say: a clear message at its place, and the exit code
/// of what it comes to. Sound reports beside a bad one are still checked.
@Suite struct ValidateContainerTests {
  /// A change to a file of a sound container, what is said of it, and what it comes to. Without a
  /// text to replace, the new one is added at the end; without both, the file is removed.
  struct Change: Sendable, CustomTestStringConvertible {
    let file: String
    var old = ""
    let new: String
    let status: Int32
    let message: String
    let verdict: String
    var testDescription: String { "\(file): \(old) → \(new)" }
  }

  private static func changed(_ folder: TemporaryFolder, _ change: Change) throws {
    let path = folder.path + "/" + change.file
    if change.old.isEmpty, change.new.isEmpty {
      return try FileManager.default.removeItem(atPath: path)
    }
    var content = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    if change.old.isEmpty {
      content += change.new
    } else {
      #expect(content.contains(change.old), "nothing to change")
      content = content.replacing(change.old, with: change.new, maxReplacements: 1)
    }
    try folder.write(change.file, content)
  }

  private static func expect(_ change: Change, _ run: Command.Outcome) {
    #expect(run.status == change.status, "\(run.text)")
    #expect(run.text.contains(change.message), "\(run.text)")
    #expect(run.text.contains(change.verdict), "\(run.text)")
    #expect(run.messages.isEmpty)
  }

  // MARK: - Packages

  private static let row = "good,2021,2024,,disputes,reconsideration,upheld,"

  static let packages: [Change] = [
    Change(
      file: "p/datapackage.json", old: "\"hash\": \"sha256:", new: "\"hash\": \"sha256:0",
      status: 1, message: "error: the hash of the resource reports is not the one",
      verdict: "in order 1 + with warnings 0 + with errors 1 + refused 0"),
    Change(
      file: "p/datapackage.json", old: "\"type\": \"year\"", new: "\"type\": \"boolean\"",
      status: 1, message: "warning: datapackage.json declares the field 3",
      verdict: "in order 1 + with warnings 0 + with errors 1 + refused 0"),
    Change(
      file: "p/reports.csv", old: ",,,15\r\n", new: ",,,16\r\n", status: 1,
      message:
        "p/reports.csv:2:1: error: the report states 16 rows in the other resources and has 15",
      verdict: "in order 0 + with warnings 0 + with errors 1 + refused 1"),
    Change(
      file: "p/cells.csv", old: row + "1,,number\r\n", new: "", status: 1,
      message:
        "p/reports.csv:2:1: error: the report states 15 rows in the other resources and has 14",
      verdict: "in order 0 + with warnings 0 + with errors 1 + refused 1"),
    Change(
      file: "p/cells.csv", new: row + "1,,number\r\n", status: 2,
      message: "p/cells.csv:32:1: error: the rows of the report \"good\" do not stand together",
      verdict: "2 reports = in order 1"),
    Change(
      file: "p/cells.csv", new: "stranger,2021,2024,,disputes,reconsideration,upheld,1,,number\r\n",
      status: 2, message: "p/cells.csv:32:1: error: reports.csv has no report \"stranger\"",
      verdict: "2 reports = in order 1"),
    Change(
      file: "p/cells.csv", old: row + "1,", new: row + "一,", status: 1,
      message: "p/cells.csv:2:49: error: disputes/reconsideration/upheld: \"一\" is no valid count",
      verdict: "with errors 1 + refused 1"),
  ]

  @Test(arguments: packages) func aPackage(_ change: Change) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "in.xml", Documents.batch([ValidateCommandTests.good, ValidateCommandTests.broken]))
    let made = try Command.run(["convert", "in.xml", "--to", "csv", "-o", "p"], in: folder)
    #expect(made.status == 0)
    let sound = try Command.run(["validate", "p"], in: folder)
    #expect(sound.status == 1)
    #expect(sound.text.contains("p/cells.csv:17:51: error: disputes/reconsideration/upheld: "))
    try Self.changed(folder, change)
    Self.expect(change, try Command.run(["validate", "p"], in: folder))
  }

  // MARK: - Bundles

  private static let base = "bag/data/reports/unknown/2024/"

  static let bundles: [Change] = [
    Change(
      file: base + "good.xml", old: "<year>2024", new: "<year>2023", status: 1,
      message: "bag/manifest-sha256.txt:", verdict: "with errors 1 + refused 1"),
    Change(
      file: base + "good.xml", new: "", status: 1,
      message: "bag/bag-info.txt:1: error: Payload-Oxum states ",
      verdict: "1 report = in order 0 + with warnings 0 + with errors 1 + refused 0"),
    Change(
      file: base + "stranger.xml", new: ValidateCommandTests.early, status: 1,
      message: base + "stranger.xml: error: this file is not listed in manifest-sha256.txt",
      verdict: "with errors 1 + refused 1"),
    Change(
      file: "bag/bag-info.txt", old: "Payload-Oxum: ", new: "Payload-Oxum: 9", status: 1,
      message: "[bag-oxum-wrong]", verdict: "2 reports = in order 1"),
  ]

  /// Two reports in a bag, each where it belongs.
  private static func bag() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("in/good.xml", ValidateCommandTests.good)
    try folder.write("in/broken.xml", ValidateCommandTests.broken)
    let packed = try Command.run(["bundle", "pack", "in", "-o", "a.bundle.zip"], in: folder)
    let unpacked = try Command.run(["bundle", "unpack", "a.bundle.zip", "-o", "bag"], in: folder)
    #expect(packed.status == 0 && unpacked.status == 0)
    return folder
  }

  @Test(arguments: bundles) func aBag(_ change: Change) throws {
    let folder = try Self.bag()
    let sound = try Command.run(["validate", "bag"], in: folder)
    #expect(sound.status == 1 && sound.text.contains(Self.base + "broken.xml:"))
    try Self.changed(folder, change)
    Self.expect(change, try Command.run(["validate", "bag"], in: folder))
  }

  /// What is no matter of its reports is one of the bag: `bundle verify` tells.
  static let bags: [Change] = [
    Change(
      file: "bag/manifest-sha256.txt",
      new: String(repeating: "0", count: 64) + "  ../../etc/passwd\n", status: 1,
      message: "bag/manifest-sha256.txt:3: error: the path '../../etc/passwd'",
      verdict: "bag: not valid"),
    Change(
      file: "bag/index.ndjson", old: "\"id\":\"good\"", new: "\"id\":\"best\"", status: 1,
      message: "error: the index does not agree with the bundle", verdict: "[bundle-index-wrong]"),
    Change(
      file: "bag/bag-info.txt", old: "Payload-Oxum: ", new: "Payload-Oxum: x", status: 1,
      message: "bag/bag-info.txt:1: error: Payload-Oxum should be", verdict: "bag: not valid"),
  ]

  @Test(arguments: bags) func theBagItself(_ change: Change) throws {
    let folder = try Self.bag()
    #expect(try Command.run(["bundle", "verify", "bag"], in: folder).status == 0)
    try Self.changed(folder, change)
    Self.expect(change, try Command.run(["bundle", "verify", "bag"], in: folder))
    // The reports are whole, and are checked as before; nothing outside is touched.
    let run = try Command.run(["validate", "bag"], in: folder)
    #expect(run.status == 1 && run.text.contains("2 reports = in order 1"), "\(run.text)")
  }

  /// A container that is cut gives no report beyond the cut, and the run is given up or goes on.
  @Test(arguments: ["a.bundle.zip", "a.bundle.tar.gz"]) func aCutBundle(_ name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("in/good.xml", ValidateCommandTests.good)
    try folder.write("in/broken.xml", ValidateCommandTests.broken)
    let packed = try Command.run(["bundle", "pack", "in", "-o", name], in: folder)
    #expect(packed.status == 0)
    let whole = try #require(FileManager.default.contents(atPath: folder.path + "/" + name))
    try folder.write(name, Array(whole.prefix(whole.count * 2 / 3)))
    let run = try Command.run(["validate", name, "--keep-going"], in: folder)
    #expect(run.status == 2, "\(run.text)")
    #expect(run.text.contains("\(name)") && run.text.contains(": error: "), "\(run.text)")
  }
}
