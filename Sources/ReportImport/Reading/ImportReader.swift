internal import ReportDiagnostics
internal import ReportFormats
internal import ReportForms
internal import ReportModel
internal import ReportContainers
internal import ReportIO
internal import ReportSyntax

/// Reads a report from a source of a guessed format: lays it out and recognises it.
final class ImportReader: ReportReader {
  /// Lays the bytes of a source out.
  typealias Layout =
    @Sendable (_ bytes: [UInt8], _ context: LayoutContext) throws(Diagnostic) -> LooseDocument

  let holdsMany = false
  private var source: ByteSource?
  private let options: ReadOptions
  private let vocabulary: ImportVocabulary
  private let name: String
  private let layout: Layout

  /// The largest source that is read: hundreds of times the longest report.
  static let sizeLimit = 64 << 20

  /// - Parameters:
  ///   - name: the name of the format.
  ///   - vocabulary: the labels of the forms in `options`.
  init(
    _ source: ByteSource, _ options: ReadOptions, name: String, _ vocabulary: ImportVocabulary,
    layout: @escaping Layout
  ) {
    self.source = source
    self.options = options
    self.vocabulary = vocabulary
    self.name = name
    self.layout = layout
  }

  func next() throws(Diagnostic) -> ReadItem? {
    guard let source else { return nil }
    self.source = nil
    let bytes = try source.readAll(limit: Self.sizeLimit)
    guard let digest = MessageDigest.digest(of: bytes) else {
      throw Diagnostic(.digestUnavailable)
    }
    let document = try layout(
      bytes,
      LayoutContext(
        source: source.path, forms: options.forms, wording: vocabulary.wording,
        limits: options.archiveLimits))
    // Where there are no lines, the first of its parts says where it begins.
    let start = document.parts.first?.place ?? Place()
    let first = start.isInLines ? Place(line: 1, column: 1) : start
    if let long = document.parts.first(where: {
      $0.text.unicodeScalars.count > TextRule.maximumLength
    }) {
      let finding = Diagnostic(
        .textTooLong, at: long.place,
        ["name": name, "count": "\(long.text.unicodeScalars.count)"])
      return ReadItem(outcome: .refused, place: first, findings: [finding])
    }
    let recogniser = ReportRecogniser(
      vocabulary: vocabulary, forms: options.forms, asEdition: options.asEdition,
      agency: options.agency)
    let recognised = try recogniser.recognise(
      document, digest: digest,
      source: Source(
        name: Self.baseName(source.path), digest: "sha256:\(digest)", reader: name))
    return ReadItem(
      outcome: .report(recognised.report), id: recognised.report.id.description, place: first,
      findings: document.repairs.diagnostics { Place(line: $0) } + document.findings
        + recognised.findings,
      recognition: recognised.recognition,
      places: options.keepsPlaces ? recognised.places : nil)
  }

  /// The last component of a path; empty for standard input.
  private static func baseName(_ path: String) -> String {
    path == "-" ? "" : path.split(separator: "/").last.map(String.init) ?? ""
  }
}

/// What a layout knows beside the bytes of its source.
struct LayoutContext {
  /// The name of the source in findings: its path, `-` for standard input.
  let source: String
  /// The forms of all editions.
  let forms: FormLibrary
  /// The words that reports are known by.
  let wording: ImportWording
  /// The limits for reading archives.
  let limits: ArchiveLimits
}

/// Turns the bytes of a source into text.
enum ImportedCharacters {
  /// The text in the encoding that it is in, by its bytes and not by what it says of itself.
  ///
  /// - Throws: `text-encoding-unknown` with the place of the first byte that fits none.
  static func decode(_ bytes: [UInt8]) throws(Diagnostic) -> [UInt8] {
    let encoding = try EncodingDetector.encoding(of: bytes.span)
    return try StreamDecoder.decode(bytes.span, as: encoding)
  }

  /// The text with line ends and characters as reports may have them, and what was changed for that.
  static func clean(_ utf8: [UInt8]) throws(Diagnostic) -> (text: String, repairs: TextRepairs) {
    let span = utf8.span
    var repairs = TextRepairs()
    switch CleanText.string(span, 0..<span.count, mark: 1, repairs: &repairs) {
    case .success(let text): return (text, repairs)
    case .failure: throw Diagnostic(.textEncodingUnknown)
    }
  }
}

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
