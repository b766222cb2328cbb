public import ReportDiagnostics
public import ReportFormats
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

  /// Every rule, in the order in which findings are given.
  private static let rules: [any Rule.Type] = [
    EditionRule.self, AgencyRule.self, SectionRule.self, SubmissionRule.self, IdentityRule.self,
    ContinuityRule.self,
  ]

  /// What each rule says of itself, in the same order.
  public static var descriptions: [RuleDescription] { rules.map { $0.description } }

  /// What is made of one form.
  private struct FormRules: Sendable {
    let names: CellNames
    let rules: [any Rule]

    init(_ form: Form, _ profile: RuleProfile) {
      names = CellNames(form: form)
      rules = RuleSet.rules.filter { $0.description.profiles.contains(profile) }
        .flatMap { $0.rules(for: form) }
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
      forms.forms.map { ($0.edition, FormRules($0, profile)) }, uniquingKeysWith: { $1 })
  }

  /// What is wrong with `report`, and what cannot be judged.
  ///
  /// - Parameters:
  ///   - places: where its parts stand in the source, as far as known.
  ///   - start: where it begins, for findings about what has no place of its own.
  public func findings(
    _ report: Report, places: ReportPlaces? = nil, start: Place = Place()
  ) -> [Diagnostic] {
    // A form that is not among those that the rules were made for has rules all the same.
    let form = formRules[report.edition] ?? FormRules(report.form, profile)
    let subject = RuleSubject(
      report: report, states: CellStates(report), names: form.names, profile: profile,
      forms: forms, previous: previous)
    var findings = RuleFindings(report.id, places: places, start: start, profile: profile)
    for rule in form.rules { rule.check(subject, into: &findings) }
    return findings.all
  }
}
