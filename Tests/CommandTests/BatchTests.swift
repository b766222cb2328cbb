import Foundation
import ReportTestSupport
import Testing

/// The unit of failure is the report; a file of many that breaks off is the exception (design §5).
@Suite struct BatchTests {
  private static func good(_ id: String) -> String {
    Documents.report(id: id, Documents.cell("1"))
  }

  private static func bad(_ id: String) -> String {
    Documents.report(id: id, Documents.cell("-1"))
  }

  @Test func aBadReportIsRefusedAndTheRestIsWritten() throws {
    let folder = try TemporaryFolder()
    let reports = [Self.good("a"), Self.bad("b"), Self.good("c")]
    try folder.write("in.xml", Documents.batch(reports))
    let run = try Command.run(["convert", "in.xml", "--to", "cells"], in: folder)
    #expect(run.status == 1)
    #expect(run.text.contains("\r\na,2021,,,disclosure,rules,issued,1,,number\r\n"))
    #expect(run.text.contains("\r\nc,2021,,,disclosure,rules,issued,1,,number\r\n"))
    #expect(!run.text.contains("\r\nb,"))
    #expect(run.messages.contains("in.xml:4:"))
    #expect(run.messages.contains("3 reports = 2 accepted + 1 refused; 2 written"))
  }

  @Test func aDoubledIdIsRefused() throws {
    let folder = try TemporaryFolder()
    let reports = [Self.good("a"), Self.good("b"), Self.good("a")]
    try folder.write("in.xml", Documents.batch(reports))
    let run = try Command.run(["convert", "in.xml", "--to", "cells"], in: folder)
    #expect(run.status == 1)
    #expect(run.messages.contains("in.xml:5:1: error: the id \"a\" was there before"))
    #expect(run.messages.contains("2 accepted + 1 refused; 2 written"))
  }

  @Test func aWrongCountIsAnErrorAndTheReportsStay() throws {
    let folder = try TemporaryFolder()
    try folder.write("in.xml", Documents.batch([Self.good("a")], count: 7))
    let run = try Command.run(["convert", "in.xml", "--to", "cells"], in: folder)
    #expect(run.status == 1)
    #expect(run.messages.contains("in.xml:4:1: error: the batch states 7 reports and holds 1"))
    #expect(run.messages.contains("1 accepted + 0 refused; 1 written"))
  }

  /// Cut in the middle of the third report.
  private static func cutBatch() -> String {
    let whole = Documents.batch([good("a"), good("b"), good("c")])
    return String(whole.prefix(whole.count - 150))
  }

  @Test(arguments: ["-", "out"]) func aCutBatchWritesNothing(output: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("in.xml", Self.cutBatch())
    try folder.write("more.xml", Self.good("d"))
    let run = try Command.run(
      ["convert", "in.xml", "more.xml", "--to", "cells", "-o", output], in: folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(folder.tree == ["in.xml", "more.xml"])
    #expect(run.messages.contains("in.xml:5:"))
    #expect(run.messages.contains("[xml-cut]"))
    #expect(run.messages.contains("0 written (given up: nothing was written)"))
  }

  @Test(arguments: ["-", "out"]) func keepGoingKeepsTheCompleteReports(output: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("in.xml", Self.cutBatch())
    try folder.write("more.xml", Self.good("d"))
    let run = try Command.run(
      ["convert", "in.xml", "more.xml", "--to", "cells", "-o", output, "--keep-going"],
      in: folder)
    #expect(run.status == 2)
    let text =
      output == "-" ? run.text : try String(contentsOfFile: folder.path + "/out", encoding: .utf8)
    let ids = text.split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(ids == ["a", "b", "d"])
    #expect(run.messages.contains("3 reports = 3 accepted + 0 refused; 3 written"))
  }

  @Test func anInputWithoutReportDoesNotHoldUpTheOthers() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a.xml", Self.good("a"))
    try folder.write("in/b.xml", "<report xmlns=\"urn:nianbao:report:2021\" id=\"b\">")
    try folder.write("in/deep/c.xml", Self.good("c"))
    try folder.write("in/.hidden.xml", Self.good("h"))
    let run = try Command.run(["convert", "in", "missing.xml", "--to", "cells"], in: folder)
    #expect(run.status == 2)
    let ids = run.text.split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(ids == ["a", "c"])
    #expect(run.messages.contains("in/b.xml:1:48: error: the XML file is cut"))
    #expect(run.messages.contains("missing.xml: error: cannot read missing.xml"))
    #expect(run.messages.contains("4 inputs (2 gave no report, or not all), 2 reports"))
  }

