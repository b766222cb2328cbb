import Foundation
import ReportTestSupport
import Testing

/// What is wrong with a package is told at its place, and the exit code says how bad it is.
@Suite struct CSVPackageInputTests {
  /// A change to one file of a sound package, and what comes of it.
  struct Change: Sendable, CustomTestStringConvertible {
    let file: String
    let old: String
    let new: String
    let status: Int32
    let message: String
    /// How many reports are written all the same.
    var written = 0
    var testDescription: String { "\(file): \(old) → \(new)" }
  }

  private static let cell = "a,2021,2024,局,disclosure,rules,issued,"
  private static let header = "report,edition,year,agency,table,row,column,value,unit,state"

  static let changes: [Change] = [
    // Rows that are no rows of theirs: the report is refused, the rest stays.
    Change(
      file: "cells.csv", old: cell + "1,", new: cell + "01,", status: 1,
      message: "cells.csv:2:39: error: disclosure/rules/issued: \"01\" is no valid count",
      written: 2),
    Change(
      file: "cells.csv", old: cell + "1,", new: cell + "1,万元", status: 1,
      message: "[cell-unit-invalid]", written: 2),
    Change(
      file: "cells.csv", old: cell, new: "a,2019,2024,局,disclosure,rules,issued,", status: 1,
      message: "cells.csv:2:3: error: the rows of a report disagree in edition", written: 2),
    Change(
      file: "cells.csv", old: "rules,repealed", new: "rules,issued", status: 1,
      message: "cells.csv:3:1: error: disclosure/rules/issued: the cell is given twice",
      written: 2),
    Change(
      file: "cells.csv", old: "rules,issued", new: "rules,sold", status: 1,
      message: "has no cell disclosure/rules/sold [cell-unknown]", written: 2),
    Change(
      file: "cells.csv", old: cell + "1,", new: cell + "1,,", status: 1,
      message: "cells.csv:2:1: error: the record has 11 fields; there must be 10", written: 2),
    Change(
      file: "cells.csv", old: cell + "1,,number\r\n", new: "", status: 1,
      message: "reports.csv:2:1: error: the report states 7 rows in the other resources and has 6",
      written: 2),
    Change(
      file: "narrative.csv", old: "a,1,1,paragraph", new: "a,1,2,paragraph", status: 1,
      message: "narrative.csv:3:5: error: block is \"2\" instead of 1", written: 2),
    Change(
      file: "narrative.csv", old: "a,1,1,paragraph", new: "a,1,1,poem", status: 1,
      message: "narrative.csv:3:7: error: \"poem\" is no valid kind", written: 2),
    Change(
      file: "narrative.csv", old: "a,1,0,section,overview", new: "a,1,0,section,rubbish", status: 1,
      message: "narrative.csv:2:15: error: \"rubbish\" is no valid code", written: 2),
    Change(
      file: "narrative.csv", old: "paragraph,overview,,", new: "paragraph,overview,1,", status: 1,
      message: "[package-value-misplaced]", written: 2),
    Change(
      file: "narrative-tables.csv", old: "a,1,2,1,2,", new: "a,1,2,1,3,", status: 1,
      message: "narrative-tables.csv:3:9: error: column is \"3\" instead of 2", written: 2),
    Change(
      file: "narrative-tables.csv", old: "a,1,2,1,1,格\r\na,1,2,1,2,\" 子 \"\r\n", new: "",
      status: 1, message: "[package-table-empty]", written: 2),
    Change(
      file: "reports.csv", old: "a,2021,2024", new: "a,2021,24", status: 1,
      message: "reports.csv:2:8: error: \"24\" is no valid year", written: 2),
    Change(
      file: "reports.csv", old: "a,2021,2024", new: "a,2022,2024", status: 1,
      message: "reports.csv:2:3: error: there is no form of edition \"2022\"", written: 2),
    Change(
      file: "reports.csv", old: "c,2021", new: "C!,2021", status: 1,
      message: "reports.csv:4:1: error: \"C!\" is no valid id", written: 2),
    Change(
      file: "reports.csv", old: "c,2021", new: "b,2021", status: 1,
      message: "reports.csv:4:1: error: the id \"b\" was there before", written: 2),
    Change(
      file: "reports.csv", old: ",2025-01-20,", new: ",2025-02-30,", status: 1,
      message: "error: \"2025-02-30\" is no valid date", written: 2),
    Change(
      file: "cells.csv", old: cell + "1,,number", new: cell + "1,,blank", status: 1,
      message: "cells.csv:2:42: error: disclosure/rules/issued: the state \"blank\" contradicts",
      written: 2),
    // Sound rows in a file that was changed: the reports stay.
    Change(
      file: "labels.csv", old: ",Proactive disclosure / ", new: ",Reactive disclosure / ",
      status: 1,
      message: "labels.csv: error: the hash of the resource labels is not the one", written: 3),
    Change(
      file: "labels.csv", old: ",kind\r\n", new: ",kind\r\nx", status: 1,
      message: "p/labels.csv: error: the resource labels has 71813 bytes instead of the 71812",
      written: 3),
    Change(
      file: "datapackage.json", old: "\"path\": \"labels.csv\"", new: "\"path\": \"label.csv\"",
      status: 1, message: "error: the package lacks the resource labels (label.csv)", written: 3),
    Change(
      file: "cells.csv", old: cell + "1,", new: cell + "3,", status: 1,
      message: "cells.csv: error: the hash of the resource cells is not the one", written: 3),
    Change(
      file: "cells.csv", old: cell + "1,", new: cell + "35,", status: 1,
      message: "[package-bytes-differ]", written: 3),
    // Rows that no report takes: the package breaks off.
    Change(
      file: "cells.csv", old: "b,2021,,,disclosure,rules,issued,2,,number\r\n",
      new: "b,2021,,,disclosure,rules,issued,2,,number\r\n" + cell + "1,,number\r\n", status: 2,
      message: "cells.csv:5:1: error: the rows of the report \"a\" do not stand together"),
    Change(
      file: "cells.csv", old: "b,2021,,,", new: "x,2021,,,", status: 2,
      message: "cells.csv:4:1: error: reports.csv has no report \"x\""),
    Change(
      file: "cells.csv", old: header, new: header + ",note", status: 2,
      message: "cells.csv:1:1: error: the header of the resource cells is"),
    Change(
      file: "cells.csv", old: header, new: header.replacing("row", with: "line"), status: 2,
      message: "cells.csv:1:1: error: the header of the resource cells is"),
    Change(
      file: "cells.csv", old: "局", new: "\"局", status: 2,
      message: "[csv-quote-unclosed]"),
    Change(
      file: "datapackage.json", old: "\"path\": \"cells.csv\"", new: "\"path\": \"cell.csv\"",
      status: 2, message: "error: the package lacks the resource cells (cell.csv)"),
    Change(
      file: "datapackage.json", old: "\"path\": \"cells.csv\"", new: "\"path\": \"../cells.csv\"",
      status: 2, message: "error: the path \"../cells.csv\" leads out of the package"),
    Change(
      file: "datapackage.json", old: "\"path\": \"cells.csv\"", new: "\"path\": \"/etc/passwd\"",
      status: 2, message: "[package-path-unsafe]"),
    Change(
      file: "datapackage.json", old: "\"path\": \"cells.csv\"",
      new: "\"path\": \"https://example.org/cells.csv\"", status: 2,
      message: "[package-path-unsafe]"),
    Change(
      file: "datapackage.json", old: "\"path\": \"cells.csv\"", new: "\"path\": [\"cells.csv\"]",
      status: 2, message: "[package-descriptor-invalid]"),
    Change(
      file: "datapackage.json", old: "\"name\": \"cells\"", new: "\"name\": \"reports\"",
      status: 2, message: "[package-descriptor-invalid]"),
    Change(
      file: "datapackage.json", old: "\"resources\": [", new: "\"resources\": {", status: 2,
      message: "datapackage.json:"),
    Change(
      file: "datapackage.json", old: "\"path\": \"labels.csv\"", new: "\"path\": \"../labels.csv\"",
      status: 2, message: "error: the path \"../labels.csv\" leads out of the package"),
    Change(
      file: "datapackage.json", old: "\"profileVersion\": 2", new: "\"profileVersion\": 3",
      status: 2,
      message: "datapackage.json:5:21: error: the package has the profileVersion 3"),
    Change(
      file: "datapackage.json", old: "\"encoding\": \"utf-8\"", new: "\"encoding\": \"latin1\"",
      status: 2, message: "declares the encoding \"latin1\""),
    Change(
      file: "datapackage.json", old: "\"resources\": [",
      new: "\"resources\": [{\"name\": \"other\", \"path\": \"x.csv\"},", status: 0,
      message: "warning: the resource other is no part of a package", written: 3),
    Change(
      file: "datapackage.json", old: "\"type\": \"year\"", new: "\"type\": \"string\"", status: 0,
      message: "warning: datapackage.json declares the field 3", written: 3),
    Change(
      file: "datapackage.json", old: "\"hash\": \"sha256:", new: "\"hash\": \"crc:", status: 0,
      message: "[package-hash-unverified]", written: 3),
  ]

