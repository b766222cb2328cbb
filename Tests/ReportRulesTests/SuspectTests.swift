import ReportDiagnostics
import ReportModel
import ReportRules
import ReportTestSupport
import Testing

/// Where one cell alone would explain what fails, that cell is named.
@Suite struct SuspectTests {
  @Test(arguments: RuleMaterial.editions) func aSoundReportHasNoFinding(_ edition: String) throws {
    let form = try RuleMaterial.form(edition)
    let rules = [RuleSet.draft, RuleSet.submission]
    for seed in 1...100 as ClosedRange<UInt64> {
      let report = RuleMaterial.soundReport(of: form, seed: seed)
      for set in rules { #expect(set.findings(report) == []) }
    }
  }

  /// Any single changed number in a cell of an identity is found, and the cell is a suspect with the
  /// number that stood there before.
  @Test(arguments: RuleMaterial.editions)
  func aSingleWrongNumberIsFoundInEveryCell(_ edition: String) throws {
    let form = try RuleMaterial.form(edition)
    let rules = RuleSet.draft
    let identities = FormIdentities(form)
    var random = SeededGenerator(seed: 77)
    for ordinal in form.cells.indices {
      let sound = RuleMaterial.soundReport(of: form, seed: UInt64(ordinal))
      let before = RuleMaterial.whole(sound.cells[ordinal])
      let change =
        random.once(in: 3) && before > 0 ? -random.number(1...before) : random.number(1...90)
      let report = sound.changed(by: change, at: ordinal)
      let found = rules.findings(report)
      let concerned = identities.instances(with: ordinal)
      #expect(found.map(\.kind) == concerned.map { _ in .identityBroken })
      #expect(
        found.map { $0.arguments["identity"] ?? "" }.sorted()
          == concerned.map(\.identity.id).sorted())
      for finding in found {
        #expect(finding.arguments["difference"] == "\(abs(change))")
        let suspects = (finding.arguments["suspects"] ?? "").split(separator: " ")
        #expect(suspects.contains(Substring(form.path(at: ordinal))), "\(finding.arguments)")
        // Two identities that cross leave one cell; it is the one that the finding stands at.
        if concerned.count > 1 {
          #expect(finding.cell == form.path(at: ordinal))
          #expect(suspects == [Substring(form.path(at: ordinal))])
          #expect(finding.message(in: .english).contains("(would be \(before))"))
          #expect(finding.message(in: .chinese).contains("（应为 \(before)）"))
        }
      }
      for instance in concerned {
        let suspect = identities.suspects(of: instance, in: report).first { $0.ordinal == ordinal }
        #expect(suspect?.number == sound.cells[ordinal].number)
        #expect(suspect?.broken == 0)
      }
    }
  }

