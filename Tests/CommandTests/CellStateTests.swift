import Foundation
import ReportTestSupport
import Testing

/// The column `state` of `cells` and of a package's `cells.csv`: it may be missing, and must agree.
@Suite struct CellStateTests {
  private static let header = "report,edition,year,agency,table,row,column,value,unit,state\r\n"
  private static let rules = "a,2021,,,disclosure,rules,issued,"
  private static let procurement = "a,2019,,,disclosure,procurement,amount,"

  /// A value with its unit as they are written, and its state.
  struct Cell: Sendable {
    let row: String
    let state: String
  }

  static let cells = [
    Cell(row: rules + "1,", state: "number"), Cell(row: rules + "0,", state: "number"),
    Cell(row: rules + ",", state: "blank"), Cell(row: rules + "/,", state: "notApplicable"),
    Cell(row: procurement + "8040,unknown", state: "number"),
    Cell(row: procurement + "8040,万元", state: "number"),
  ]
  /// Every word, what is no word, and none.
  static let words = ["number", "blank", "notApplicable", "absent", "Number", "number ", ""]

  @Test(arguments: cells, words) func agreesOrIsRefused(cell: Cell, word: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.cells.csv", "\(Self.header)\(cell.row),\(word)\r\n")
    let run = try Command.run(["convert", "a.cells.csv", "--to", "cells"], in: folder)
    if word == cell.state {
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.text == "\(Self.header)\(cell.row),\(word)\r\n")
    } else {
      // The only report is refused, so that there is nothing to write.
      #expect(run.status == 2 && run.output.isEmpty)
      let place = "a.cells.csv:2:\(cell.row.unicodeScalars.count + 2): error: disclosure/"
      #expect(
        run.messages.split(separator: "\n").contains {
          $0.hasPrefix(place) && $0.hasSuffix("[cell-state-invalid]")
            && $0.contains(": the state \"\(word)\" contradicts")
            && $0.contains("whose state is \(cell.state);")
        }, "wanted \(place) in:\n\(run.messages)")
    }
  }

  /// One wrong state refuses its report; the others are written.
  @Test func theOthersAreWritten() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.cells.csv",
      Self.header + "a,2021,,,disclosure,rules,issued,1,,blank\r\n"
        + "b,2021,,,disclosure,rules,issued,,,blank\r\n")
    let run = try Command.run(["convert", "a.cells.csv", "--to", "cells"], in: folder)
    #expect(run.status == 1, "\(run.messages)")
    #expect(run.text == Self.header + "b,2021,,,disclosure,rules,issued,,,blank\r\n")
  }

  @Test(arguments: [
    (header, rules + "1,\r\n", "[csv-record-ragged]"),
    (Documents.cellsHeader, rules + "1,,number\r\n", "[csv-record-ragged]"),
    (
      Documents.cellsHeader.replacing("unit", with: "state"), rules + "1,number\r\n",
      "[cells-header-invalid]"
    ),
    (
      Documents.cellsHeader.replacing("unit", with: "state,unit"), rules + "1,number,\r\n",
      "[cells-header-invalid]"
    ),
    (
      Documents.cellsHeader.replacing("unit", with: "unit,note"), rules + "1,,x\r\n",
      "[cells-header-invalid]"
    ),
  ]) func theHeaderCounts(header: String, row: String, message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.cells.csv", header + row)
    let run = try Command.run(["convert", "a.cells.csv", "--to", "cells"], in: folder)
    #expect(run.status == 2 && run.messages.contains(message), "\(run.messages)")
  }

  /// A file, or a package of version 1, from before there was a state gives what one with it gives.
  @Test(arguments: [
    ("cells/batch.cells.csv", "new.cells.csv", ""), ("csv/batch", "p", "/cells.csv"),
  ])
  func olderFilesAreRead(old: String, new: String, cells: String) throws {
    let folder = try TemporaryFolder()
    let path = PackageFiles.root + "/Fixtures/" + old
    let format = cells.isEmpty ? "cells" : "csv"
    let run = try Command.run(["convert", path, "--to", format, "-o", new], in: folder)
    #expect(run.status == 0 && !run.messages.contains("warning:"), "\(run.messages)")
    let before = try PackageFiles.text("Fixtures/" + old + cells)
    let after = try String(contentsOfFile: folder.path + "/" + new + cells, encoding: .utf8)
    #expect(!before.contains(",state") && after.hasPrefix(Self.header))
    let outputs = try [path, new].map {
      try Command.run(["convert", $0, "--to", "ndjson"], in: folder).text
    }
    #expect(outputs[0] == outputs[1] && outputs[0].count > 1000)
  }

  /// Labels are for people: without them, and whatever they say, the same reports are read.
  @Test func labelsAreNoSource() throws {
    let folder = try CSVPackageInputTests.sound()
    let sound = try Command.run(["convert", "p", "--to", "ndjson"], in: folder)
    let descriptor = folder.path + "/p/datapackage.json"
    let text = try String(contentsOfFile: descriptor, encoding: .utf8)
    let labels = try #require(
      text.firstRange(of: ",\n    {\n      \"$schema\"", after: "extra-texts.csv"))
    try folder.write("p/datapackage.json", String(text[..<labels.lowerBound]) + "]}")
    let without = try Command.run(["convert", "p", "--to", "ndjson"], in: folder)
    #expect(without.status == 0 && without.output == sound.output, "\(without.messages)")
    try folder.write("p/datapackage.json", text)
    try FileManager.default.removeItem(atPath: folder.path + "/p/labels.csv")
    let missing = try Command.run(["convert", "p", "--to", "ndjson"], in: folder)
    #expect(missing.status == 1 && missing.output == sound.output, "\(missing.messages)")
    #expect(missing.messages.contains("[package-resource-missing]"))
  }
}

extension String {
  fileprivate func firstRange(of text: String, after mark: String) -> Range<Index>? {
    guard let start = range(of: mark)?.upperBound else { return nil }
    return range(of: text, range: start..<endIndex)
  }
}
