public import ReportDiagnostics
public import ReportForms
public import ReportModel

/// The rules that reports are checked by, ready for every form: made once, used for any number of
/// reports, from any thread.
///
///     let rules = RuleSet(forms: try .embedded(), profile: .submission)
///     let findings = rules.findings(report, places: item.places, start: item.place)
public final class RuleSet: Sendable {
  /// What reports are checked for.
  public let profile: RuleProfile
  private let forms: FormLibrary
  private let previous: PreviousReports?
  private let formRules: [String: FormRules]

  /// What is made of one form.
  private struct FormRules: Sendable {
    let names: CellNames
    let identities: IdentityRule
    let continuities: ContinuityRule

    init(_ form: Form) {
      names = CellNames(form: form)
      identities = IdentityRule(form, names)
      continuities = ContinuityRule(form, names)
    }
  }

  /// Makes the rules of all editions.
  ///
  /// - Parameter previous: the reports of the year before, to compare with; nil for none.
  public init(
    forms: FormLibrary, profile: RuleProfile = .draft, previous: PreviousReports? = nil
  ) {
    self.forms = forms
    self.profile = profile
    self.previous = previous
    formRules = Dictionary(
      forms.forms.map { ($0.edition, FormRules($0)) }, uniquingKeysWith: { $1 })
  }

  /// What is wrong with `report`, and what cannot be judged.
  ///
  /// - Parameters:
  ///   - places: where its parts stand in the source, as far as known.
  ///   - start: where it begins, for findings about what has no place of its own.
  public func findings(
    _ report: Report, places: ReportPlaces? = nil, start: Place = Place()
  ) -> [Diagnostic] {
    var findings = RuleFindings(report, places: places, start: start, profile: profile)
    judgeEdition(&findings)
    AgencyRule.judge(&findings)
    SectionRule.judge(&findings)
    // A form that is not among those that the rules were made for has rules all the same.
    let rules = formRules[report.edition] ?? FormRules(report.form)
    let states = CellStates(report)
    if profile == .submission { SubmissionRule.judge(&findings, states, rules.names) }
    rules.identities.judge(&findings, states)
    if let previous { rules.continuities.judge(&findings, previous) }
    return findings.all
  }

  /// The form of the report against that of its year.
  private func judgeEdition(_ findings: inout RuleFindings) {
    guard let year = findings.report.year, let years = findings.report.form.reportYears,
      !years.contains(year)
    else { return }
    findings.add(
      .editionYearMismatch, at: .year,
      [
        "year": "\(year)", "expected": forms.form(forYear: year)?.edition ?? "—",
        "found": findings.report.edition,
      ])
  }
}
