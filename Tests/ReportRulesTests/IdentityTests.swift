import ReportDiagnostics
import ReportModel
import ReportRules
import ReportTestSupport
import Testing

/// Each identity of each edition, in each of its rows or columns: it holds, it fails by one.
@Suite struct IdentityTests {
  /// By the forms: 7 in one column; 7 + 7 columns, 23 or 25 rows, and 3 rows of disputes.
  @Test(arguments: [("2014", 7), ("2019", 7 + 7 + 23 + 3), ("2021", 7 + 7 + 25 + 3)])
  func instancesOfAnEdition(_ edition: String, count: Int) {
    let identities = RuleMaterial.identities.filter { $0.form.edition == edition }
    #expect(identities.reduce(0) { $0 + $1.instances.count } == count)
  }

  @Test func everyIdentityOfAFormIsTested() {
    let tables = EmbeddedForms.withTables.flatMap(\.tables)
    #expect(RuleMaterial.identities.count == tables.reduce(0) { $0 + $1.identities.count })
  }

  @Test(arguments: RuleMaterial.identities) func holds(_ tested: RuleMaterial.Identity) throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let report = RuleMaterial.soundReport(of: tested.form, seed: seed)
      for instance in tested.instances { #expect(instance.verdict(report.cells) == .holds) }
    }
  }

  @Test(arguments: RuleMaterial.identities)
  func failsByOne(_ tested: RuleMaterial.Identity) throws {
    let rules = RuleSet.draft
    let sound = RuleMaterial.soundReport(of: tested.form, seed: 7)
    for (index, instance) in tested.instances.enumerated() {
      for (ordinal, isLeft) in [(instance.left[0], true), (instance.right[0], false)] {
        let report = sound.changed(by: 1, at: ordinal)
        guard case .fails(let left, let right) = instance.verdict(report.cells) else {
          Issue.record("\(tested.identity.id), instance \(index) does not fail")
          continue
        }
        #expect(left - right == (isLeft ? 1_000_000 : -1_000_000))
        let found = rules.findings(report).filter {
          $0.kind == .identityBroken && $0.arguments["identity"] == tested.identity.id
        }
        #expect(found.count == 1)
        let finding = try #require(found.first)
        #expect(finding.severity == (tested.identity.isCertain ? .error : .warning))
        #expect(finding.arguments["difference"] == "1")
        #expect(finding.arguments["left"] == "\(left / 1_000_000)")
        #expect(finding.arguments["right"] == "\(right / 1_000_000)")
        try expectBothSides(of: finding, instance, report)
      }
    }
  }

  /// The finding says in both languages what stands on either side, and the difference.
  private func expectBothSides(
    of finding: Diagnostic, _ instance: IdentityInstance, _ report: Report
  ) throws {
    for language in Language.allCases {
      let message = finding.message(in: language)
      for name in ["left", "right", "difference", "identity"] {
        #expect(message.contains(try #require(finding.arguments[name])), "\(message)")
      }
      // A name of its own and a number for each term that is not 0, and no placeholder left.
      let pluses = [instance.left, instance.right].reduce(0) { count, side in
        count + max(Self.shown(side, report).count, 1) - 1
      }
      #expect(message.components(of: " + ") == pluses, "\(message)")
      #expect(!message.contains("{"))
    }
    let zh = finding.message(in: .chinese)
    let en = finding.message(in: .english)
    for side in [instance.left, instance.right] {
      for ordinal in Self.shown(side, report) {
        let codes = report.form.codes(at: ordinal)
        let term = instance.identity.direction == .column ? codes.row : codes.column
        #expect(en.contains("\(term) \(report.cells[ordinal].lexicalForm)"), "\(en)")
      }
      let zeros = side.count - Self.shown(side, report).count
      if zeros > 0, zeros < side.count {
        #expect(en.contains("(and \(zeros) of 0)"), "\(en)")
        #expect(zh.contains("（另有 \(zeros) 项为 0）"), "\(zh)")
      }
    }
    #expect(zh.contains("左边合计") && zh.contains("右边合计") && zh.contains("相差"))
    #expect(en.contains("on the left") && en.contains("on the right") && en.contains("difference"))
  }

  /// The terms of a side that are told one by one.
  private static func shown(_ side: [Int], _ report: Report) -> [Int] {
    side.count == 1 ? side : side.filter { report.cells[$0] != .number(.zero) }
  }

  /// Sums are exact: the largest counts in all cells neither overflow nor round.
  @Test(arguments: RuleMaterial.identities)
  func sumsAreExact(_ tested: RuleMaterial.Identity) throws {
    let largest = try #require(ExactNumber(mantissa: ExactNumber.limit - 1))
    let instance = tested.instances[0]
    var report = RuleMaterial.soundReport(of: tested.form, seed: 3)
    for ordinal in instance.cells { report.cells[ordinal] = .number(largest) }
    guard case .fails(let left, let right) = instance.verdict(report.cells) else {
      return #expect(instance.left.count == instance.right.count)
    }
    #expect(left == largest.millionths * Int128(instance.left.count))
    #expect(right == largest.millionths * Int128(instance.right.count))
    let finding = try #require(
      RuleSet.draft.findings(report).first {
        $0.kind == .identityBroken && $0.arguments["identity"] == tested.identity.id
      })
    #expect(finding.arguments["left"] == "\(left / 1_000_000)")
  }
}

extension String {
  /// How often `text` stands in it.
  fileprivate func components(of text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
