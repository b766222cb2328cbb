import ReportDiagnostics
import ReportModel
import ReportRules
import Testing

/// An identity over a cell that is no number is not assessable, for each state of each cell: it is
/// never a failure, and a note says which cell it is and why.
@Suite struct UnassessableTests {
  /// Why a cell cannot be counted with.
  enum Gap: String, Sendable, CaseIterable {
    case absent, blank, notApplicable, unreadCell, unreadRow, unreadColumn, unreadTable
    case unitUnknown

    var kind: DiagnosticKind {
      switch self {
      case .absent: .identityCellsMissing
      case .blank: .identityCellsBlank
      case .notApplicable: .identityNotApplicable
      case .unreadCell, .unreadRow, .unreadColumn, .unreadTable: .identityCellsUnread
      case .unitUnknown: .identityUnitUnknown
      }
    }

    var value: CellValue {
      switch self {
      case .absent, .unreadCell, .unreadRow, .unreadColumn, .unreadTable: .absent
      case .blank: .blank
      case .notApplicable: .notApplicable
      // No identity of the national forms has an amount; what a form can have, rules must judge.
      case .unitUnknown: .amountOfUnknownUnit(.zero)
      }
    }

    func extra(_ codes: (table: String, row: String, column: String)) -> Extra? {
      switch self {
      case .unreadCell:
        Extra(
          kind: .cell, table: codes.table, row: codes.row, column: codes.column, texts: ["约 3"])
      case .unreadRow: Extra(kind: .row, table: codes.table, row: codes.row, texts: ["3"])
      case .unreadColumn:
        Extra(kind: .column, table: codes.table, column: codes.column, texts: ["3"])
      case .unreadTable: Extra(kind: .row, table: codes.table, texts: ["3"])
      default: nil
      }
    }
  }

  @Test(arguments: RuleMaterial.identities, Gap.allCases)
  func isNotAssessable(_ tested: RuleMaterial.Identity, _ gap: Gap) throws {
    let rules = RuleSet.draft
    let sound = RuleMaterial.soundReport(of: tested.form, seed: 5)
    for instance in tested.instances {
      for ordinal in instance.cells {
        var report = sound.with(gap.value, at: ordinal)
        if let extra = gap.extra(report.form.codes(at: ordinal)) { report.extras = [extra] }
        #expect(instance.verdict(report.cells) == .notAssessable)
        let found = rules.findings(report)
        #expect(found.allSatisfy { $0.severity == .note }, "\(found)")
        let notes = found.filter { $0.arguments["identity"] == tested.identity.id }
        #expect(notes.map(\.kind) == [gap.kind])
        let note = try #require(notes.first)
        let path = report.form.path(at: ordinal)
        #expect(note.cell == path)
        #expect(note.arguments["count"] == "1")
        #expect(note.arguments["total"] == "\(tested.instances.count)")
        #expect(note.message(in: .english).contains(path.split(separator: "/")[1]))
        #expect(note.message(in: .chinese).contains("无法判断"))
      }
    }
  }

  /// A number in a cell changes nothing while another cell of the identity is open.
  @Test(arguments: RuleMaterial.identities)
  func aWrongNumberBesideAnOpenCellIsNoFailure(_ tested: RuleMaterial.Identity) throws {
    let sound = RuleMaterial.soundReport(of: tested.form, seed: 5)
    for instance in tested.instances {
      let report = sound.with(.absent, at: instance.left[0]).changed(by: 5, at: instance.right[0])
      #expect(instance.verdict(report.cells) == .notAssessable)
      let failing = RuleSet.draft.findings(report).filter { $0.kind == .identityBroken }
      #expect(!failing.contains { $0.arguments["identity"] == tested.identity.id })
    }
  }

  /// What would make it hold is said of blank cells, and only of them.
  @Test(arguments: RuleMaterial.identities, [0, 3])
  func blanksAreToldWhatTheyWouldHaveToBe(
    _ tested: RuleMaterial.Identity, _ number: Int
  ) throws {
    let sound = RuleMaterial.soundReport(of: tested.form, seed: 9)
    let instance = tested.instances[0]
    let (blank, total) = (instance.left[0], instance.right[0])
    let before = RuleMaterial.whole(sound.cells[blank])
    let report = sound.changed(by: number - before, at: total).with(.blank, at: blank)
    let note = try #require(
      RuleSet.draft.findings(report).first {
        $0.kind == .identityCellsBlank && $0.arguments["identity"] == tested.identity.id
      })
    let (zh, en) = (note.message(in: .chinese), note.message(in: .english))
    if number == 0 {
      #expect(zh.contains("空白如为 0，则全部成立"), "\(zh)")
      #expect(en.contains("with 0 in the blank cells, all of them would hold"), "\(en)")
    } else {
      #expect(zh.contains("须为 3"), "\(zh)")
      #expect(en.contains("would have to be 3"), "\(en)")
    }
  }

  /// All cells of a table open: one note an identity and reason, however many rows and columns.
  @Test(arguments: RuleMaterial.editions, Gap.allCases)
  func aWholeTableIsOneNoteAnIdentity(_ edition: String, _ gap: Gap) throws {
    let form = try RuleMaterial.form(edition)
    var report = RuleMaterial.soundReport(of: form, seed: 1)
    for ordinal in form.cells.indices {
      report.cells[ordinal] = gap.value
      if let extra = gap.extra(form.codes(at: ordinal)) { report.extras.append(extra) }
    }
    let notes = RuleSet.draft.findings(report)
    let groups = RuleMaterial.identities.filter { $0.form.edition == edition }
    #expect(notes.map(\.kind) == groups.map { _ in gap.kind })
    for (note, group) in zip(notes, groups) {
      #expect(note.arguments["count"] == "\(group.instances.count)")
      for language in Language.allCases {
        #expect(note.message(in: language).unicodeScalars.count < 1_500)
      }
    }
  }
}