  /// Once for each folder that is walked, whatever its depth; names inside packages are no matter.
  @Test(arguments: ["1", "3"]) func hiddenFilesAreToldAndCounted(_ jobs: String) throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      try folder.write("\(name)/\(name).xml", Self.good(name))
      try folder.write("\(name)/.DS_Store", "")
      try folder.write("\(name)/deep/._x.xml", Self.good("x"))
      try folder.write("\(name)/deep/.git/config", "")
    }
    try folder.write("c/c.xml", Self.good("c"))
    let package = try Command.run(
      ["convert", "c/c.xml", "--to", "csv", "-o", "d/package"],
      in: try Self.having("d/d.xml", Self.good("d"), folder))
    #expect(package.status == 0)
    try folder.write("d/package/.hidden", "")
    let run = try Command.run(
      ["convert", "b", "a", "d", "--to", "cells", "--jobs", jobs, "--keep-going"], in: folder)
    let notes = run.messages.split(separator: "\n").filter { $0.contains("input-hidden-skipped") }
    #expect(
      notes.map { String($0.prefix { $0 != "d" }) }
        == ["b: note: 3 hi", "a: note: 3 hi"], "\(run.messages)")
    let validated = try Command.run(
      ["validate", "a", "--diagnostics", "json", "--jobs", jobs], in: folder)
    #expect(validated.text.contains("\"id\":\"input-hidden-skipped\""), "\(validated.text)")
  }

  private static func having(
    _ path: String, _ text: String, _ folder: TemporaryFolder
  ) throws -> TemporaryFolder {
    try folder.write(path, text)
    return folder
  }

  @Test func anEmptyFolderIsAFailure() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/.keep", "")
    let run = try Command.run(["convert", "in", "--to", "cells", "-o", "out"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.contains("in: error: the folder holds no files"))
    #expect(run.messages.contains("in: note: 1 hidden files or folders"))
    #expect(folder.tree == ["in", "in/.keep"])
  }

  @Test func theRootDependsOnTheReportsWritten() throws {
    let folder = try TemporaryFolder()
    try folder.write("in.xml", Documents.batch([Self.bad("a"), Self.good("b")]))
    let one = try Command.run(["convert", "in.xml", "--to", "xml"], in: folder)
    #expect(one.text.contains("<report xmlns=\"urn:nianbao:report:2021\" id=\"b\">"))
    #expect(!one.text.contains("<batch"))
    let headed = try Command.run(
      ["convert", "in.xml", "--to", "xml", "--created", "2025-03-31"], in: folder)
    #expect(headed.text.contains("<created>2025-03-31</created>"))
    #expect(headed.text.contains("<trailer><count>1</count></trailer>"))
  }

  @Test func standardInputIsRead() throws {
    let folder = try TemporaryFolder()
    let run = try Command.run(
      ["convert", "-", "--to", "cells"], in: folder, input: Array(Self.good("a").utf8))
    #expect(run.status == 0)
    #expect(run.text.contains("\r\na,2021,"))
  }

  @Test func strictCountsWarnings() throws {
    let folder = try TemporaryFolder()
    try folder.write("in.xml", Documents.report(id: "a"))
    let arguments = ["convert", "in.xml", "--to", "cells"]
    #expect(try Command.run(arguments, in: folder).status == 0)
    #expect(try Command.run(arguments + ["--strict"], in: folder).status == 1)
  }
}
