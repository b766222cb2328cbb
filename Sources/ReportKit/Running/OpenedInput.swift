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
  /// The name of the agency of imports that do not give one; empty for none.
  public var agency: String
  /// Whether the complete reports of a broken file of many are wanted.
  public var keepsGoing: Bool
  /// Whether readers tell where the cells of a report stand.
  var keepsPlaces = false
  /// What readers make of the forms, once for all inputs.
  let cache = ReaderCache()

  /// Makes options.
  public init(
    registry: FormatRegistry = .standard, forms: FormLibrary, format: Format? = nil,
    asEdition: String? = nil, agency: String = "", keepsGoing: Bool = false
  ) {
    self.registry = registry
    self.forms = forms
    self.format = format
    self.asEdition = asEdition
    self.agency = agency
    self.keepsGoing = keepsGoing
  }
}

/// An input that is open: what it is taken for, and its reader.
struct OpenedInput {
  let path: String
  let format: Format
  let reader: any ReportReader
  /// The bytes of a format that is one stream of them.
  private let source: ByteSource?

  /// Opens the file or folder at `path`, or standard input for `-`.
  init(path: String, options: InputOptions) throws(Diagnostic) {
    self.path = path
    let readOptions = ReadOptions(
      forms: options.forms, sourceName: path,
      asEdition: options.asEdition.flatMap { options.forms[$0] }, agency: options.agency,
      keepsGoing: options.keepsGoing, keepsPlaces: options.keepsPlaces, cache: options.cache)
    let isFolder = path != "-" && FolderPath.isFolder(path)
    let source = isFolder ? nil : try ByteSource(path: path)
    if let format = options.format {
      self.format = format
    } else {
      format = try Self.recognise(path, source, options.registry)
    }
    switch format.reading {
    case .path:
      self.source = nil
      reader = try format.makeReader(path: path, readOptions)
    case .stream:
      guard let source else { throw Diagnostic(.inputIsFolder, ["format": format.name]) }
      self.source = source
      reader = try format.makeReader(source, readOptions)
    }
  }

  /// Where a report of it comes from, if it was recognised in a file that holds nothing else.
  func origin(of item: ReadItem) -> ReportOrigin? {
    guard format.fidelity == .importOnly, format.capacity == .one else { return nil }
    return ReportOrigin(path: path, recognition: item.recognition)
  }

  /// How far it was read.
  var position: ReadPosition {
    if let position = reader.position { return position }
    return ReadPosition(bytesTaken: source?.bytesTaken ?? 0, size: source?.size ?? 0)
  }

  private static func recognise(
    _ path: String, _ source: ByteSource?, _ registry: FormatRegistry
  ) throws(Diagnostic) -> Format {
    guard let source else { return try registry.recognise(folder: path) }
    let prefix = Array(try source.peek(Format.prefixLength))
    if path != "-", let format = registry.recognise(archive: path, prefix: prefix) { return format }
    return try registry.recognise(prefix: prefix, name: path)
  }
}
