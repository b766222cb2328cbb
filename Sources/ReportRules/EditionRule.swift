internal import ReportDiagnostics
internal import ReportFormats
internal import ReportForms
internal import ReportModel

/// The form of a report against the one that its year prescribes.
struct EditionRule: Rule {
  static let description = RuleDescription(id: "edition", kinds: [.editionYearMismatch])

  static func rules(for form: Form) -> [any Rule] { [EditionRule()] }

  func check(_ subject: RuleSubject, into findings: inout RuleFindings) {
    let report = subject.report
    guard let year = report.year, let years = report.form.reportYears, !years.contains(year)
    else { return }
    findings.add(
      .editionYearMismatch, at: .year,
      [
        "year": "\(year)", "expected": subject.forms.form(forYear: year)?.edition ?? "—",
        "found": report.edition,
      ])
  }
}
