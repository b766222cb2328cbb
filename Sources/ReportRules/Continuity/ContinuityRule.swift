internal import ReportDiagnostics
internal import ReportModel

/// Compares what a report takes over from the year before with what that year closed with.
struct ContinuityRule {
  let continuities: FormContinuities
  let names: CellNames

  init(_ form: Form, _ names: CellNames) {
    continuities = FormContinuities(form)
    self.names = names
  }

  func judge(_ findings: inout RuleFindings, _ previous: PreviousReports) {
    guard !continuities.pairs.isEmpty else { return }
    let entries = previous.entries(matching: findings.report)
    guard let entry = entries.first else {
      return findings.add(.previousReportMissing, at: .agency)
    }
    guard entries.count == 1 else {
      return findings.add(.previousReportAmbiguous, at: .agency, ["count": "\(entries.count)"])
    }
    var different: [FormContinuities.Pair] = []
    var open: [FormContinuities.Pair] = []
    for pair in continuities.pairs {
      let closing = previous.closing(
        entry, continuity: pair.continuity.id, column: pair.column)
      switch (findings.report.cells[pair.opening], closing) {
      case (.number(let now), .number(let before)):
        if now != before { different.append(pair) }
      default: open.append(pair)
      }
    }
    if !different.isEmpty {
      let texts = different.map { pair in
        comparison(
          pair, findings.report.cells[pair.opening],
          previous.closing(entry, continuity: pair.continuity.id, column: pair.column))
      }
      findings.add(
        .carriedOverMismatch, cells: different.map(\.opening),
        named: names.path(at: different[0].opening),
        [
          "previous": entry.id.description, "zh": texts.map(\.zh).joined(separator: "；"),
          "en": texts.map(\.en).joined(separator: "; "),
        ])
    }
    if !open.isEmpty {
      let cells = open.map(\.opening)
      findings.add(
        .carriedOverNotAssessable, cells: cells, named: names.path(at: cells[0]),
        names.list(cells).arguments.merging(
          ["previous": entry.id.description, "count": "\(cells.count)"]) { $1 })
    }
  }

  private func comparison(
    _ pair: FormContinuities.Pair, _ now: CellValue, _ before: CellValue
  ) -> BilingualText {
    let (opening, closing) = (names.row(at: pair.opening), names.row(at: pair.closing))
    let column = names.column(at: pair.opening)
    let difference = (now.number?.millionths ?? 0) - (before.number?.millionths ?? 0)
    let text = ExactNumber.text(millionths: difference < 0 ? -difference : difference)
    return BilingualText(
      zh: "“\(column.zh)” 列 “\(opening.zh)” 为 \(now.lexicalForm)，"
        + "上一年 “\(closing.zh)” 为 \(before.lexicalForm)，相差 \(text)",
      en: "column \(column.en): \(opening.en) is \(now.lexicalForm), "
        + "\(closing.en) of the year before was \(before.lexicalForm), a difference of \(text)")
  }
}
