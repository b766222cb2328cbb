@testable import ReportDiagnostics
import ReportForms
import ReportModel
import ReportRules
import ReportTestSupport
import Testing

/// What rules say of themselves against what they give.
@Suite struct RuleDescriptionTests {
  /// The one diagnostic of the catalogue's area that the run gives, and no rule.
  static let givenByTheRun: [DiagnosticKind] = [.previousReportsRefused]

  @Test func everyRuleHasAnIDOfItsOwn() {
    let ids = RuleSet.descriptions.map(\.id)
    #expect(ids.count == Set(ids).count)
    for id in ids { #expect(id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(id)") }
  }

  /// Each entry of the catalogue's area belongs to one rule.
  @Test func everyDiagnosticHasOneRule() {
    let kinds = RuleSet.descriptions.flatMap(\.kinds) + Self.givenByTheRun
    #expect(kinds.map(\.id).sorted() == DiagnosticKind.rulesArea.map(\.id).sorted())
  }

  /// A profile gives nothing but what its rules name.
  @Test(arguments: RuleProfile.allCases) func nothingElseIsFound(_ profile: RuleProfile) {
    let rules = RuleSet(forms: RuleMaterial.library, profile: profile, previous: PreviousReports())
    let named = Set(
      RuleSet.descriptions.filter { $0.profiles.contains(profile) }.flatMap(\.kinds))
    var found: Set<DiagnosticKind> = []
    for form in RuleMaterial.library.forms {
      var generator = ReportGenerator(seed: 7)
      for _ in 0..<20 {
        found.formUnion(rules.findings(generator.report(of: form)).map(\.kind))
      }
      let sound = RuleMaterial.soundReport(of: form, seed: 1)
      found.formUnion(rules.findings(Report(id: sound.id, form: form)).map(\.kind))
    }
    #expect(found.isSubset(of: named))
    #expect(found.count > (profile == .draft ? 8 : 12))
  }
}
