internal import ReportDiagnostics
internal import ReportModel

/// Judges whether a report is complete enough to be handed in.
enum SubmissionRule {
  static func judge(
    _ findings: inout RuleFindings, _ states: CellStates, _ names: CellNames
  ) {
    let report = findings.report
    func demand(_ isThere: Bool, _ part: ReportPlaces.Part?, zh: String, en: String) {
      if !isThere { findings.add(.submissionPartMissing, at: part, ["zh": zh, "en": en]) }
    }
    demand(!isBlank(report.title), .title, zh: "标题", en: "a title")
    demand(!isBlank(report.agency.name), .agency, zh: "机关名称", en: "the name of its agency")
    demand(report.year != nil, .year, zh: "年度", en: "a year")
    demand(report.issueDate != nil, .issueDate, zh: "完整的成文日期", en: "a full date of issue")
    if report.form.reportYears == nil {
      findings.add(.submissionEditionNone, ["edition": report.edition])
    }
    SectionRule.demandAll(&findings)
    demandCells(&findings, states, names)
  }

  /// Every cell of the form is a number or "/".
  private static func demandCells(
    _ findings: inout RuleFindings, _ states: CellStates, _ names: CellNames
  ) {
    let form = findings.report.form
    for table in form.tables {
      var gaps: [CellGap: [Int]] = [:]
      for ordinal in table.cells {
        if let gap = states.gap(at: ordinal) { gaps[gap, default: []].append(ordinal) }
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

  private static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}
