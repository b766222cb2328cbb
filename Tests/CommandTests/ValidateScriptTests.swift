import Foundation
import ReportTestSupport
import Testing

/// What `validate --diagnostics json` says can be trusted by a script: each line is an object, the
/// counts add up, and threads make no difference.
@Suite struct ValidateScriptTests {
  /// One line of the output.
  struct Line: Decodable {
    let nianbao: Int
    let type: String
    var id: String?
    var severity: String?
    var place: String?
    var source: String?
    var line: Int?
    var column: Int?
    var report: String?
    var cell: String?
    var zh: String?
    var en: String?
    var arguments: [String: String]?
    var verdict: String?
    var errors: Int?
    var warnings: Int?
    var notes: Int?
    var inputs: Int?
    var failedInputs: Int?
    var reports: Int?
    var withWarnings: Int?
    var withErrors: Int?
    var inOrder: Int?
    var refused: Int?
    var kinds: [Kind]?
    var exitCode: Int?

    struct Kind: Decodable {
      let id: String
      let severity: String
      let count: Int
    }

    enum CodingKeys: String, CodingKey {
      case nianbao, type, id, severity, place, source, line, column, report, cell, zh, en
      case arguments, verdict, errors, warnings, notes, inputs, failedInputs, reports, refused
      case kinds, exitCode
      case withWarnings = "with-warnings"
      case withErrors = "with-errors"
      case inOrder = "in-order"
    }
  }

