internal import ReportDiagnostics
internal import ReportSyntax

extension Format {
  /// `json`: one report a file, as a JSON object that the JSON Schema of its edition describes.
  ///
  /// An object that goes over several lines is `json` for certain, and one followed by another on
  /// the next line is `ndjson` for certain. One object on one line is both (and gives the same
  /// report either way): both formats say that it is likely, so that the name of the file decides.
  public static let json = Format(
    name: "json", extensions: [".json"], mediaType: "application/json", capacity: .one,
    fidelity: .exact,
    summary: BilingualText(
      zh: "每个文件一份报告的 JSON，附 JSON Schema", en: "JSON, one report a file; has a JSON Schema"),
    recognise: { prefix in
      switch JSONShape(of: prefix) {
      case .other, .lines: .none
      case .spread: .certain
      case .oneLine: .likely
      case .broken: .possible
      }
    },
    reading: .stream { source, options throws(Diagnostic) in JSONReportReader(source, options) },
    writing: .stream(
      options: [ProvenanceOptions.self],
      encoder: { JSONReportEncoder(.indented, $0) },
      serializer: { _, _ in ConcatenatingSerializer() }))
}
