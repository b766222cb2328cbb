internal import ReportDiagnostics
internal import ReportModel

/// Judges the identity codes of the agency that reports.
enum AgencyRule {
  static func judge(_ findings: inout RuleFindings) {
    let agency = findings.report.agency
    if !agency.creditCode.isEmpty { judge(&findings, creditCode: agency.creditCode) }
    if !agency.divisionCode.isEmpty, !DivisionCode.isPossible(agency.divisionCode) {
      findings.add(
        .divisionCodeInvalid, at: .divisionCode, ["code": excerpt(agency.divisionCode)])
    }
  }

  private static func judge(_ findings: inout RuleFindings, creditCode text: String) {
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

  private static func excerpt(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(64)))
  }
}
