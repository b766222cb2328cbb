internal import ReportDiagnostics

/// What a report is checked for.
public enum RuleProfile: String, Sendable, Hashable, CaseIterable {
  /// A report that may still be worked on: whatever can be read.
  case draft
  /// A report that is handed in: complete, and nothing wrong with it.
  case submission

  /// The severity of a finding of a rule: what is a warning in a draft is an error in a submission,
  /// unless the form itself is unsure of the rule.
  func severity(of severity: Severity, isCertain: Bool) -> Severity {
    guard isCertain else { return min(severity, .warning) }
    return self == .submission && severity == .warning ? .error : severity
  }
}
