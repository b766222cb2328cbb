import ReportForms
import ReportModel
import ReportTestSupport
import Testing

/// What the guide shows is what there is.
@Suite struct GuideTests {
  @Test func examplesAreThoseOfTheSources() throws {
    let guide = try PackageFiles.text("Sources/ReportKit/ReportKit.docc/Importing.md")
    let wording = try PackageFiles.text("Schemas/import/wording.json")
    let line = try #require(
      guide.split(separator: "\n").first { $0.hasPrefix("\"codeTitles\"") })
    #expect(wording.contains(line))
    let rows = ImportedText.forms.forms.flatMap(\.tables).flatMap(\.blocks).flatMap(\.rows)
    let variant = "5.要求行政机关确认或重新出具"
    #expect(guide.contains("\"variants\": [\"\(variant)\"]"))
    #expect(rows.contains { $0.variants.contains(variant) && guide.contains($0.label) })
    let source = try PackageFiles.text("Sources/ReportImport/Tables/CodeColumn.swift")
    for line in guide.split(separator: "\n") where line.contains("case .codes") {
      #expect(source.contains(line.drop { $0 == " " }))
    }
  }
}
