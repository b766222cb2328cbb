import ReportRules
import Testing

@Suite struct CreditCodeTests {
  @Test(arguments: [
    "113708260043292687", "11341702486344515H", "11341702003256079T", "113325000026455663",
    "12620600MB0523338C", "91350100M000100Y43",
  ])
  func isValid(_ text: String) throws {
    let code = try #require(CreditCode(text))
    #expect(code.isValid)
  }

  @Test func checkCharacterIsComputed() throws {
    let code = try #require(CreditCode("91350100M000100Y4Z".replacingLastCharacter(with: "4")))
    #expect(!code.isValid)
    #expect(code.expectedCheck == "3")
  }

  @Test(arguments: ["", "91350100M000100Y4Z", "91350100m000100y43", "91350100M000100Y4", "１"])
  func isMalformed(_ text: String) {
    #expect(CreditCode(text) == nil)
  }
}

extension String {
  fileprivate func replacingLastCharacter(with character: Character) -> String {
    String(dropLast()) + String(character)
  }
}
