import ReportDiagnostics
import ReportForms
import ReportKit
import ReportTestSupport
import Testing

/// What lies in Schemas/ is what the forms give.
@Suite struct PublishedSchemaTests {
  @Test func committedSchemasAreThoseOfTheForms() throws {
    let generated = PublishedSchema.all(LawMaterial.forms)
    for schema in generated {
      let committed = try? PackageFiles.text("Schemas/\(schema.path)")
      let isSame = committed == schema.text
      #expect(isSame, "Schemas/\(schema.path) is stale: run nianbao schema --write Schemas")
    }
    let files = try ["xsd", "json"].flatMap { try PackageFiles.files(in: "Schemas/\($0)") }
    #expect(files.sorted() == generated.map { "Schemas/\($0.path)" }.sorted())
  }

  @Test func everyFormLiesInItsFile() throws {
    let files = try PackageFiles.files(in: "Schemas/forms")
    #expect(files.count == LawMaterial.editions.count)
    for path in files {
      let form = try FormLibrary.form(definedBy: PackageFiles.bytes(path))
      #expect(path == "Schemas/forms/\(form.edition).json")
      #expect(LawMaterial.editions.contains(form.edition), "\(path) is not embedded")
    }
  }
}
