import ReportDiagnostics
import ReportModel
import ReportRules
import Testing

/// The sections of the text: their order, doubled ones, empty ones; and the form against the year.
@Suite struct SectionTests {
  private static func sound(_ edition: String = "2021") throws -> Report {
    RuleMaterial.soundReport(of: try RuleMaterial.form(edition), seed: 4)
  }

  private static func kinds(
    _ report: Report, _ profile: RuleProfile = .draft
  ) throws -> [DiagnosticKind] {
    (profile == .draft ? RuleSet.draft : .submission).findings(report).map(\.kind)
  }

  @Test(arguments: RuleMaterial.editions) func anyTwoSwappedSections(_ edition: String) throws {
    let report = try Self.sound(edition)
    for first in report.narrative.indices {
      for second in report.narrative.indices where second > first {
        var swapped = report
        swapped.narrative.swapAt(first, second)
        let findings = RuleSet.draft.findings(swapped)
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { $0.kind == .sectionOutOfOrder && $0.severity == .warning })
        // What is late is told of what stands after it and should stand before.
        #expect(findings[0].arguments["before"] == report.form.sections[second].title)
        let strict = RuleSet.submission.findings(swapped)
        #expect(strict.allSatisfy { $0.severity == .error } && strict.count == findings.count)
      }
    }
  }

  @Test(arguments: RuleMaterial.editions) func aDoubledSection(_ edition: String) throws {
    let report = try Self.sound(edition)
    for section in report.narrative {
      var doubled = report
      doubled.narrative.append(section)
      let findings = RuleSet.draft.findings(doubled)
      #expect(findings.map(\.kind) == [.sectionDoubled])
      for language in Language.allCases {
        #expect(findings[0].message(in: language).contains(section.title))
      }
    }
  }

  @Test(arguments: RuleMaterial.editions) func aMissingSection(_ edition: String) throws {
    let report = try Self.sound(edition)
    for index in report.narrative.indices {
      var shortened = report
      let section = shortened.narrative.remove(at: index)
      #expect(try Self.kinds(shortened) == [])
      let findings = RuleSet.submission.findings(shortened)
      #expect(findings.map(\.kind) == [.submissionSectionMissing])
      #expect(findings[0].arguments["section"] == section.title)
    }
  }

  /// A section that is not the form's, and text before the first heading, are nobody's business.
  @Test func otherSectionsDoNotDisturb() throws {
    var report = try Self.sound()
    report.narrative.insert(NarrativeSection(blocks: [.paragraph("前言")]), at: 0)
    report.narrative.insert(NarrativeSection(), at: 1)
    report.narrative.insert(NarrativeSection(title: "附注", blocks: [.paragraph("无")]), at: 3)
    #expect(try Self.kinds(report) == [])
    #expect(try Self.kinds(report, .submission) == [])
  }

  static let empties: [[NarrativeBlock]] = [
    [], [.paragraph("")], [.paragraph(" \n\t\u{3000}")], [.heading(" ", level: 1)],
    [.table([["", " "]])],
  ]

  /// Where the form puts no table, a section without text is empty.
  @Test(arguments: RuleMaterial.editions, empties)
  func anEmptySection(_ edition: String, _ blocks: [NarrativeBlock]) throws {
    let report = try Self.sound(edition)
    for (index, section) in report.narrative.enumerated() {
      var emptied = report
      emptied.narrative[index].blocks = blocks
      let hasTable = report.form.tables.contains { $0.section == section.code }
      #expect(try Self.kinds(emptied) == (hasTable ? [] : [.sectionEmpty]), "\(section.code)")
      for table in report.form.tables where table.section == section.code {
        for ordinal in table.cells { emptied.cells[ordinal] = .absent }
      }
      let findings = RuleSet.draft.findings(emptied)
      #expect(findings.filter { $0.kind == .sectionEmpty }.count == 1, "\(section.code)")
    }
  }

  /// A blank cell is a cell: the table is there.
  @Test(arguments: [CellValue.blank, .notApplicable, .number(.zero)])
  func oneCellOfItsTableIsContent(_ value: CellValue) throws {
    let report = try Self.sound()
    for table in report.form.tables {
      let section = try #require(report.narrative.firstIndex { $0.code == table.section })
      var emptied = report
      emptied.narrative[section].blocks = []
      for ordinal in table.cells { emptied.cells[ordinal] = .absent }
      emptied.cells[table.cells.upperBound - 1] = value
      #expect(try !Self.kinds(emptied).contains(.sectionEmpty))
    }
  }

  /// What could not be read of a table is content of its section: it is among the extras.
  @Test(arguments: [Extra.Kind.cell, .row, .column])
  func openCellsAreContent(_ kind: Extra.Kind) throws {
    let report = try Self.sound()
    for table in report.form.tables {
      let section = try #require(report.narrative.firstIndex { $0.code == table.section })
      var emptied = report
      emptied.narrative[section].blocks = []
      for ordinal in table.cells { emptied.cells[ordinal] = .absent }
      #expect(try Self.kinds(emptied).contains(.sectionEmpty))
      emptied.extras = [Extra(kind: kind, table: table.code, texts: ["0"])]
      #expect(try !Self.kinds(emptied).contains(.sectionEmpty))
      #expect(try !Self.kinds(emptied, .submission).contains(.sectionEmpty))
      emptied.extras = [Extra(kind: kind, table: table.code, texts: ["", " "])]
      #expect(try Self.kinds(emptied).contains(.sectionEmpty), "an extra without text is nothing")
    }
  }

  @Test func everyYearHasItsEdition() throws {
    for form in RuleMaterial.forms {
      let years = try #require(form.reportYears)
      for year in 2008...2035 {
        var report = RuleMaterial.soundReport(of: form, seed: 1)
        report.year = year
        let findings = RuleSet.draft.findings(report)
        guard !years.contains(year) else {
          #expect(findings.isEmpty)
          continue
        }
        #expect(findings.map(\.kind) == [.editionYearMismatch])
        #expect(findings[0].severity == .warning)
        for language in Language.allCases {
          let message = findings[0].message(in: language)
          #expect(message.contains("\(year)") && message.contains(form.edition))
          #expect(!message.contains("{"))
        }
      }
      var report = RuleMaterial.soundReport(of: form, seed: 1)
      report.year = nil
      #expect(try Self.kinds(report) == [])
    }
  }

  @Test func noFormHasNothingToSayOfTheYear() throws {
    let form = try RuleMaterial.form("none")
    for year in [1999, 2008, 2020, 2030] {
      var report = RuleMaterial.soundReport(of: form, seed: 1)
      report.year = year
      #expect(try Self.kinds(report) == [])
      #expect(try Self.kinds(report, .submission) == [.submissionEditionNone])
    }
  }
}
