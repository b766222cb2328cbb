import ReportDiagnostics
import ReportModel
import ReportRules
import Testing

/// What a submission must have, and how severe findings are in either profile.
@Suite struct ProfileTests {
  @Test(arguments: RuleMaterial.editions) func everyCellIsDemanded(_ edition: String) throws {
    let sound = RuleMaterial.soundReport(of: try RuleMaterial.form(edition), seed: 1)
    for ordinal in sound.form.cells.indices {
      for (value, kind) in [
        (CellValue.absent, DiagnosticKind.submissionCellsMissing), (.blank, .submissionCellsBlank),
      ] {
        let report = sound.with(value, at: ordinal)
        #expect(RuleSet.draft.findings(report).allSatisfy { $0.severity == .note })
        let errors = RuleSet.submission.findings(report).filter { $0.severity == .error }
        #expect(errors.map(\.kind) == [kind])
        #expect(errors.first?.cell == report.form.path(at: ordinal))
      }
      let codes = sound.form.codes(at: ordinal)
      var unread = sound.with(.absent, at: ordinal)
      unread.extras = [
        Extra(
          kind: .cell, table: codes.table, row: codes.row, column: codes.column, texts: ["?"])
      ]
      let errors = RuleSet.submission.findings(unread).filter { $0.severity == .error }
      #expect(errors.map(\.kind) == [.submissionCellsUnread])
      // "/" is an answer.
      let answered = RuleSet.submission.findings(sound.with(.notApplicable, at: ordinal))
      #expect(answered.allSatisfy { $0.severity == .note })
    }
  }

  @Test func everyPartIsDemanded() throws {
    let sound = RuleMaterial.soundReport(of: try RuleMaterial.form("2021"), seed: 1)
    let changes: [(inout Report) -> Void] = [
      { $0.title = "" }, { $0.title = " \u{3000}" }, { $0.agency.name = "" }, { $0.year = nil },
      { $0.issueDate = nil },
    ]
    for change in changes {
      var report = sound
      change(&report)
      #expect(RuleSet.draft.findings(report) == [])
      let found = RuleSet.submission.findings(report)
      #expect(found.map(\.kind) == [.submissionPartMissing])
      #expect(found[0].severity == .error)
      for language in Language.allCases {
        #expect(!found[0].message(in: language).contains("{"))
      }
    }
    // Codes, level and parent are not.
    var plain = sound
    plain.agency = Agency(name: "局")
    #expect(RuleSet.submission.findings(plain) == [])
  }

  /// An empty report lacks everything, in a message or two a part.
  @Test(arguments: RuleMaterial.editions) func nothingAtAll(_ edition: String) throws {
    let form = try RuleMaterial.form(edition)
    let sound = RuleMaterial.soundReport(of: form, seed: 1)
    let empty = Report(id: sound.id, form: form)
    let findings = RuleSet.submission.findings(empty)
    let errors = findings.filter { $0.severity == .error }.map(\.kind)
    #expect(errors.count { $0 == .submissionPartMissing } == 4)
    #expect(errors.count { $0 == .submissionSectionMissing } == form.sections.count)
    #expect(errors.count { $0 == .submissionCellsMissing } == form.tables.count)
    #expect(errors.count == 4 + form.sections.count + form.tables.count)
    #expect(RuleSet.draft.findings(empty).allSatisfy { $0.severity == .note })
  }

  /// The identities of 2014 are unsure, whatever the profile.
  @Test(arguments: RuleMaterial.identities)
  func severityOfIdentities(_ tested: RuleMaterial.Identity) throws {
    let report = RuleMaterial.soundReport(of: tested.form, seed: 1)
      .changed(by: 1, at: tested.instances[0].left[0])
    for rules in [RuleSet.draft, .submission] {
      let findings = rules.findings(report)
      #expect(!findings.isEmpty)
      let expected: Severity = tested.form.edition == "2014" ? .warning : .error
      #expect(findings.allSatisfy { $0.severity == expected })
    }
  }

  /// Every message of the rules is filled in, in both languages, from the findings of reports in
  /// which everything is wrong.
  @Test(arguments: RuleMaterial.editions) func everyMessageIsFilledIn(_ edition: String) throws {
    let form = try RuleMaterial.form(edition)
    for seed in 1...20 as ClosedRange<UInt64> {
      var report = RuleMaterial.soundReport(of: form, seed: seed)
      report.year = 1999
      report.agency = Agency(name: "局", creditCode: "1", divisionCode: "1")
      report.narrative.reverse()
      report.narrative += report.narrative.map {
        NarrativeSection(code: $0.code, title: $0.title)
      }
      let values: [CellValue] = [
        .absent, .blank, .notApplicable, .number(.zero), RuleMaterial.number(7),
      ]
      for ordinal in form.cells.indices {
        report.cells[ordinal] = values[(ordinal * 7 + Int(seed)) % values.count]
      }
      for finding in RuleSet.submission.findings(report) {
        for language in Language.allCases {
          let message = finding.message(in: language)
          for name in ["zh", "en", "count", "total", "identity", "section", "code", "left"] {
            #expect(!message.contains("{\(name)}"), "\(message)")
          }
        }
        #expect(finding.message(in: .chinese) != finding.message(in: .english))
        #expect(finding.report == "sound")
      }
    }
  }
}
