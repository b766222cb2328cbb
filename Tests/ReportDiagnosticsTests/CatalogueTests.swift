import Testing

@testable import ReportDiagnostics

@Suite struct CatalogueTests {
  @Test func everyIdIsUniqueAndKebabCase() {
    let ids = DiagnosticKind.catalogue.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(
        id.allSatisfy { ($0.isLetter && $0.isLowercase) || $0.isNumber || $0 == "-" }, "\(id)")
    }
  }
}
