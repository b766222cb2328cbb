internal import ReportDiagnostics
public import ReportFormats
public import ReportForms
internal import ReportSyntax

/// How inputs are opened: which format to take them for, and what their reader needs.
public struct InputOptions: Sendable {
  /// The formats there are.
  public var registry: FormatRegistry
  /// The forms of all editions.
  public var forms: FormLibrary
  /// The format to read as; nil to recognise it.
  public var format: Format?
  /// The edition to read an import as; nil to recognise it.
  public var asEdition: String?
  /// Whether the complete reports of a broken file of many are wanted.
  public var keepsGoing: Bool
  /// Whether readers tell where the cells of a report stand.
  var keepsPlaces = false
  /// What readers make of the forms, once for all inputs.
  let cache = ReaderCache()

  /// Makes options.
  public init(
    registry: FormatRegistry = .standard, forms: FormLibrary, format: Format? = nil,
    asEdition: String? = nil, keepsGoing: Bool = false
  ) {
    self.registry = registry
    self.forms = forms
    self.format = format
    self.asEdition = asEdition
    self.keepsGoing = keepsGoing
  }
}

/// An input that is open: what it is taken for, and its reader.
struct OpenedInput {
  let format: Format
  let reader: any ReportReader
  let source: ByteSource

  /// Opens the file at `path`, or standard input for `-`.
  init(path: String, options: InputOptions) throws(Diagnostic) {
    source = try ByteSource(path: path)
    if let format = options.format {
      self.format = format
    } else {
      let prefix = Array(try source.peek(Format.prefixLength))
      format = try options.registry.recognise(prefix: prefix, name: path)
    }
    reader = try format.makeReader(
      source,
      ReadOptions(
        forms: options.forms, sourceName: path,
        asEdition: options.asEdition.flatMap { options.forms[$0] },
        keepsGoing: options.keepsGoing, keepsPlaces: options.keepsPlaces, cache: options.cache))
  }
}
