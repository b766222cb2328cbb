import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportKit
import ReportTestSupport
import Testing

/// A finding of a rule stands where its cause stands in the source, whatever the format.
@Suite struct FindingPlaceTests {
  /// What is wrong, each in a place of its own: the sum of 行政复议 is 2 and not 1, an early year, two
  /// codes, an empty section, and one that comes too late.
  private static let document = """
    <report xmlns="urn:nianbao:report:2021" id="r1"><year>2018</year>
    <agency><name>局</name><creditCode>113708260043292688</creditCode>\
    <divisionCode>990000</divisionCode></agency>
    <narrative><section code="other"><title>六、其他</title></section>
    <section code="overview"><title>一、总体情况</title><paragraph>文</paragraph></section></narrative>
    <tables><disputes><reconsideration><upheld>1</upheld><corrected>0</corrected>\
    <otherResult>0</otherResult><pending>0</pending><total>2</total></reconsideration></disputes>
    </tables></report>
    """

  /// The places by the id of the finding, without the folder; jobs must not matter.
  private static func places(_ name: String, in folder: TemporaryFolder) throws -> [String: String]
  {
    let forms = EmbeddedForms.library
    var all: [[String: String]] = []
    for jobs in [1, 3] {
      let observer = Recorder()
      _ = Validation(options: InputOptions(forms: forms), jobs: jobs)
        .run([folder.path + "/" + name], observer: observer)
      let found = observer.findings.filter { $0.severity != .note }.map {
        ($0.kind.id, String($0.place.description.dropFirst(folder.path.count + 1)))
      }
      all.append(Dictionary(found) { "\($0) \($1)" })
    }
    #expect(all[0] == all[1])
    return all[0]
  }

  /// Converts the document to `name`.
  private static func converted(to format: Format, _ name: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("in.xml", Array(document.utf8))
    let conversion = Conversion(
      options: InputOptions(forms: EmbeddedForms.library), target: format,
      destination: .path(folder.path + "/" + name), jobs: 1)
    let summary = conversion.run([folder.path + "/in.xml"], observer: Recorder())
    #expect(summary.written == 1)
    return folder
  }

  static let ids = [
    "edition-year-mismatch", "credit-code-check-wrong", "division-code-invalid", "section-empty",
    "section-out-of-order", "identity-broken",
  ]

  /// Format and file, and the places in the order of ``ids``.
  static let cases: [(format: String, name: String, places: [String])] = [
    (
      "xml", "a.xml",
      ["a.xml:3:3", "a.xml:6:5", "a.xml:7:5", "a.xml:10:5", "a.xml:13:5", "a.xml:20:24"]
    ),
    (
      "json", "a.json",
      ["a.json:4:11", "a.json:7:19", "a.json:8:21", "a.json:11:5", "a.json:15:5", "a.json:25:37"]
    ),
    (
      "ndjson", "a.ndjson",
      [
        "a.ndjson:1:36", "a.ndjson:1:75", "a.ndjson:1:111", "a.ndjson:1:134", "a.ndjson:1:166",
        "a.ndjson:1:283",
      ]
    ),
    (
      "csv", "p",
      [
        "p/reports.csv:2:9", "p/reports.csv:2:16", "p/reports.csv:2:35", "p/narrative.csv:2:23",
        "p/narrative.csv:3:26", "p/cells.csv:2:48",
      ]
    ),
    (
      "csv", "p.zip",
      [
        "p.zip!reports.csv:2:9", "p.zip!reports.csv:2:16", "p.zip!reports.csv:2:35",
        "p.zip!narrative.csv:2:23", "p.zip!narrative.csv:3:26", "p.zip!cells.csv:2:48",
      ]
    ),
    ("bundle", "a.bundle.zip", bundlePlaces("a.bundle.zip!bundle/")),
    ("bundle", "a.bundle.tar.gz", bundlePlaces("a.bundle.tar.gz!bundle/")),
  ]

  private static func bundlePlaces(_ base: String) -> [String] {
    ["3:3", "6:5", "7:5", "10:5", "13:5", "20:24"].map {
      "\(base)data/reports/990000/2018/r1.xml:\($0)"
    }
  }

