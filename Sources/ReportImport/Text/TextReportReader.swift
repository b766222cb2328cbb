internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel
internal import ReportSyntax

/// Reads a report from plain text, as web pages and extractors leave it.
final class TextReportReader: ReportReader {
  let holdsMany = false
  private var source: ByteSource?
  private let options: ReadOptions
  private let vocabulary: ImportVocabulary

  /// The largest text that is read: hundreds of times the longest report.
  static let sizeLimit = 64 << 20

  init(
    _ source: ByteSource, _ options: ReadOptions, _ vocabularies: ImportVocabularyCache
  ) throws(Diagnostic) {
    self.source = source
    self.options = options
    vocabulary = try vocabularies.vocabulary(options.forms)
  }

  func next() throws(Diagnostic) -> ReadItem? {
    guard let source else { return nil }
    self.source = nil
    let bytes = try source.readAll(limit: Self.sizeLimit)
    guard let digest = MessageDigest.digest(of: bytes) else {
      throw Diagnostic(.digestUnavailable)
    }
    var repairs = TextRepairs()
    let text = try Self.text(bytes, &repairs)
    let document = TextLayout.document(text)
    let first = Place(line: 1, column: 1)
    if let long = document.parts.first(where: {
      $0.text.unicodeScalars.count > TextRule.maximumLength
    }) {
      let finding = Diagnostic(
        .textTooLong, at: long.place,
        ["name": "text", "count": "\(long.text.unicodeScalars.count)"])
      return ReadItem(outcome: .refused, place: first, findings: [finding])
    }
    let recogniser = ReportRecogniser(
      vocabulary: vocabulary, forms: options.forms, asEdition: options.asEdition)
    let recognised = try recogniser.recognise(
      document, digest: digest,
      source: Source(
        name: Self.baseName(source.path), digest: "sha256:\(digest)", reader: "text"))
    return ReadItem(
      outcome: .report(recognised.report), id: recognised.report.id.description, place: first,
      findings: repairs.diagnostics { Place(line: $0) } + recognised.findings,
      recognition: recognised.recognition)
  }

  /// The text in the encoding that it is in, cleaned line by line so that places stay true.
  private static func text(
    _ bytes: [UInt8], _ repairs: inout TextRepairs
  ) throws(Diagnostic) -> String {
    let encoding = try EncodingDetector.encoding(of: bytes.span)
    let decoded = try StreamDecoder.decode(bytes.span, as: encoding)
    let span = decoded.span
    switch CleanText.string(span, 0..<span.count, mark: 1, repairs: &repairs) {
    case .success(let text): return text
    case .failure: throw Diagnostic(.textEncodingUnknown)
    }
  }

  /// The last component of a path; empty for standard input.
  private static func baseName(_ path: String) -> String {
    path == "-" ? "" : path.split(separator: "/").last.map(String.init) ?? ""
  }
}