  /// Nine cells are as likely: the message names five and counts the others.
  @Test func manySuspectsAreCounted() throws {
    let form = try RuleMaterial.form("2014")
    let sound = RuleMaterial.soundReport(of: form, seed: 1)
    let ordinal = try #require(
      form.ordinal(table: "statistics", row: "requests.answered.granted", column: "value"))
    let finding = try #require(
      RuleSet.draft.findings(sound.changed(by: 4, at: ordinal)).first)
    let identity = try #require(FormIdentities(form).instances(with: ordinal).first)
    let suspects = (finding.arguments["suspects"] ?? "").split(separator: " ")
    // All but the total of refusals, which its own parts confirm.
    #expect(suspects.count > 5 && suspects.count < identity.cells.count)
    #expect(!suspects.contains("statistics/requests.answered.refused/value"))
    let (zh, en) = (finding.message(in: .chinese), finding.message(in: .english))
    #expect(en.components(separatedBy: "(would be ").count - 1 == 5, "\(en)")
    #expect(en.contains("or one of \(suspects.count - 5) others"), "\(en)")
    #expect(zh.components(separatedBy: "（应为 ").count - 1 == 5, "\(zh)")
    #expect(zh.contains("等 \(suspects.count) 格之一"), "\(zh)")
    #expect(zh.unicodeScalars.count < 600 && en.unicodeScalars.count < 1_200)
  }

  private static func granted(_ column: String, _ form: Form) throws -> Int {
    try #require(form.ordinal(table: "applications", row: "granted", column: column))
  }

  /// The editions whose form has the rows that follow.
  static let editionsOfApplications = EmbeddedForms.editions(
    withTable: "applications", row: "partiallyGranted", column: "naturalPerson")

  /// Two wrong cells in one column: the cell is named in its row, and that it is not the only one.
  @Test(arguments: editionsOfApplications) func twoWrongCells(_ edition: String) throws {
    let form = try RuleMaterial.form(edition)
    let sound = RuleMaterial.soundReport(of: form, seed: 1)
    let first = try Self.granted("naturalPerson", form)
    let second = try #require(
      form.ordinal(table: "applications", row: "partiallyGranted", column: "naturalPerson"))
    let before = RuleMaterial.whole(sound.cells[first])
    // The column is off by 30, the rows by 10 and by 20.
    let report = sound.changed(by: 10, at: first).changed(by: 20, at: second)
    let findings = RuleSet.draft.findings(report)
    #expect(findings.count == 3)
    let row = try #require(findings.first { $0.cell == form.path(at: first) })
    #expect(row.arguments["suspects"] == form.path(at: first))
    let (zh, en) = (row.message(in: .chinese), row.message(in: .english))
    #expect(
      en.contains("the likeliest to be wrong is \(form.path(at: first)) (would be \(before))"))
    #expect(en.contains("more than one cell is wrong"), "\(en)")
    #expect(zh.contains("最可能有误的是") && zh.contains("（应为 \(before)）"), "\(zh)")
    #expect(zh.contains("不止一格有误"), "\(zh)")
  }

  /// Two cells of a column, one too large by what the other is too small: whatever is changed in
  /// either row breaks a column that holds.
  @Test(arguments: editionsOfApplications) func noCellExplainsIt(_ edition: String) throws {
    let form = try RuleMaterial.form(edition)
    let first = try Self.granted("naturalPerson", form)
    let second = try #require(
      form.ordinal(table: "applications", row: "partiallyGranted", column: "naturalPerson"))
    // 20 more in both and in what follows from them, so that there is something to take away.
    var report = RuleMaterial.soundReport(of: form, seed: 1)
    for code in ["naturalPerson", "total"] {
      for (row, change) in [
        ("granted", 20), ("partiallyGranted", 20), ("resultTotal", 40), ("carriedForward", -40),
      ] {
        let ordinal = try #require(
          form.ordinal(table: "applications", row: row, column: code))
        report = report.changed(by: change, at: ordinal)
      }
    }
    #expect(RuleSet.draft.findings(report) == [])
    report = report.changed(by: 5, at: first).changed(by: -5, at: second)
    let findings = RuleSet.draft.findings(report)
    #expect(
      findings.map { $0.arguments["identity"] } == [
        "applications.applicants", "applications.applicants",
      ])
    for finding in findings {
      #expect(finding.arguments["suspects"] == "")
      #expect(finding.message(in: .english).contains("no one cell explains it"), "\(finding)")
      #expect(finding.message(in: .chinese).contains("可能不止一格有误"), "\(finding)")
    }
  }

  /// A number that a cell cannot have is no explanation.
  @Test func impossibleNumbersAreNoSuspects() throws {
    let form = try RuleMaterial.form("2021")
    var report = RuleMaterial.soundReport(of: form, seed: 1)
    let instance = try #require(
      FormIdentities(form).groups.joined().first { $0.identity.id == "disputes.outcomes" })
    for ordinal in instance.cells { report.cells[ordinal] = .number(.zero) }
    report.cells[instance.left[1]] = RuleMaterial.number(4)
    let suspects = FormIdentities(form).suspects(of: instance, in: report)
    // Nothing can be less than 0, so that it is the one with the 4, or the total.
    #expect(Set(suspects.map(\.ordinal)) == [instance.left[1], instance.right[0]])
    #expect(Set(suspects.map(\.number.description)) == ["0", "4"])
  }

  /// Suspects are found in the whole range of numbers.
  @Test(arguments: RuleMaterial.identities)
  func nothingOverflows(_ tested: RuleMaterial.Identity) throws {
    let largest = try #require(ExactNumber(mantissa: ExactNumber.limit - 1))
    let sound = RuleMaterial.soundReport(of: tested.form, seed: 2)
    for ordinal in tested.instances[0].cells {
      let findings = RuleSet.draft.findings(sound.with(.number(largest), at: ordinal))
      #expect(!findings.isEmpty)
    }
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
