import ReportModel
import Testing

@Suite struct ExactNumberTests {
  private static func number(_ text: String) -> ExactNumber? {
    let bytes = Array(text.utf8)
    return ExactNumber(lexicalForm: bytes.span)
  }

  @Test(arguments: [
    "0", "7", "26", "-38", "1646.5", "0.000001", "999999999999999", "123456789.123456",
    "-999999999999999", "10", "100.01", "0.1",
  ])
  func canonicalFormsAreTheirOwnDescription(text: String) throws {
    let number = try #require(Self.number(text))
    #expect(number.description == text)
  }

  @Test(arguments: [
    "", "-", "+1", "01", "00", "1.", ".5", "1.0", "1.50", "-0", "-0.0", "1e3", "1,000", "٣", "１",
    "1000000000000000", "0.0000001", "1 ", " 1", "1.2.3", "--1", "1234567890.123456",
    "123456789012345678901234567890",
  ])
  func otherSpellingsAreRefused(text: String) {
    #expect(Self.number(text) == nil)
  }

  @Test func lowestTerms() throws {
    let number = try #require(ExactNumber(mantissa: 152_790, scale: 4))
    #expect(number.mantissa == 15279)
    #expect(number.scale == 3)
    #expect(number.description == "15.279")
    #expect(number.millionths == 15_279_000)
    #expect(ExactNumber(mantissa: 0, scale: 6) == .zero)
    #expect(ExactNumber(mantissa: 1, scale: 7) == nil)
  }

  @Test func kindsAdmitTheirNumbersOnly() {
    #expect(CellValue(lexicalForm: "-38", kind: .signedCount) != nil)
    #expect(CellValue(lexicalForm: "-38", kind: .count) == nil)
    #expect(CellValue(lexicalForm: "-0.5", kind: .amount) == nil)
    #expect(CellValue(lexicalForm: "1.5", kind: .count) == nil)
    #expect(CellValue(lexicalForm: "", kind: .count) == .blank)
    #expect(CellValue(lexicalForm: "/", kind: .amount) == .notApplicable)
  }

  @Test func gridKeepsEveryState() throws {
    let values: [CellValue] = [
      .absent, .blank, .notApplicable, .number(.zero),
      .number(try #require(ExactNumber(mantissa: -999_999_999_999_999))),
      .number(try #require(ExactNumber(mantissa: 999_999_999_999_999, scale: 6))),
      .amountOfUnknownUnit(try #require(ExactNumber(mantissa: 8040))),
    ]
    var grid = CellGrid(count: values.count)
    for (ordinal, value) in values.enumerated() { grid[ordinal] = value }
    #expect(values.indices.map { grid[$0] } == values)
    #expect(grid.countOfNumbers == 4)
  }
}