  static func sound() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let long =
      "<year>2024</year><agency><name>局</name></agency><issueDate>2025-01-20</issueDate>"
      + "<narrative><section code=\"overview\"><paragraph>文</paragraph><table><row><cell>格</cell>"
      + "<cell> 子 </cell></row></table></section></narrative>"
      + "<tables><disclosure><rules><issued>1</issued><repealed/></rules></disclosure></tables>"
    try folder.write(
      "in.xml",
      Documents.batch([
        Documents.report(id: "a", long), Documents.report(id: "b", Documents.cell("2")),
        Documents.report(id: "c"),
      ]))
    let run = try Command.run(["convert", "in.xml", "--to", "csv", "-o", "p"], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    return folder
  }

  @Test(arguments: changes) func isTold(_ change: Change) throws {
    let folder = try Self.sound()
    let path = folder.path + "/p/" + change.file
    let content = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    #expect(content.utf8.contains(UInt8(ascii: "\n")))
    let changed = content.replacing(change.old, with: change.new, maxReplacements: 1)
    #expect(Array(changed.utf8) != Array(content.utf8), "nothing to change")
    try folder.write("p/" + change.file, changed)
    let run = try Command.run(["convert", "p", "--to", "ndjson"], in: folder)
    #expect(run.status == change.status, "\(run.messages)")
    #expect(run.messages.contains("p/") && run.messages.contains(change.message), "\(run.messages)")
    #expect(run.messages.contains("; \(change.written) written"), "\(run.messages)")
    #expect(run.text.split(separator: "\n").count == change.written)
  }

