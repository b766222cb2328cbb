internal import ReportDiagnostics
public import ReportFormats
public import ReportForms
public import ReportContainers
internal import ReportIO

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
  /// Whether sizes and times of the inputs are told.
  var keepsStamps = false
  /// What readers make of the forms, once for all inputs.
  let cache = ReaderCache()
  /// What is put up with in archives.
  public var archiveLimits: ArchiveLimits

  /// Makes options.
  public init(
    registry: FormatRegistry = .standard, forms: FormLibrary, format: Format? = nil,
    asEdition: String? = nil, agency: String = "", keepsGoing: Bool = false,
    archiveLimits: ArchiveLimits = ArchiveLimits()
  ) {
    self.registry = registry
    self.forms = forms
    self.format = format
    self.asEdition = asEdition
    self.agency = agency
    self.keepsGoing = keepsGoing
    self.archiveLimits = archiveLimits
  }
}

extension InputOptions {
  /// The inputs that arguments of a command stand for.
  func sequence(of arguments: [String]) -> InputSequence {
    InputSequence(arguments, markers: registry.markers)
  }
}

/// What an input is. A class, for every item of it carries this.
final class InputSource: Sendable {
  let path: String
  /// What it was taken for.
  let format: Format

  init(path: String, format: Format) {
    self.path = path
    self.format = format
  }

  /// Where a report of it comes from, if it was recognised in a file that holds nothing else.
  func origin(of item: ReadItem) -> ReportOrigin? {
    guard format.fidelity == .importOnly, format.capacity == .one else { return nil }
    return ReportOrigin(path: path, recognition: item.recognition)
  }
}

/// An input that is open: what it is taken for, and its reader.
struct OpenedInput {
  let source: InputSource
  let reader: any ReportReader
  /// The bytes of a format that is one stream of them.
  private let bytes: ByteSource?

  /// Opens the file or folder at `path`, or standard input for `-`.
  init(path: String, options: InputOptions) throws(Diagnostic) {
    let isFolder = path != "-" && FolderPath.isFolder(path)
    try self.init(path, isFolder ? nil : ByteSource(path: path), options)
  }

  /// Opens the file at `path`.
  init(file path: String, options: InputOptions) throws(Diagnostic) {
    try self.init(path, ByteSource(path: path), options)
  }

  private init(
    _ path: String, _ bytes: ByteSource?, _ options: InputOptions
  ) throws(Diagnostic) {
    let readOptions = ReadOptions(
      forms: options.forms, sourceName: path,
      asEdition: options.asEdition.flatMap { options.forms[$0] }, agency: options.agency,
      keepsGoing: options.keepsGoing, keepsPlaces: options.keepsPlaces, cache: options.cache,
      archiveLimits: options.archiveLimits)
    let format =
      if let format = options.format { format } else {
        try Self.recognise(path, bytes, options.registry)
      }
    source = InputSource(path: path, format: format)
    switch format.reading {
    case .path:
      self.bytes = nil
      reader = try format.makeReader(path: path, readOptions)
    case .stream:
      guard let bytes else { throw Diagnostic(.inputIsFolder, ["format": format.name]) }
      self.bytes = bytes
      reader = try format.makeReader(bytes, readOptions)
    case nil: throw Diagnostic(.inputFormatNotRead, ["format": format.name])
    }
  }

  /// How far it was read.
  var position: ReadPosition {
    if let position = reader.position { return position }
    return ReadPosition(bytesTaken: bytes?.bytesTaken ?? 0, size: bytes?.size ?? 0)
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
