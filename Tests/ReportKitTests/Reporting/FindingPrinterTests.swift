import Foundation
import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportKit

/// Findings, outcomes and totals as lines, for people and for scripts.
@Suite struct FindingPrinterTests {
  private static let finding = Diagnostic(
    .jsonKeyUnknown, at: Place(source: "a\u{1B}.json", line: 3, column: 7), report: "r1",
    cell: "disclosure/rules/issued", ["key": "x\ny"])

  private static func object(_ line: String) throws -> [String: Any] {
    #expect(!line.contains("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    let members = try #require(object as? [String: Any])
    #expect(members["nianbao"] as? Int == FindingPrinter.version)
    return members
  }

  /// Place, severity, cell, message and id, in one line whatever the texts hold.
  @Test(arguments: [(Language.english, "error"), (.chinese, "错误")])
  func aFindingForPeople(_ language: Language, severity: String) {
    var finding = Self.finding
    finding.severity = .error
    let line = FindingPrinter.text(language).line(finding)
    #expect(line.hasSuffix(" [json-key-unknown]"))
    #expect(line.contains(".json:3:7: \(severity): disclosure/rules/issued: "))
    #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    let nowhere = FindingPrinter.text(language).line(Diagnostic(.jsonTruncated))
    #expect(nowhere.hasPrefix("nianbao: "))
  }

  @Test func aFindingForScripts() throws {
    let line = FindingPrinter.json.line(Self.finding)
    let members = try Self.object(line)
    #expect(members["type"] as? String == "finding")
    #expect(members["id"] as? String == "json-key-unknown")
    #expect(members["severity"] as? String == Self.finding.severity.rawValue)
    #expect(members["source"] as? String == "a\u{1B}.json")
    #expect(members["line"] as? Int == 3 && members["column"] as? Int == 7)
    #expect(members["report"] as? String == "r1")
    #expect(members["cell"] as? String == "disclosure/rules/issued")
    #expect(members["arguments"] as? [String: String] == ["key": "x\ny"])
    for language in Language.allCases {
      let message = members[language.rawValue] as? String
      #expect(message == Self.finding.message(in: language))
    }
  }

  /// What is not known is left out.
  @Test func aFindingWithoutPlace() throws {
    let members = try Self.object(FindingPrinter.json.line(Diagnostic(.jsonTruncated)))
    for name in ["line", "column", "report", "cell"] { #expect(members[name] == nil, "\(name)") }
  }

  @Test func anOutcome() throws {
    let outcome = ReportOutcome(
      source: "a.xml", id: "r1", place: Place(line: 2, column: 1), verdict: .withWarnings,
      findings: Tally(of: [Self.finding]))
    #expect(FindingPrinter.text(.english).line(outcome) == nil)
    let members = try Self.object(try #require(FindingPrinter.json.line(outcome)))
    #expect(members["type"] as? String == "report" && members["report"] as? String == "r1")
    #expect(members["place"] as? String == "a.xml:2:1")
    #expect(members["verdict"] as? String == "with-warnings")
    let counts = ["errors", "warnings", "notes"].compactMap { members[$0] as? Int }
    #expect(counts.count == 3 && counts.reduce(0, +) == 1)
  }

  private static let summary: Summary = {
    var summary = Summary()
    (summary.inputs, summary.failedInputs, summary.written) = (3, 1, 2)
    summary.count(.inOrder)
    summary.count(.withErrors)
    summary.count(.refused)
    summary.count(ReportOutcome.Verdict.accepted)
    summary.count(OutcomeTable.Key.acceptedWithFindings)
    summary.count(.refused(.jsonKeyUnknown))
    summary.count(.failedInput(.jsonTruncated))
    summary.count([finding, finding, Diagnostic(.jsonTruncated)])
    return summary
  }()

  @Test func aTotalForPeople() {
    let line = FindingPrinter.text(.english).line(Self.summary, command: "convert", exitCode: 1)
    #expect(line.contains("convert: 3 inputs (1 gave no report, or not all), 4 reports = "))
    #expect(line.contains("3 accepted + 1 refused; 2 written"))
    var one = Summary()
    one.inputs = 1
    one.count(ReportOutcome.Verdict.accepted)
    let single = FindingPrinter.text(.english).line(one, command: "convert", exitCode: 0)
    #expect(single.contains("1 input, 1 report = 1 accepted + 0 refused"))
    one.isGivenUp = true
    let nothing = FindingPrinter.text(.english).line(one, command: "convert", exitCode: 2)
    #expect(nothing.contains("0 written (given up: nothing was written)"))
  }

  @Test func aTotalForScripts() throws {
    let members = try Self.object(
      FindingPrinter.json.line(Self.summary, command: "convert", exitCode: 2))
    #expect(members["type"] as? String == "total" && members["command"] as? String == "convert")
    let names = ["inputs", "failedInputs", "reports", "accepted", "refused", "written", "exitCode"]
    #expect(names.map { members[$0] as? Int } == [3, 1, 4, 3, 1, 2, 2])
    let outcomes = try #require(members["outcomes"] as? [String: Any])
    #expect(outcomes["acceptedWithFindings"] as? Int == 1)
    #expect(outcomes["refused"] as? [String: Int] == ["json-key-unknown": 1])
    #expect(outcomes["failedInputs"] as? [String: Int] == ["json-truncated": 1])
  }

  /// The counts stand below each other, each reason below its line.
  @Test func theTableOfOutcomes() {
    let lines = FindingPrinter.text(.english).outcomeLines(Self.summary)
    #expect(lines.count == 6)
    #expect(lines[0].hasPrefix("  0  accepted") && lines[1].hasPrefix("  1  accepted"))
    #expect(lines[3] == "      1  json-key-unknown" && lines[5] == "      1  json-truncated")
    #expect(FindingPrinter.json.outcomeLines(Self.summary) == [])
    var one = Self.summary
    one.inputs = 1
    #expect(FindingPrinter.text(.english).outcomeLines(one) == [])
  }

  @Test func whatValidationFound() throws {
    let lines = FindingPrinter.text(.english).lines(validation: Self.summary, exitCode: 2)
    #expect(lines.count == 3)
    #expect(lines[0].contains("validate: 3 inputs (1 gave no report, or not all), 4 reports = "))
    #expect(lines[0].contains("in order 1 + with warnings 0 + with errors 1 + refused 1"))
    #expect(
      Set(lines.dropFirst().map { $0.split(separator: " ").last }) == [
        "json-key-unknown", "json-truncated",
      ])
    let members = try Self.object(
      FindingPrinter.json.lines(validation: Self.summary, exitCode: 2)[0])
    #expect(members["in-order"] as? Int == 1 && members["refused"] as? Int == 1)
    let kinds = try #require(members["kinds"] as? [[String: Any]])
    #expect(kinds.compactMap { $0["count"] as? Int }.sorted() == [1, 2])
  }
}
