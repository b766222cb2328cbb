internal import ReportSyntax
public import ReportDiagnostics
public import ReportFormats
internal import ReportBundles
internal import ReportImport
internal import ReportContainers
internal import ReportIO

/// The formats there are, each in one line; everything that lists, finds or recognises formats
/// asks here.
public struct FormatRegistry: Sendable {
  /// The formats, in the order in which help lists them.
  public let formats: [Format]

  /// Every format of this version.
  public static let standard = FormatRegistry(formats: [
    .json, .ndjson, .xml, .csv, .bundle, .cells, .html, .docx, .xlsx, .text,
  ])

  /// Makes a registry of `formats`.
  public init(formats: [Format]) { self.formats = formats }

  /// The format that `name` or an alias names, in any case; nil if there is none.
  public func format(named name: String) -> Format? {
    let name = name.lowercased()
    return formats.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// The formats that can be read.
  public var readable: [Format] { formats.filter { $0.reading != nil } }

  /// The formats that can be written.
  public var writable: [Format] { formats.filter { $0.writing != nil } }

  /// The names of the files that make a folder one input.
  public var markers: [String] { readable.compactMap(\.marker) }

  /// The format of a folder, from the marker file that lies in it.
  ///
  /// - Throws: `input-format-unknown`.
  public func recognise(folder path: String) throws(Diagnostic) -> Format {
    guard
      let format = readable.first(where: { format in
        format.marker.map { FolderPath.holds(oneOf: [$0], path) } ?? false
      })
    else { throw unknown([0], path) }
    return format
  }

  /// The format of a ZIP container, from the marker file among its entries; nil if it is no ZIP, or
  /// none of ours.
  public func recognise(archive path: String, prefix: [UInt8]) -> Format? {
    guard ForeignFormat.zip.isBeginning(prefix), let input = try? PackageInput(path: path) else {
      return nil
    }
    return readable.first { format in format.marker.map(input.holds) ?? false }
  }

  /// `prefix` without its byte order mark, and in UTF-8 if it is UTF-16; else as it is.
  private static func text(_ prefix: [UInt8]) -> [UInt8] {
    guard let encoding = TextEncoding(byteOrderMarkOf: prefix.span) else { return prefix }
    var decoder = StreamDecoder(encoding: encoding)
    var text: [UInt8] = []
    // What is not valid is for the reader to tell; here the text before it is enough.
    try? decoder.decode(prefix.span, isLast: false, into: &text)
    return text
  }

  /// The format of an input, from its first bytes, and where they leave it open, from its name.
  ///
  /// - Parameters:
  ///   - prefix: the first ``Format/prefixLength`` bytes, or all if there are fewer.
  ///   - name: the path of the input.
  /// - Throws: `input-format-unknown`, or advice for what is known and not read.
  public func recognise(prefix: [UInt8], name: String) throws(Diagnostic) -> Format {
    let text = Self.text(prefix)
    var best: Format?
    var bestConfidence = Format.Confidence.none
    let lowercased = name.lowercased()
    for format in readable {
      let confidence = format.recognise(text.span)
      guard confidence > .none else { continue }
      let isNamed = format.extensions.contains { lowercased.hasSuffix($0) }
      let bestIsNamed =
        best.map { $0.extensions.contains { lowercased.hasSuffix($0) } } ?? false
      if confidence > bestConfidence || (confidence == bestConfidence && isNamed && !bestIsNamed) {
        best = format
        bestConfidence = confidence
      }
      // Nothing could be preferred to it.
      if confidence == .certain, isNamed { break }
    }
    // What merely may be a format gives way to what the file is known to be, or is named as; the
    // reader then says what is wrong with the content.
    if let best, bestConfidence > .possible { return best }
    if !prefix.isEmpty, ForeignFormat.recognise(prefix) == nil {
      let named = readable.first { $0.extensions.contains { lowercased.hasSuffix($0) } }
      if let format = named ?? best { return format }
    }
    throw unknown(prefix, name)
  }

  private func unknown(_ prefix: [UInt8], _ name: String) -> Diagnostic {
    let place = Place(source: name)
    if prefix.isEmpty { return Diagnostic(.inputEmpty, at: place) }
    if let foreign = ForeignFormat.recognise(prefix) {
      return Diagnostic(foreign.advice, at: place, ["format": foreign.rawValue])
    }
    return Diagnostic(
      .inputFormatUnknown, at: place, ["formats": readable.map(\.name).joined(separator: ", ")])
  }
}

/// Kinds of file that come in the same folders as reports, are told by their first bytes, and that
/// this version does not read.
enum ForeignFormat: String, CaseIterable {
  case pdf = "PDF"
  case zip = "ZIP (docx, xlsx, bundle …)"
  case gzip = "gzip"
  case office = "Microsoft Office 97–2003 / WPS (doc, xls, wps, et)"
  case rtf = "RTF"
  case png = "PNG"
  case jpeg = "JPEG"
  case gif = "GIF"
  case tiff = "TIFF"

  /// The kind that begins with `prefix`; nil if it is none of them.
  static func recognise(_ prefix: [UInt8]) -> ForeignFormat? {
    allCases.first { $0.isBeginning(prefix) }
  }

  /// Whether `prefix` begins with the signature of this kind.
  func isBeginning(_ prefix: [UInt8]) -> Bool {
    signatures.contains { prefix.starts(with: $0) }
  }

  /// What to say to whoever has such a file.
  var advice: DiagnosticKind {
    switch self {
    case .zip, .gzip, .rtf: .inputFormatForeign
    case .office: .inputIsOldOffice
    case .pdf: .inputIsPDF
    case .png, .jpeg, .gif, .tiff: .inputIsImage
    }
  }

  private var signatures: [[UInt8]] {
    switch self {
    case .pdf: [Array("%PDF-".utf8)]
    case .zip: [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]
    case .gzip: [[0x1F, 0x8B]]
    case .office: [[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]]
    case .rtf: [Array("{\\rtf".utf8)]
    case .png: [[0x89, 0x50, 0x4E, 0x47]]
    case .jpeg: [[0xFF, 0xD8, 0xFF]]
    case .gif: [Array("GIF87a".utf8), Array("GIF89a".utf8)]
    case .tiff: [[0x49, 0x49, 0x2A, 0x00], [0x4D, 0x4D, 0x00, 0x2A]]
    }
  }
}
