internal import ReportDiagnostics
internal import ReportSyntax

extension Format {
  /// `ndjson`: one report a line, each line a document as in ``json``. See there for how the two are
  /// told apart.
  public static let ndjson = Format(
    name: "ndjson", aliases: ["jsonl", "jsonlines"], extensions: [".ndjson", ".jsonl"],
    mediaType: "application/x-ndjson", capacity: .many, fidelity: .exact,
    summary: BilingualText(
      zh: "每行一份报告的 JSON，便于逐行处理大量报告", en: "JSON, one report a line; for many reports"),
    recognise: { prefix in
      switch JSONShape(of: prefix) {
      case .other, .spread: .none
      case .lines: .certain
      case .oneLine: .likely
      case .broken: .possible
      }
    },
    reading: .stream { source, options throws(Diagnostic) in NDJSONReportReader(source, options) },
    writing: .stream(
      isResumable: true, options: [ProvenanceOptions.self],
      encoder: { JSONReportEncoder(.compact, $0) },
      serializer: { _, _ in ConcatenatingSerializer() }))
}