  @Test(arguments: cases.indices) func exactFormats(_ index: Int) throws {
    let (name, file, expected) = Self.cases[index]
    let format = try #require(FormatRegistry.standard.format(named: name))
    let folder = try Self.converted(to: format, file)
    let found = try Self.places(file, in: folder)
    #expect(found == Dictionary(uniqueKeysWithValues: Swift.zip(Self.ids, expected)))
  }

  /// It carries neither codes nor text.
  @Test func cells() throws {
    let folder = try Self.converted(to: .cells, "a.cells.csv")
    #expect(
      try Self.places("a.cells.csv", in: folder) == [
        "edition-year-mismatch": "a.cells.csv:2:1", "identity-broken": "a.cells.csv:2:48",
      ])
  }

  /// The second of two reports stands on the second line, or further down.
  @Test func theSecondReport() throws {
    let folder = try Self.converted(to: .ndjson, "one.ndjson")
    let line = try #require(folder.read("one.ndjson"))
    let second = String(decoding: line, as: UTF8.self).replacing("\"r1\"", with: "\"r2\"")
    try folder.write("a.ndjson", line + [0x0A] + Array(second.utf8))
    #expect(
      try Self.places("a.ndjson", in: folder)["identity-broken"] == "a.ndjson:1:283 a.ndjson:3:283")
  }

  // MARK: - Imports

  /// A report whose first row of 表三 adds up to 1 and says 2.
  private static let lines: [[String]] = [
    ["示例市数据局2024年政府信息公开工作年度报告"],
    ["三、收到和处理政府信息公开申请情况"],
    ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    ["一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "2"],
    ["二、上年结转政府信息公开申请数量", "0", "0", "0", "0", "0", "0", "0"],
    ["四、结转下年度继续办理", "0", "0", "0", "0", "0", "0", "0"],
  ]

  @Test func text() throws {
    let folder = try TemporaryFolder()
    let text = Self.lines.map { $0.joined(separator: " | ") }.joined(separator: "\n")
    try folder.write("a.txt", Array(text.utf8))
    #expect(try Self.places("a.txt", in: folder)["identity-broken"] == "a.txt:4:20")
  }

  @Test func html() throws {
    let folder = try TemporaryFolder()
    let rows = Self.lines.dropFirst(2).map { row in
      "<tr>" + row.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
    }
    let page =
      "<html><body><h1>\(Self.lines[0][0])</h1><p>\(Self.lines[1][0])</p>"
      + "<table>\(rows.joined())</table></body></html>"
    try folder.write("a.html", Array(page.utf8))
    #expect(
      try Self.places("a.html", in: folder)["identity-broken"]
        == "a.html: table 1, row 2, column 2")
  }

  @Test func workbook() throws {
    let folder = try TemporaryFolder()
    let rows = Self.lines.enumerated().map { OfficeMaterial.row($0 + 1, $1) }.joined()
    let sheet = OfficeMaterial.Sheet(name: "Sheet1", rows: rows)
    try folder.write("a.xlsx", try OfficeMaterial.xlsx([sheet]))
    let places = try Self.places("a.xlsx", in: folder)
    #expect(places["identity-broken"] == "a.xlsx!Sheet1!B4")
  }

  @Test func wordDocument() throws {
    let folder = try TemporaryFolder()
    let head = Self.lines.prefix(2).map { OfficeMaterial.paragraph($0[0]) }.joined()
    let table = OfficeMaterial.table(Array(Self.lines.dropFirst(2)))
    try folder.write("a.docx", try OfficeMaterial.docx(head + table))
    #expect(
      try Self.places("a.docx", in: folder)["identity-broken"]
        == "a.docx: table 1, row 2, column 2")
  }

  /// What breaks a part of a package names the file, too: one of thousands is meant.
  @Test func brokenParts() throws {
    let sheet = OfficeMaterial.Sheet(name: "Sheet1", rows: "<row r=\"1\">")
    for (file, part, bytes) in [
      ("a.xlsx", "xl/sheet0.xml", try OfficeMaterial.xlsx([sheet])),
      ("a.docx", "word/document.xml", try OfficeMaterial.docx("<w:p>")),
    ] {
      let folder = try TemporaryFolder()
      try folder.write(file, bytes)
      let places = try Self.places(file, in: folder).values
      #expect(places.count == 1)
      #expect(places.allSatisfy { $0.hasPrefix("\(file)!\(part):1:") }, "\(places)")
    }
  }
}
