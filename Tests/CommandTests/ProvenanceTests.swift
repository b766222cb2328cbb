import Foundation
import ReportTestSupport
import Testing

/// How reports were imported, written with them on demand.
@Suite struct ProvenanceTests {
  private static let fixture = PackageFiles.root + "/Fixtures/text/2021-data-bureau.txt"

  private static let text = """
    示例局2020年政府信息公开工作年度报告
    一、总体情况
    2020年，有序推进。
    二、主动公开政府信息情况
    第二十条第（一）项 |
    信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
    规章 | 1,234 | 5件 | ６ |
    第二十条第（五）项 |
    信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
    行政许可 | 7 | 减2 |  |
    其它对外管理服务事项 | 8 | +3 | / |
    第二十条第（九）项 |
    信息内容 | 采购项目数量 | 采购总金额 |
    政府集中采购 | 2 | 152790元 |
    """

  private func members(_ tree: JSONTree) throws -> [String: JSONTree] {
    guard case .object(let members) = tree else { throw Command.Unexpected() }
    return Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value) })
  }

  private func elements(_ tree: JSONTree?) throws -> [JSONTree] {
    guard case .array(let elements)? = tree else { throw Command.Unexpected() }
    return elements
  }

  @Test func everyCellHasItsEvidence() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", Self.text)
    let run = try Command.run(["convert", "a.txt", "--to", "ndjson", "--provenance"], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    let report = try members(try JSONTree(Array(run.output)))
    let provenance = try members(try #require(report["provenance"]))
    #expect(provenance["report"] == report["id"])
    #expect(provenance["source"] == report["source"])
    var cells: [String: [String: JSONTree]] = [:]
    for cell in try elements(provenance["cells"]) {
      let cell = try members(cell)
      guard case .string(let path)? = cell["cell"] else { throw Command.Unexpected() }
      cells[path] = cell
    }
    func expect(
      _ path: String, _ value: String, _ text: String, _ recognised: String,
      _ conversions: [String]
    ) {
      let cell = cells["disclosure/" + path]
      #expect(cell?["value"] == .string(value), "\(path)")
      #expect(cell?["text"] == .string(text), "\(path)")
      #expect(cell?["recognised"] == .string(recognised), "\(path)")
      let expected: JSONTree? =
        conversions.isEmpty ? nil : .array(conversions.map { .string($0) })
      #expect(cell?["conversions"] == expected, "\(path)")
    }
    expect("rules/newlyMade", "1234", "1,234", "exact", ["separators"])
    expect("rules/newlyPublished", "5", "5件", "exact", ["counter"])
    expect("rules/publishedTotal", "6", "６", "exact", ["full-width"])
    expect("licensing/previousItems", "7", "7", "exact", [])
    expect("licensing/change", "-2", "减2", "exact", ["sign"])
    expect("otherServices/change", "3", "+3", "misprint", ["sign"])
    expect("otherServices/decisions", "/", "/", "misprint", [])
    expect("procurement/amount", "15.279", "152790元", "exact", ["unit"])
    #expect(cells["disclosure/rules/newlyMade"]?["place"] == .string("7:6"))
    #expect(cells.count == 11)
    let parts = try elements(provenance["parts"])
    #expect(parts.count == Self.text.split(separator: "\n").count)
  }

  @Test func readersPassItOver() throws {
    let folder = try TemporaryFolder()
    let plain = try Command.run(["convert", Self.fixture, "--to", "json"], in: folder)
    let whole = try Command.run(
      ["convert", Self.fixture, "--to", "json", "-o", "a.json", "--provenance"], in: folder)
    #expect(whole.status == 0)
    let again = try Command.run(["convert", "a.json", "--to", "json"], in: folder)
    #expect(again.status == 0)
    #expect(again.output == plain.output)
    #expect(again.messages.contains("note: how the report was imported"))
    let wrong = String(decoding: plain.output, as: UTF8.self)
      .replacing("{\n  \"id\"", with: "{\n  \"provenance\": [],\n  \"id\"")
    let refused = try Command.run(
      ["convert", "-", "--to", "json"], in: folder, input: Array(wrong.utf8))
    #expect(refused.status == 2)
    #expect(refused.messages.contains("[json-type-mismatch]"))
  }

  @Test func bundlesHoldTheSame() throws {
    let folder = try TemporaryFolder()
    _ = try Command.run(
      ["convert", Self.fixture, "--to", "json", "-o", "a.json", "--provenance"], in: folder)
    let packed = try Command.run(
      ["convert", Self.fixture, "--to", "bundle", "-o", "a.bundle.zip", "--provenance"],
      in: folder)
    #expect(packed.status == 0)
    #expect(!packed.messages.contains("output-without-provenance"))
    let unpacked = try Command.run(["bundle", "unpack", "a.bundle.zip", "-o", "bag"], in: folder)
    #expect(unpacked.status == 0, "\(unpacked.messages)")
    let path = try #require(folder.tree.first { $0.contains("data/provenance/2") })
    let kept = try JSONTree(
      Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + path))))
    let report = try members(
      JSONTree(Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/a.json")))))
    #expect(report["provenance"] == kept)
  }

  @Test func otherFormatsSayOnceThatTheyLeaveItOut() throws {
    let folder = try TemporaryFolder()
    let run = try Command.run(
      [
        "convert", PackageFiles.root + "/Fixtures/text", "--to", "xml", "-o", "a.xml",
        "--provenance",
      ], in: folder)
    #expect(run.status == 0)
    #expect(run.messages.components(separatedBy: "[output-without-provenance]").count == 2)
  }
}
