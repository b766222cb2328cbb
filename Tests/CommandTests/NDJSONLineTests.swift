import Foundation
import ReportTestSupport
import Testing

/// In NDJSON each line stands alone.
@Suite struct NDJSONLineTests {
  private func convert(
    _ text: String
  ) throws -> (run: Command.Outcome, ids: [String]) {
    let folder = try TemporaryFolder()
    try folder.write("in.ndjson", text)
    let run = try Command.run(
      ["convert", "in.ndjson", "--to", "ndjson", "-o", "out.ndjson"], in: folder)
    guard run.status < 2 else {
      #expect(folder.tree == ["in.ndjson"])
      return (run, [])
    }
    let output = try String(contentsOfFile: folder.path + "/out.ndjson", encoding: .utf8)
    let ids = try output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["id"] as? String ?? ""
    }
    return (run, ids)
  }

  @Test(arguments: [
    ("{\"id\":\"b\",\"edition\":\"20▸", "json-truncated"), ("▸[", "json-type-mismatch"),
    ("▸rubbish", "json-value-expected"),
    ("▸" + String(repeating: "[", count: 100_000), "json-type-mismatch"),
    (Documents.json(id: "b", Documents.jsonCell("▸-1")), "json-count-invalid"),
    ("▸" + Documents.json(id: "a"), "report-id-doubled"),
    (Documents.json(id: "b", "▸\"id\":\"b\""), "json-key-duplicate"),
    (Documents.json(id: "b") + "▸" + Documents.json(id: "d"), "json-trailing-content"),
    ("{\"id\":\"b\",\"edition\":▸\"1999\"}", "report-edition-unknown"),
  ]) func aBadLineIsARefusedReport(marked: String, id: String) throws {
    let (text, place) = MarkedText.split(
      [Documents.json(id: "a"), marked, Documents.json(id: "c"), ""].joined(separator: "\n"))
    let (run, ids) = try convert(text)
    #expect(run.status == 1)
    #expect(ids == ["a", "c"])
    #expect(
      run.messages.split(separator: "\n").contains {
        $0.hasPrefix("in.ndjson:\(place): error: ") && $0.hasSuffix("[\(id)]")
      }, "\(place): \(run.messages)")
    #expect(run.messages.contains("3 reports = 2 accepted + 1 refused; 2 written"))
  }

  @Test func aCutLastLineIsARefusedReport() throws {
    let last = String(Documents.json(id: "c").dropLast(5))
    let (run, ids) = try convert(
      [Documents.json(id: "a"), Documents.json(id: "b"), last].joined(separator: "\n"))
    #expect(run.status == 1)
    #expect(ids == ["a", "b"])
    #expect(run.messages.contains("in.ndjson:3:\(last.count + 1): error: the JSON document ends"))
    #expect(run.messages.contains("3 reports = 2 accepted + 1 refused; 2 written"))
  }

  @Test func blankLinesAreNoReports() throws {
    let (run, ids) = try convert(
      ["", Documents.json(id: "a"), " \t", Documents.json(id: "b"), "", ""].joined(separator: "\n"))
    #expect(run.status == 0)
    #expect(ids == ["a", "b"])
  }

  @Test func onlyBadLinesWriteNothing() throws {
    let (run, _) = try convert("{\"id\":\"a\"}\n{}\n")
    #expect(run.status == 2)
    #expect(run.messages.contains("0 accepted + 2 refused; 0 written"))
  }
}
