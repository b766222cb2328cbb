internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel

/// Whether a report is complete enough to be handed in.
struct SubmissionRule: Rule {
  static let description = RuleDescription(
    id: "submission", profiles: [.submission],
    kinds: [
      .submissionPartMissing, .submissionEditionNone, .submissionSectionMissing,
      .submissionCellsUnread, .submissionCellsMissing, .submissionCellsBlank,
    ])

  static func rules(for form: Form) -> [any Rule] { [SubmissionRule()] }

  func check(_ subject: RuleSubject, into findings: inout RuleFindings) {
    requireParts(subject.report, &findings)
    let codes = Set(subject.report.narrative.map(\.code))
    for section in subject.report.form.sections where !codes.contains(section.code) {
      findings.add(.submissionSectionMissing, ["section": section.title])
    }
    requireCells(subject, &findings)
  }

  private func requireParts(_ report: Report, _ findings: inout RuleFindings) {
    func require(_ isThere: Bool, _ part: ReportPlaces.Part?, zh: String, en: String) {
      if !isThere { findings.add(.submissionPartMissing, at: part, ["zh": zh, "en": en]) }
    }
    require(!report.title.isBlank, .title, zh: "标题", en: "a title")
    require(!report.agency.name.isBlank, .agency, zh: "机关名称", en: "the name of its agency")
    require(report.year != nil, .year, zh: "年度", en: "a year")
    require(report.issueDate != nil, .issueDate, zh: "完整的成文日期", en: "a full date of issue")
    if report.form.reportYears == nil {
      findings.add(.submissionEditionNone, ["edition": report.edition])
    }
  }

  /// Every cell of the form is a number or "/".
  private func requireCells(_ subject: RuleSubject, _ findings: inout RuleFindings) {
    let names = subject.names
    for table in subject.report.form.tables {
      var gaps: [CellGap: [Int]] = [:]
      for ordinal in table.cells {
        if let gap = subject.states.gap(at: ordinal) { gaps[gap, default: []].append(ordinal) }
      }
      for (gap, kind) in [
        (CellGap.unread, DiagnosticKind.submissionCellsUnread),
        (.missing, .submissionCellsMissing), (.blank, .submissionCellsBlank),
      ] {
        guard let cells = gaps[gap] else { continue }
        findings.add(
          kind, cells: cells, named: names.common(cells),
          names.list(cells).arguments.merging(["count": "\(cells.count)"]) { $1 })
      }
    }
  }
}
