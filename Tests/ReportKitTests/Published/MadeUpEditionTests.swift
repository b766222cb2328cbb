import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// An edition that does not exist, given as data alone, goes through every format.
@Suite struct MadeUpEditionTests {
  /// Other tables and codes than any real edition; codes that are prefixes of others; blocks whose
  /// rows say kind and unit themselves.
  static let definition = """
    {
      "edition": "2031", "title": "表式 <2031> & \\"试行\\"", "reportYears": [2031, null],
      "sections": [
        {"code": "summary", "title": "一、概况"},
        {"code": "summary.figures", "title": "二、数据", "variants": ["数据情况"]}
      ],
      "tables": [
        {
          "code": "openData", "section": "summary.figures",
          "blocks": [
            {
              "columns": [
                {"code": "current", "label": "本年", "kind": "count"},
                {"code": "change.net", "label": "增减", "kind": "signedCount", "unit": "个"}
              ],
              "rows": [
                {"code": "sets", "label": "数据集"},
                {"code": "sets.shared", "label": "其中：共享"},
                {"code": "heading", "label": "接口", "kind": "heading"},
                {"code": "sets.shared.byInterface", "label": "接口共享", "path": ["接口"]}
              ]
            },
            {
              "caption": "费用",
              "columns": [{"code": "sum", "label": "金额", "kind": "amount"}],
              "rows": [
                {"code": "cost.stated", "label": "预算", "unit": "万元"},
                {"code": "cost.open", "label": "决算"},
                {"code": "cost.count", "label": "笔数", "kind": "count", "unit": "笔"}
              ]
            }
          ],
          "identities": [
            {"id": "sets", "per": "column", "left": ["sets.shared"], "right": ["sets"],
             "source": "implied", "certain": false}
          ]
        },
        {
          "code": "openData.1",
          "blocks": [
            {"columns": [{"code": "only", "label": "数", "kind": "count"}],
             "rows": [{"code": "row", "label": "行"}]},
            {"columns": [{"code": "only", "label": "数", "kind": "amount", "unit": "万元"}],
             "rows": [{"code": "row.2", "label": "行二"}]}
          ]
        }
      ],
      "english": {
        "表式 <2031> & \\"试行\\"": "Form \\"2031\\", a trial", "一、概况": "Summary", "二、数据": "Data",
        "本年": "This year", "增减": "Change", "数据集": "Data sets", "其中：共享": "Shared",
        "接口": "Interface", "接口共享": "Shared by interface", "费用": "Cost", "金额": "Amount",
        "预算": "Budget", "决算": "Final account", "笔数": "Payments", "数": "Number", "行": "Row",
        "行二": "Row 2"
      }
    }
    """

  static func library() throws -> FormLibrary {
    let form = try FormLibrary.form(definedBy: Array(definition.utf8))
    return LawMaterial.forms.adding([form])
  }

  static func reports(_ forms: FormLibrary) throws -> [Report] {
    var generator = ReportGenerator(seed: 41)
    let form = try #require(forms["2031"])
    return generator.reports(150, of: [form])
  }

  @Test(arguments: TestedFormat.exact) func roundTrip(_ tested: TestedFormat) throws {
    let forms = try Self.library()
    let reports = try Self.reports(forms)
    let cache = ReaderCache()
    var found: [Report] = []
    for document in try FormatExercise.documents(reports, as: tested.format) {
      let items = try FormatExercise.items(document, as: tested.format, forms, cache: cache)
      #expect(items.flatMap(\.findings).isEmpty)
      found += items.compactMap(\.report)
    }
    try LawMaterial.expectSame(found, reports, tested.format.name)
  }

  @Test func cells() throws {
    let forms = try Self.library()
    let reports = try Self.reports(forms)
    let document = try FormatExercise.write(reports, as: .cells)
    let found = try FormatExercise.items(document, as: .cells, forms).compactMap(\.report)
    #expect(found.count > 80)
    #expect(try FormatExercise.write(found, as: .cells) == document)
  }

  @Test func aBatchMixesItWithOthers() throws {
    let forms = try Self.library()
    var generator = ReportGenerator(seed: 42)
    let reports = generator.reports(50, of: forms.forms)
    let items = try FormatExercise.items(
      try FormatExercise.write(reports, as: .xml), as: .xml, forms)
    try LawMaterial.expectSame(items.compactMap(\.report), reports, "batch")
  }

  /// The open unit is legal where the form states none, and nowhere else; in XSD and JSON alike.
  @Test(arguments: [("cost.open", true), ("cost.stated", false), ("cost.count", false)])
  func openUnits(row: String, isLegal: Bool) throws {
    let forms = try Self.library()
    let xml = """
      <report xmlns="urn:nianbao:report:2031" id="a"><tables><openData><\(row)><sum unit="unknown"\
      >8</sum></\(row)></openData></tables></report>
      """
    let json = """
      {"id":"a","edition":"2031","tables":{"openData":{"\(row)":{"sum":{"value":8,\
      "unit":"unknown"}}}}}
      """
    for (document, format) in [(xml, Format.xml), (json, .json)] {
      let items = try FormatExercise.items(Array(document.utf8), as: format, forms)
      #expect((items[0].report != nil) == isLegal, "\(format.name)")
    }
  }

  @Test func itsSchemasAreMade() throws {
    let schemas = PublishedSchema.all(try Self.library())
    let xsd = try #require(schemas.first { $0.name == "report-2031.xsd" })
    let json = try #require(schemas.first { $0.name == "report-2031.schema.json" })
    let batch = try #require(schemas.first { $0.name == "batch.xsd" })
    for code in ["sets.shared.byInterface", "cost.open", "change.net", "summary.figures"] {
      #expect(xsd.text.contains("\"\(code)\""))
      #expect(json.text.contains("\"\(code)\""))
    }
    #expect(batch.text.contains("report-2031.xsd"))
    #expect(xsd.text.contains("表式 &lt;2031&gt; &amp; &quot;试行&quot;"))
    // No definition stands twice, and each that is referred to is there.
    guard case .object(let members) = try JSONTree(json.text),
      case .object(let definitions) = members.first(where: { $0.key == "$defs" })?.value
    else {
      Issue.record("no $defs")
      return
    }
    let names = definitions.map(\.key)
    #expect(Set(names).count == names.count)
    let referred = json.text.matches(of: /#\/\$defs\/([A-Za-z0-9.-]+)/).map { String($0.1) }
    #expect(Set(referred) == Set(names))
    let types = xsd.text.matches(of: /Type name="([^"]+)"/).map { String($0.1) }
    #expect(Set(types).count == types.count)
  }
}
