import Foundation
import ReportTestSupport
import Testing

/// Text read in, and what becomes of it through the exact formats.
@Suite struct ImportTests {
  static let texts = Fixtures.of("text")

  @Test(arguments: texts) func theChainGivesTheSameBytes(fixture: String) throws {
    #expect(try chain(PackageFiles.root + "/" + fixture))
  }

  /// text → xml → json → ndjson → xml.
  private func chain(_ path: String) throws -> Bool {
    let folder = try TemporaryFolder()
    let steps = [("xml", "1.xml"), ("json", "2.json"), ("ndjson", "3.ndjson"), ("xml", "4.xml")]
    var input = path
    for (format, output) in steps {
      let run = try Command.run(["convert", input, "--to", format, "-o", output], in: folder)
      #expect(run.status == 0, "\(run.messages)")
      input = output
    }
    return FileManager.default.contentsEqual(
      atPath: folder.path + "/1.xml", andPath: folder.path + "/4.xml")
  }

  /// The real report that importing began with: rows padded to one width, five misprinted labels.
  @Test(.enabled(if: RealReport.isThere)) func theRealReport() throws {
    let folder = try TemporaryFolder()
    let cells = try Command.run(
      ["convert", "--to", "cells", "-o", "-", RealReport.path], in: folder)
    #expect(cells.status == 0)
    let rows = cells.text.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 37)
    #expect(rows.allSatisfy { $0.count == 10 && $0[7] == "0" && $0[9] == "number" })
    #expect(rows.allSatisfy { $0[1] == "2019" && $0[2] == "2020" })
    #expect(rows.allSatisfy { $0[3] == "沈阳市大数据管理局" })
    #expect(rows.count { $0[4] == "disclosure" } == 22)
    #expect(rows.count { $0[4] == "disputes" } == 15)
    for line in [38, 39, 44, 48, 51] {
      #expect(cells.messages.contains("shenyang-2020.txt:\(line):1: warning: printed as"))
    }
    #expect(cells.messages.components(separatedBy: "[import-label-misprinted]").count == 6)
    #expect(cells.messages.contains("the values of 23 rows"))

    let json = try Command.run(["convert", "--to", "json", RealReport.path], in: folder)
    let tree = try JSONTree(Array(json.output))
    guard case .object(let members) = tree else { throw Command.Unexpected() }
    #expect(members.contains { $0.key == "issueDate" && $0.value == .string("2021-01-28") })
    guard case .array(let sections)? = members.first(where: { $0.key == "narrative" })?.value,
      case .array(let extras)? = members.first(where: { $0.key == "extras" })?.value
    else { throw Command.Unexpected() }
    #expect(sections.count == 6)
    #expect(extras.count == 23)

    let inspection = try Command.run(["inspect", RealReport.path], in: folder)
    #expect(inspection.text.contains("left over 0"))
    #expect(try chain(RealReport.path))
  }

  @Test func aFolderOfTexts() throws {
    let folder = try TemporaryFolder()
    let run = try Command.run(
      ["convert", PackageFiles.root + "/Fixtures/text", "--to", "ndjson", "-o", "all.ndjson"],
      in: folder)
    #expect(run.status == 0)
    let lines = try String(contentsOfFile: folder.path + "/all.ndjson", encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count == Self.texts.count)
  }

  @Test func whatIsNoReportIsTold() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "今天天气很好。\n")
    let run = try Command.run(["convert", "a.txt", "--to", "xml", "-o", "a.xml"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.contains("a.txt:1:1: error: "))
    #expect(run.messages.contains("[import-nothing-recognised]"))
    #expect(folder.tree == ["a.txt"])
  }
}

/// The real report beside the checkout; read in place.
enum RealReport {
  private static let name = "../samples/shenyang-2020.txt"
  static let path = "\(Suites.root)/\(name)"

  static var isThere: Bool { Suites.has(name) }
}
