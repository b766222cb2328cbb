internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel

/// What a report takes over from the year before, against what that year closed with.
struct ContinuityRule: Rule {
  static let description = RuleDescription(
    id: "carried-over",
    kinds: [
      .previousReportMissing, .previousReportAmbiguous, .carriedOverMismatch,
      .carriedOverNotAssessable,
    ])

  private let pairs: [FormContinuities.Pair]

  static func rules(for form: Form) -> [any Rule] {
    let pairs = FormContinuities(form).pairs
    return pairs.isEmpty ? [] : [ContinuityRule(pairs: pairs)]
  }

  func check(_ subject: RuleSubject, into findings: inout RuleFindings) {
    guard let previous = subject.previous else { return }
    let entries = previous.entries(matching: subject.report)
    switch entries.count {
    case 0: findings.add(.previousReportMissing, at: .agency)
    case 1: compare(subject, entries[0], of: previous, &findings)
    default:
      findings.add(.previousReportAmbiguous, at: .agency, ["count": "\(entries.count)"])
    }
  }

  private func compare(
    _ subject: RuleSubject, _ entry: PreviousReports.Entry, of previous: PreviousReports,
    _ findings: inout RuleFindings
  ) {
    var different: [Int] = []
    var texts: [BilingualText] = []
    var open: [Int] = []
    for pair in pairs {
      let closing = previous.closing(entry, continuity: pair.continuity.id, column: pair.column)
      guard case .number(let now) = subject.report.cells[pair.opening],
        case .number(let before) = closing
      else {
        open.append(pair.opening)
        continue
      }
      if now != before {
        different.append(pair.opening)
        texts.append(comparison(pair, now, before, subject.names))
      }
    }
    if let first = different.first {
      findings.add(
        .carriedOverMismatch, cells: different, named: subject.names.path(at: first),
        [
          "previous": entry.id.description, "zh": texts.map(\.zh).joined(separator: "；"),
          "en": texts.map(\.en).joined(separator: "; "),
        ])
    }
    if let first = open.first {
      findings.add(
        .carriedOverNotAssessable, cells: open, named: subject.names.path(at: first),
        subject.names.list(open).arguments.merging(
          ["previous": entry.id.description, "count": "\(open.count)"]) { $1 })
    }
  }

  private func comparison(
    _ pair: FormContinuities.Pair, _ now: ExactNumber, _ before: ExactNumber, _ names: CellNames
  ) -> BilingualText {
    let (opening, closing) = (names.row(at: pair.opening), names.row(at: pair.closing))
    let column = names.column(at: pair.opening)
    let difference = ExactNumber.text(millionths: abs(now.millionths - before.millionths))
    return BilingualText(
      zh: "“\(column.zh)” 列 “\(opening.zh)” 为 \(now)，"
        + "上一年 “\(closing.zh)” 为 \(before)，相差 \(difference)",
      en: "column \(column.en): \(opening.en) is \(now), "
        + "\(closing.en) of the year before was \(before), a difference of \(difference)")
  }
}
