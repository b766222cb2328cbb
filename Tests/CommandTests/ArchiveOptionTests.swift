import Foundation
import ReportTestSupport
import Testing

/// What is put up with in archives can be lowered and lifted, wherever they are read.
@Suite struct ArchiveOptionTests {
  /// A command, without its output, on bundles that hold two reports and a text of 100,000 bytes.
  struct Case: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    var output: [String] = []
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let commands = [
    Case(arguments: ["convert", "BUNDLE", "--to", "ndjson"], output: ["-o", "out"]),
    Case(arguments: ["validate", "BUNDLE"]),
    Case(arguments: ["inspect", "BUNDLE"]),
    Case(arguments: ["bundle", "pack", "BUNDLE"], output: ["-o", "out.bundle.zip"]),
    Case(arguments: ["bundle", "unpack", "BUNDLE"], output: ["-o", "out"]),
    Case(arguments: ["bundle", "verify", "BUNDLE"]),
    Case(arguments: ["bundle", "merge", "BUNDLE"], output: ["-o", "out.bundle.zip"]),
  ]

  static let limits = [
    ["--max-entries", "3"], ["--max-entry-size", "50"], ["--max-total-size", "100"],
  ]

  private func packed(_ bundle: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let reports = ["r1", "r2"].map { Documents.report(id: $0, Documents.cell("1")) }
    try folder.write("in/batch.xml", Documents.batch(reports))
    let run = try Command.run(["bundle", "pack", "in", "-o", bundle], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    return folder
  }

  @Test(arguments: commands, ["a.bundle.zip", "a.bundle.tar.gz"])
  func lowLimitsRefuse(_ command: Case, _ bundle: String) throws {
    let folder = try packed(bundle)
    let arguments = command.arguments.map { $0 == "BUNDLE" ? bundle : $0 } + command.output
    for (limit, id) in zip(
      Self.limits,
      ["archive-too-many-entries", "archive-entry-too-large", "archive-total-too-large"])
    {
      let run = try Command.run(arguments + limit, in: folder)
      #expect(run.status == 2, "\(limit): \(run.text)\(run.messages)")
      #expect((run.text + run.messages).contains("[\(id)]"), "\(limit): \(run.messages)")
      #expect((run.text + run.messages).contains(limit[0]), "the message names the option")
      #expect(!folder.tree.contains { $0.hasPrefix("out") }, "\(limit)")
    }
    let high = ["--max-entries", "1000", "--max-entry-size", "1G", "--max-total-size", "2G"]
    let run = try Command.run(arguments + high, in: folder)
    #expect(run.status == 0, "\(run.text)\(run.messages)")
  }

  /// Finding one report reads next to nothing, and puts up with no more than reading all.
  @Test(arguments: [["list", "BUNDLE"], ["extract", "BUNDLE", "r1"]], [".zip", ".tar.gz"])
  func lowLimitsRefuseToSearch(_ command: [String], _ suffix: String) throws {
    let folder = try packed("a.bundle" + suffix)
    let arguments = ["bundle"] + command.map { $0 == "BUNDLE" ? "a.bundle" + suffix : $0 }
    let run = try Command.run(arguments + ["--max-entry-size", "50"], in: folder)
    #expect(run.status == 2, "\(run.messages)")
    #expect(run.messages.contains("[archive-entry-too-large]"), "\(run.messages)")
    #expect(run.text.isEmpty)
    #expect(try Command.run(arguments + ["--max-entry-size", "1G"], in: folder).status == 0)
  }

  /// 40 MB of spaces compress 1,000 times.
  @Test(.enabled(if: Program.isThere("python3"))) func theRatioCanBeLifted() throws {
    let folder = try TemporaryFolder()
    let report = Documents.report(id: "r1", Documents.cell("1"))
    let spaces = String(repeating: " ", count: 40 << 20)
    try folder.write("bag/data/reports/unknown/unknown/r1.xml", report + spaces)
    try folder.write(
      "bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    let zip = try Program.run(
      ["python3", "-m", "zipfile", "-c", "bomb.zip", "bag/"], in: folder.path)
    #expect(zip.status == 0, "\(zip.output)")
    let convert = ["convert", "bomb.zip", "--from", "bundle", "--to", "ndjson", "-o", "out"]
    let refused = try Command.run(convert, in: folder)
    #expect(refused.status == 2 && refused.messages.contains("[archive-ratio-too-high]"))
    #expect(refused.messages.contains("--max-ratio"))
    let lifted = try Command.run(convert + ["--max-ratio", "2000"], in: folder)
    // It is read, and found to be no whole bag.
    #expect(!lifted.messages.contains("archive-ratio-too-high"), "\(lifted.messages)")
    #expect(lifted.messages.contains("[bag-manifest-missing]"))
  }

  @Test func nonsenseIsWrongUsage() throws {
    let folder = try packed("a.bundle.zip")
    for wrong in [
      ["--max-entries", "0"], ["--max-ratio", "-1"], ["--max-entry-size", "much"],
      ["--max-total-size", "0"],
    ] {
      let run = try Command.run(["validate", "a.bundle.zip"] + wrong, in: folder)
      #expect(run.status == 64, "\(wrong)")
    }
  }
}
