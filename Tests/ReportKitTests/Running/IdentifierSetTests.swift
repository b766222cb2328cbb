import ReportFormats
import ReportModel
import Testing

@Suite struct IdentifierSetTests {
  private func id(_ number: Int) throws -> ReportID {
    try #require(ReportID("2024-" + String(number, radix: 36)))
  }

  /// Each id is new once, however the tables have grown in between.
  @Test func everyIdIsNewOnce() throws {
    var identifiers = IdentifierSet()
    let count = 40_000
    for number in 0..<count {
      let isKnown = identifiers.contains(try id(number))
      let isNew = identifiers.insert(try id(number))
      guard !isKnown, isNew, identifiers.contains(try id(number)) else {
        Issue.record("\(number)")
        return
      }
    }
    for number in 0..<count {
      let isNew = identifiers.insert(try id(number))
      guard !isNew, !identifiers.contains(try id(count + number)) else {
        Issue.record("\(number)")
        return
      }
    }
  }
}
