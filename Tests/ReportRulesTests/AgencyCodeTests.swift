import ReportDiagnostics
import ReportModel
import ReportRules
import Testing

/// Identity codes: GB 32100, GB 11714, GB/T 2260.
@Suite struct AgencyCodeTests {
  /// Codes of real bodies, and the example of the standard; all are valid.
  static let creditCodes = [
    "113708260043292687", "11341702486344515H", "11341702003256079T", "113325000026455663",
    "12620600MB0523338C", "91350100M000100Y43",
  ]

  static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

  private static func findings(_ agency: Agency) throws -> [Diagnostic] {
    var report = RuleMaterial.soundReport(of: try RuleMaterial.form("2021"), seed: 1)
    report.agency = agency
    return RuleSet.draft.findings(report)
  }

  @Test(arguments: creditCodes) func validCodesHaveNoFinding(_ code: String) throws {
    #expect(try Self.findings(Agency(creditCode: code)) == [])
  }

  /// Every other character of the alphabet, in every place.
  @Test(arguments: creditCodes) func anyOneChangedCharacterIsFound(_ code: String) throws {
    let characters = Array(code)
    for index in characters.indices {
      for character in Self.alphabet where character != characters[index] {
        var changed = characters
        changed[index] = character
        let findings = try Self.findings(Agency(creditCode: String(changed)))
        let wrong = findings.filter { $0.kind == .creditCodeCheckWrong }
        #expect(wrong.count == 1, "\(String(changed))")
        #expect(findings.allSatisfy { $0.severity == .error })
        #expect(wrong.first?.arguments["found"] == String(changed[17]))
        #expect(wrong.first?.arguments["expected"] != String(changed[17]))
      }
    }
  }

  /// Neighbours that changed places, unless they are the same.
  @Test(arguments: creditCodes) func swappedCharactersAreFound(_ code: String) throws {
    for index in 0..<code.count - 1 {
      var changed = Array(code)
      guard changed[index] != changed[index + 1] else { continue }
      changed.swapAt(index, index + 1)
      let findings = try Self.findings(Agency(creditCode: String(changed)))
      #expect(findings.contains { $0.kind == .creditCodeCheckWrong }, "\(String(changed))")
    }
  }

  @Test(arguments: [
    "11370826004329268", "1137082600432926870", "11370826004329268I", "11370826004329268O",
    "11370826004329268S", "11370826004329268V", "11370826004329268Z", "11341702486344515h",
    "113708260043292687 ", "１13708260043292687", "统一社会信用代码", "91350100M000100Y4Z",
  ])
  func malformedCodesAreFound(_ code: String) throws {
    let findings = try Self.findings(Agency(creditCode: code))
    #expect(findings.map(\.kind) == [.creditCodeMalformed])
    #expect(findings.first?.message(in: .english).contains(code) == true)
    #expect(findings.first?.message(in: .chinese).contains(code) == true)
  }

  @Test func longTextsAreCutInMessages() throws {
    let code = String(repeating: "长", count: 100_000)
    for finding in try Self.findings(Agency(creditCode: code, divisionCode: code)) {
      #expect(finding.message(in: .chinese).unicodeScalars.count < 300)
    }
  }

  @Test func organisationCodes() throws {
    for text in ["01527918X", "004329268", "486344515", "MB0523338"] {
      let code = try #require(OrganisationCode(text))
      #expect(code.isValid, "\(text)")
    }
    // The plain alphabet: A is 10, Z is 35.
    #expect(OrganisationCode("PDY000017") != nil)
    for text in ["", "01527918", "01527918x", "0152791-8", "01527918XX", "０1527918X"] {
      #expect(OrganisationCode(text)?.isValid != true, "\(text)")
    }
  }

  /// 11 is prime, and no weight is a multiple of it: any one wrong digit changes the check character.
  /// A letter may stand for a digit 11 less.
  @Test(arguments: ["01527918X", "004329268", "486344515"])
  func anyOneChangedCharacterOfAnOrganisationCodeIsFound(_ text: String) throws {
    let characters = Array(text)
    for index in characters.indices {
      for digit in "0123456789" where digit != characters[index] {
        var changed = characters
        changed[index] = digit
        let code = try #require(OrganisationCode(String(changed)))
        #expect(!code.isValid, "\(String(changed))")
      }
    }
  }

  /// The organisation code within a credit code is judged on its own.
  @Test func theInnerCodeIsJudged() throws {
    let code = try #require(CreditCode("113708260043292697"))
    let right = String(code.text.dropLast()) + String(code.expectedCheck)
    let findings = try Self.findings(Agency(creditCode: right))
    #expect(findings.map(\.kind) == [.organisationCodeCheckWrong])
    #expect(findings[0].arguments["code"] == "004329269")
    #expect(findings[0].arguments["expected"] == "8")
    for language in Language.allCases {
      #expect(findings[0].message(in: language).contains("004329269"))
    }
  }

  @Test(arguments: [
    "110000", "110101", "210000", "210100", "210102", "222401", "429004", "469001", "500101",
    "650000", "659001", "710000", "810000", "820000",
  ])
  func possibleDivisionCodes(_ code: String) throws {
    #expect(DivisionCode.isPossible(code))
    #expect(try Self.findings(Agency(divisionCode: code)) == [])
  }

  @Test(arguments: [
    "", "000000", "160000", "990000", "21010", "2101000", "2101OO", "21-100", "２10100", "210001",
    "210100 ", "-10100", "+10100", "210100000",
  ])
  func impossibleDivisionCodes(_ code: String) throws {
    #expect(!DivisionCode.isPossible(code))
    guard !code.isEmpty else { return }
    let findings = try Self.findings(Agency(divisionCode: code))
    #expect(findings.map(\.kind) == [.divisionCodeInvalid])
    #expect(findings[0].message(in: .chinese).contains(code))
    #expect(findings[0].message(in: .english).contains(code))
  }
}
