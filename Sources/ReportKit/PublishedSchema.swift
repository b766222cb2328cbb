public import ReportDiagnostics
internal import ReportFormats
public import ReportForms
internal import ReportIO

/// One schema file that is published under `Schemas/`, generated from the forms.
public struct PublishedSchema: Sendable, Hashable {
  /// Its path below `Schemas/`, such as `xsd/report-2021.xsd`.
  public let path: String
  /// The whole text, ending in a line feed.
  public let text: String

  /// The name of the file.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Every schema that `forms` give.
  public static func all(_ forms: FormLibrary) -> [PublishedSchema] {
    XMLSchemaFiles.all(forms).map { PublishedSchema(path: "xsd/\($0.name)", text: $0.text) }
      + forms.forms.map { form in
        PublishedSchema(
          path: "json/report-\(form.edition).schema.json", text: JSONSchemaGenerator.schema(form))
      }
      + [
        PublishedSchema(
          path: "json/provenance.schema.json", text: JSONSchemaGenerator.provenanceSchema())
      ]
  }

  /// Writes the file below `folder`, making the folders it needs.
  public func write(under folder: String) throws(Diagnostic) {
    let file = "\(folder)/\(path)"
    try FolderPath.make(String(file.dropLast(name.count + 1)))
    let output = try OutputFile(path: file)
    try output.write(Array(text.utf8))
    try output.commit()
  }
}
