public import ReportDiagnostics
internal import ReportForms
internal import ReportModel

/// A rule that reports are checked by: one file with a type of this, and its line in
/// ``RuleSet/rules``.
protocol Rule: Sendable {
  /// What the rule is called, when it applies, and what it can find.
  static var description: RuleDescription { get }

  /// The rule made for `form`, once for all reports of it; none where the form gives it nothing to
  /// check.
  static func rules(for form: Form) -> [any Rule]

  /// Adds what is wrong with the report, and what cannot be judged.
  func check(_ subject: RuleSubject, into findings: inout RuleFindings)
}

/// What a rule says of itself.
public struct RuleDescription: Sendable, Hashable {
  /// The kebab-case identifier of the rule.
  public let id: String
  /// The profiles in which it is applied.
  public let profiles: Set<RuleProfile>
  /// The diagnostics that it can give.
  public let kinds: [DiagnosticKind]

  init(
    id: String, profiles: Set<RuleProfile> = Set(RuleProfile.allCases), kinds: [DiagnosticKind]
  ) {
    self.id = id
    self.profiles = profiles
    self.kinds = kinds
  }
}

/// What a rule looks at: one report and what is known beside it, put together once for all rules.
struct RuleSubject {
  let report: Report
  /// What each cell can be counted with.
  let states: CellStates
  /// The names of the cells of the form.
  let names: CellNames
  /// What the report is checked for.
  let profile: RuleProfile
  /// The forms of all editions.
  let forms: FormLibrary
  /// The reports of the year before; nil where none are compared with.
  let previous: PreviousReports?
}