  /// The order of reports is that of reports.csv; what comes too late is no part of any.
  @Test func keepsGoingWithCompleteReports() throws {
    let folder = try Self.sound()
    let path = folder.path + "/p/cells.csv"
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\r\n")
    lines.append(lines.remove(at: 1))
    try folder.write("p/cells.csv", lines.joined(separator: "\r\n") + "\r\n")
    let run = try Command.run(["convert", "p", "--to", "ndjson", "--keep-going"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.contains("[package-rows-differ]"), "\(run.messages)")
    #expect(run.messages.contains("[package-rows-out-of-order]"), "\(run.messages)")
    #expect(!run.text.contains("\"id\":\"a\"") && run.text.contains("\"id\":\"b\""))
  }

  @Test func aLinkOutOfThePackageIsRefused() throws {
    let folder = try Self.sound()
    let cells = folder.path + "/p/cells.csv"
    try FileManager.default.moveItem(atPath: cells, toPath: folder.path + "/cells.csv")
    try FileManager.default.createSymbolicLink(
      atPath: cells, withDestinationPath: folder.path + "/cells.csv")
    let run = try Command.run(["convert", "p", "--to", "ndjson"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.contains("[package-path-unsafe]"), "\(run.messages)")
    try FileManager.default.removeItem(atPath: cells)
    let gone = try Command.run(["convert", "p", "--to", "ndjson"], in: folder)
    #expect(gone.status == 2)
    #expect(gone.messages.contains("[package-resource-missing]"), "\(gone.messages)")
  }

  @Test func gb18030IsReadWhereItIsDeclared() throws {
    let folder = try Self.sound()
    let path = folder.path + "/p/narrative.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try folder.write(
      "p/narrative.csv",
      text.utf8.split(separator: Array("文".utf8)).map { Array($0) }
        .joined(separator: [0xCE, 0xC4]).map { $0 })
    let refused = try Command.run(["convert", "p", "--to", "ndjson"], in: folder)
    #expect(refused.status == 2)
    #expect(
      refused.messages.contains("p/narrative.csv:3:27: error: not valid UTF-8"),
      "\(refused.messages)")
    let json = folder.path + "/p/datapackage.json"
    var parts = try String(contentsOfFile: json, encoding: .utf8)
      .components(separatedBy: "\"encoding\": \"utf-8\"")
    let head = parts.prefix(3).joined(separator: "\"encoding\": \"utf-8\"")
    parts.removeFirst(3)
    try folder.write(
      "p/datapackage.json",
      head + "\"encoding\": \"gbk\"" + parts.joined(separator: "\"encoding\": \"utf-8\""))
    let run = try Command.run(["convert", "p", "--to", "ndjson"], in: folder)
    #expect(run.text.contains("{\"paragraph\":\"文\"}"), "\(run.messages)")
    #expect(run.status == 1 && run.messages.contains("[package-hash-differs]"))
  }
}