  /// Reports of every verdict, with texts that would break lines.
  private static func inputs() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let nasty = Documents.report(
      id: "nasty",
      "<year>2018</year><agency><creditCode>&lt;\"\\\n&#x2028;\u{85}码</creditCode></agency>"
        + "<narrative><section><title>标\"题\n{zh}</title></section></narrative>")
    try folder.write(
      "in/a.xml",
      Documents.batch([
        ValidateCommandTests.good, nasty, ValidateCommandTests.broken,
        ValidateCommandTests.refused,
      ]))
    try folder.write("in/b \"文\".xml", ValidateCommandTests.early)
    try folder.write("in/c.xml", "<report")
    return folder
  }

  private static func lines(_ run: Command.Outcome) throws -> [Line] {
    #expect(run.text.hasSuffix("\n"))
    return try run.output.split(separator: 0x0A).map {
      try JSONDecoder().decode(Line.self, from: $0)
    }
  }

  @Test func everyLineIsAnObjectAndTheCountsAddUp() throws {
    let folder = try Self.inputs()
    let run = try Command.run(["validate", "in", "--diagnostics", "json"], in: folder)
    #expect(run.status == 2 && run.messages.isEmpty)
    let lines = try Self.lines(run)
    #expect(lines.allSatisfy { $0.nianbao == 1 })
    let findings = lines.filter { $0.type == "finding" }
    let reports = lines.filter { $0.type == "report" }
    let total = try #require(lines.last)
    #expect(total.type == "total" && findings.count + reports.count + 1 == lines.count)
    for finding in findings {
      #expect(["note", "warning", "error"].contains(finding.severity))
      let (zh, en) = (try #require(finding.zh), try #require(finding.en))
      #expect(!zh.isEmpty && !en.isEmpty && zh != en)
      let place = try #require(finding.place)
      let source = try #require(finding.source)
      #expect(source.hasPrefix("in/") && place.hasPrefix(source))
      if let line = finding.line, let column = finding.column {
        #expect(place == "\(source):\(line):\(column)")
      }
      #expect(finding.arguments != nil && finding.id?.isEmpty == false)
    }
    let broken = try #require(findings.first { $0.id == "identity-broken" })
    #expect(broken.report == "broken")
    #expect(broken.cell == "disputes/reconsideration/upheld")
    #expect(broken.arguments?["difference"] == "1")
    #expect(broken.arguments?["left"] == "1" && broken.arguments?["right"] == "2")
    #expect(broken.arguments?["suspects"]?.split(separator: " ").count == 5)

    // Each count is that of the lines.
    func count(_ severity: String, _ report: String? = nil) -> Int {
      findings.count { $0.severity == severity && (report == nil || $0.report == report) }
    }
    #expect(total.errors == count("error") && total.warnings == count("warning"))
    #expect(total.notes == count("note"))
    let kinds = try #require(total.kinds)
    #expect(kinds.reduce(0) { $0 + $1.count } == findings.count)
    for kind in kinds {
      #expect(kind.count == findings.count { $0.id == kind.id && $0.severity == kind.severity })
    }
    for report in reports {
      #expect(report.errors == count("error", report.report))
      #expect(report.warnings == count("warning", report.report))
      #expect(report.notes == count("note", report.report))
    }
    func verdicts(_ name: String) -> Int { reports.count { $0.verdict == name } }
    #expect(total.reports == reports.count && reports.count == 5)
    #expect(total.inOrder == verdicts("in-order") && verdicts("in-order") == 1)
    #expect(total.withWarnings == verdicts("with-warnings") && verdicts("with-warnings") == 1)
    #expect(total.withErrors == verdicts("with-errors") && verdicts("with-errors") == 2)
    #expect(total.refused == verdicts("refused") && verdicts("refused") == 1)
    #expect(total.inputs == 3 && total.failedInputs == 1 && total.exitCode == 2)
  }

  /// Both forms, and both languages, for any number of threads: byte for byte.
  @Test(arguments: ["json", "text"], ["zh", "en"])
  func threadsMakeNoDifference(_ diagnostics: String, _ language: String) throws {
    let folder = try Self.inputs()
    let reports = (0..<300).map { index in
      Documents.report(
        id: "r\(index)",
        ValidateCommandTests.year + ValidateCommandTests.disputes(total: 1 + index % 3))
    }
    try folder.write("in/d.xml", Documents.batch(reports))
    func run(_ jobs: Int) throws -> Command.Outcome {
      try Command.run(
        [
          "validate", "in", "--diagnostics", diagnostics, "--language", language, "--jobs",
          "\(jobs)",
        ], in: folder)
    }
    let (alone, together) = (try run(1), try run(4))
    #expect(alone.status == 2 && together.status == 2)
    #expect(alone.output == together.output && !alone.output.isEmpty)
    #expect(alone.messages == together.messages)
    if diagnostics == "json" {
      let total = try #require(try Self.lines(together).last)
      #expect(total.reports == 305 && total.withErrors == 202)
    }
  }

  @Test(.enabled(if: RealReport.isThere)) func theRealReport() throws {
    let folder = try TemporaryFolder()
    let path = RealReport.path
    let run = try Command.run(["validate", path, "--diagnostics", "json"], in: folder)
    #expect(run.status == 0)
    let findings = try Self.lines(run).filter { $0.type == "finding" }
    #expect(!findings.contains { $0.severity == "error" })
    // Its 表三 prints one value a row, and nobody knows in which column.
    let open = findings.filter { $0.id == "identity-cells-unread" }
    #expect(
      open.map { $0.arguments?["identity"] } == [
        "applications.balance", "applications.results", "applications.applicants",
      ])
    #expect(open.allSatisfy { $0.arguments?["count"] == $0.arguments?["total"] })
    #expect(open.allSatisfy { ($0.line ?? 0) >= 38 && ($0.line ?? 0) <= 60 })
    #expect(!findings.contains { $0.id == "section-empty" || $0.id == "identity-broken" })

    let strict = try Command.run(
      ["validate", path, "--diagnostics", "json", "--profile", "submission"], in: folder)
    #expect(strict.status == 1)
    let errors = try Self.lines(strict).filter { $0.severity == "error" }
    #expect(errors.map(\.id) == ["submission-part-missing", "submission-cells-unread"])
    #expect(errors.first?.zh == "报送的报告须有标题。")
    #expect(errors.last?.arguments?["count"] == "161" && errors.last?.cell == "applications")
  }
}
