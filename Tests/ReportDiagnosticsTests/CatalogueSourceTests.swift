import ReportTestSupport
import Testing

@testable import ReportDiagnostics

/// The catalogue against the sources: what is declared is listed, and what is listed is used.
@Suite struct CatalogueSourceTests {
  /// Every entry that the area files declare: its name in Swift, and its id.
  static func declared() throws -> [(name: String, id: String)] {
    try PackageFiles.files(in: "Sources/ReportDiagnostics/Catalogue").flatMap { path in
      try PackageFiles.text(path)
        .matches(of: /static let (\w+) = DiagnosticKind\(\s*"([^"]*)"/)
        .map { (String($0.1), String($0.2)) }
    }
  }

  @Test func everyDeclaredEntryIsListed() throws {
    let declared = try Self.declared().map(\.id)
    #expect(declared.count > 50)
    #expect(declared.sorted() == DiagnosticKind.catalogue.map(\.id).sorted())
  }

  /// The id is the name in kebab case, so that who sees one finds the other.
  @Test func idsAreNamesInKebabCase() throws {
    for (name, id) in try Self.declared() {
      #expect(id.replacing("-", with: "") == name.lowercased(), "\(name) \(id)")
    }
  }

  @Test func everyEntryIsUsed() throws {
    var words: Set<Substring> = []
    for path in try PackageFiles.files(in: "Sources")
    where path.hasSuffix(".swift") && !path.contains("/Catalogue/") {
      words.formUnion(
        try PackageFiles.text(path).split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    }
    for (name, id) in try Self.declared() {
      #expect(words.contains(Substring(name)), "no code gives \(id)")
    }
  }

  @Test(arguments: DiagnosticKind.catalogue.map(\.id))
  func bothLanguagesSayTheSame(id: String) throws {
    let kind = try #require(DiagnosticKind.catalogue.first { $0.id == id })
    let (zh, en) = (kind.message.zh, kind.message.en)
    #expect(!zh.isEmpty && !en.isEmpty)
    // A message may hand the two wordings of a detail to their languages.
    let languages: Set<String> = ["zh", "en"]
    let ofChinese = Self.placeholders(zh).subtracting(languages)
    #expect(ofChinese == Self.placeholders(en).subtracting(languages))
    #expect(zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    #expect(zh.hasSuffix("。") && !en.hasSuffix("."))
  }

  private static func placeholders(_ template: String) -> Set<String> {
    Set(template.matches(of: /\{(\w+)\}/).map { String($0.1) })
  }
}
