import ReportSyntax
import Testing

@Suite struct NameTableTests {
  private static let names = [
    "total", "totals", "tota", "", "refused.stateSecret", "refused.stateSecrets", "a",
  ]

  @Test(arguments: -1...10)
  func everyNameIsFoundWhateverIsExpected(expected: Int) {
    let table = NameTable(Self.names)
    for (index, name) in Self.names.enumerated() {
      #expect(Self.index(of: name, in: table, expected) == index)
    }
    for name in ["totaL", "otal", "refused.stateSecre", "b", "\0", "total\0"] {
      #expect(Self.index(of: name, in: table, expected) == nil)
    }
  }

  @Test func tableOfNoNames() {
    #expect(Self.index(of: "", in: NameTable([]), 0) == nil)
  }

  @Test func tableOfTheEmptyName() {
    #expect(Self.index(of: "", in: NameTable([""]), 0) == 0)
  }

  private static func index(of name: String, in table: NameTable, _ expected: Int) -> Int? {
    let bytes = Array(name.utf8)
    return table.index(of: bytes.span, expecting: expected)
  }
}
