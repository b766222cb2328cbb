internal import ReportDiagnostics
internal import ReportFormats
internal import ReportSyntax

extension Format {
  /// The vocabulary of the forms, kept from one source to the next, whatever the format.
  private static let vocabularies = ImportVocabularyCache()

  /// Declares a format that is only read, by laying it out and recognising a report in it.
  static func imported(
    name: String, aliases: [String] = [], extensions: [String], mediaType: String,
    summary: BilingualText, recognise: @escaping @Sendable (Span<UInt8>) -> Confidence,
    layout: @escaping ImportReader.Layout
  ) -> Format {
    Format(
      name: name, aliases: aliases, extensions: extensions, mediaType: mediaType, capacity: .one,
      fidelity: .importOnly, summary: summary, recognise: recognise,
      reading: .stream { source, options throws(Diagnostic) in
        ImportReader(
          source, options, name: name, try vocabularies.vocabulary(options.forms), layout: layout)
      })
  }
}
