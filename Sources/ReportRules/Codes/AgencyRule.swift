internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel

/// The identity codes of the agency that reports.
struct AgencyRule: Rule {
  static let description = RuleDescription(
    id: "agency-codes",
    kinds: [
      .creditCodeMalformed, .creditCodeCheckWrong, .organisationCodeCheckWrong,
      .divisionCodeInvalid,
    ])

  static func rules(for form: Form) -> [any Rule] { [AgencyRule()] }

  func check(_ subject: RuleSubject, into findings: inout RuleFindings) {
    let agency = subject.report.agency
    if !agency.creditCode.isEmpty { check(creditCode: agency.creditCode, &findings) }
    if !agency.divisionCode.isEmpty, !DivisionCode.isPossible(agency.divisionCode) {
      findings.add(
        .divisionCodeInvalid, at: .divisionCode, ["code": excerpt(agency.divisionCode)])
    }
  }

  private func check(creditCode text: String, _ findings: inout RuleFindings) {
    guard let code = CreditCode(text) else {
      return findings.add(.creditCodeMalformed, at: .creditCode, ["code": excerpt(text)])
    }
    if !code.isValid {
      findings.add(
        .creditCodeCheckWrong, at: .creditCode,
        [
          "code": text, "found": String(code.check), "expected": String(code.expectedCheck),
        ])
    }
    if let inner = OrganisationCode(code.organisationCode), !inner.isValid {
      findings.add(
        .organisationCodeCheckWrong, at: .creditCode,
        [
          "code": inner.text, "found": String(inner.check),
          "expected": String(inner.expectedCheck),
        ])
    }
  }

  private func excerpt(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(64)))
  }
}
