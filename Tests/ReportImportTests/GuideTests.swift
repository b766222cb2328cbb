import ReportForms
import ReportModel
import ReportTestSupport
import Testing

/// What the guide shows is what there is.
@Suite struct GuideTests {
  private static let folder = "Sources/ReportKit/ReportKit.docc"

  private static func page(_ name: String) throws -> String {
    try PackageFiles.text("\(folder)/\(name).md")
  }

  /// The pages, by their names.
  private static func pages() throws -> [String: String] {
    var pages: [String: String] = [:]
    for path in try PackageFiles.files(in: folder) where path.hasSuffix(".md") {
      pages[String(path.dropFirst(folder.count + 1).dropLast(3))] = try PackageFiles.text(path)
    }
    return pages
  }

  @Test func examplesAreThoseOfTheSources() throws {
    let guide = try Self.page("AddAnImportLayout")
    let wording = try PackageFiles.text("Schemas/import/wording.json")
    let line = try #require(
      guide.split(separator: "\n").first { $0.hasPrefix("\"codeTitles\"") })
    #expect(wording.contains(line))
    let rows = ImportedText.forms.forms.flatMap(\.tables).flatMap(\.blocks).flatMap(\.rows)
    let variant = "5.要求行政机关确认或重新出具"
    #expect(guide.contains("\"variants\": [\"\(variant)\"]"))
    #expect(rows.contains { $0.variants.contains(variant) && guide.contains($0.label) })
    let source = try PackageFiles.text("Sources/ReportImport/Tables/CodeColumn.swift")
    let cases = guide.split(separator: "\n").filter { $0.contains("case .codes") }
    #expect(!cases.isEmpty)
    for line in cases { #expect(source.contains(line.drop { $0 == " " })) }
  }

  @Test func theLibraryExampleIsTheOneThatCompiles() throws {
    let example = try PackageFiles.text("Tests/Example/main.swift")
    #expect(try Self.page("UseTheLibrary").contains("```swift\n\(example)```\n"))
  }

  /// Every page is linked from the first one, and every link leads to a page.
  @Test func linksLeadToPages() throws {
    let pages = try Self.pages()
    #expect(pages.count >= 11)
    for (name, text) in pages {
      for link in text.matches(of: /<doc:(\w+)>/).map({ String($0.1) }) {
        #expect(pages[link] != nil, "\(name) links to \(link)")
      }
      let isLinked = name == "ReportKit" || pages["ReportKit"]?.contains("<doc:\(name)>") == true
      #expect(isLinked, "\(name) is not linked")
    }
  }

  /// Every file and folder that a page names is there, but for those of the edition that is added.
  @Test func namedFilesAreThere() throws {
    let files = try ["Sources", "Schemas", "Fixtures", "Tests"].flatMap(PackageFiles.files(in:))
    var count = 0
    for (name, text) in try Self.pages() {
      for match in text.matches(of: /`((?:Sources|Schemas|Fixtures|Tests)\/[\w.\/+-]+)`/) {
        let path = String(match.1)
        if path.contains("2027") { continue }
        count += 1
        #expect(files.contains { $0 == path || $0.hasPrefix(path + "/") }, "\(name): \(path)")
      }
    }
    #expect(count > 20)
  }

  /// The picture shows every module that there is, and none that there is not.
  @Test func thePictureShowsTheModules() throws {
    let page = try Self.page("Architecture")
    let picture = try #require(page.split(separator: "```").dropFirst().first)
    let shown = Set(picture.matches(of: /\b(Report[A-Z]\w+|nianbao)\b {2,}/).map { String($0.1) })
    let modules = try PackageFiles.files(in: "Sources").map { $0.split(separator: "/")[1] }
    let ours = Set(modules.map(String.init).filter { $0.hasPrefix("Report") || $0 == "nianbao" })
    #expect(shown == ours && ours.count == 12)
    let table = try #require(page.split(separator: "| --- | --- |").last)
    #expect(table.split(separator: "\n").count == 12)
  }

  @Test func theGlossaryIsInOrder() throws {
    let terms = try Self.page("Glossary").matches(of: /\n\| ([a-z][a-z ]*) \|/).map { String($0.1) }
      .filter { $0 != "term" }
    #expect(terms.count >= 30 && terms == terms.sorted() && Set(terms).count == terms.count)
  }
}
