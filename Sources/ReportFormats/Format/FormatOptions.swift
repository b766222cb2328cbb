public import ReportForms
public import ReportModel
public import ReportContainers

/// What a reader needs to know besides the bytes.
public struct ReadOptions: Sendable {
  /// The forms of all editions.
  public var forms: FormLibrary
  /// The path of the source, as findings name it.
  public var sourceName: String
  /// The edition to read as, whatever the source says; for imports only (`--as-edition`).
  public var asEdition: Form?
  /// The name of the agency of an import that does not give one (`--agency`); empty for none.
  public var agency: String
  /// Whether the complete reports of a broken file of many are wanted (`--keep-going`).
  public var keepsGoing: Bool
  /// Whether readers tell where the cells of a report stand (``ReadItem/places``); costs time.
  public var keepsPlaces: Bool
  /// What was made of the forms already.
  public var cache: ReaderCache
  /// What is put up with in archives.
  public var archiveLimits: ArchiveLimits

  /// Makes options.
  public init(
    forms: FormLibrary, sourceName: String, asEdition: Form? = nil, agency: String = "",
    keepsGoing: Bool = false, keepsPlaces: Bool = false, cache: ReaderCache = ReaderCache(),
    archiveLimits: ArchiveLimits = ArchiveLimits()
  ) {
    self.forms = forms
    self.sourceName = sourceName
    self.asEdition = asEdition
    self.agency = agency
    self.keepsGoing = keepsGoing
    self.keepsPlaces = keepsPlaces
    self.cache = cache
    self.archiveLimits = archiveLimits
  }
}

/// What an output needs to know besides the reports: each format declares options of its own.
public struct WriteOptions: Sendable {
  private var values: [ObjectIdentifier: any WriteOption] = [:]
  /// How many threads an output may use; the bytes are the same with any number.
  public var jobs: Int

  /// Makes options: those that are given, and all others as they are by default.
  public init(_ options: any WriteOption..., jobs: Int = 1) {
    self.jobs = jobs
    for option in options { set(option) }
  }

  private mutating func set<Option: WriteOption>(_ option: Option) { self[Option.self] = option }

  /// The options of one kind.
  public subscript<Option: WriteOption>(_ type: Option.Type) -> Option {
    get { values[ObjectIdentifier(type)] as? Option ?? Option() }
    set { values[ObjectIdentifier(type)] = newValue == Option() ? nil : newValue }
  }

  /// All options that are not as by default, as texts in a fixed order: what tells outputs apart.
  public var identity: [String] { values.values.map { String(reflecting: $0) }.sorted() }
}

/// Options that some formats take when they write: a value declared beside its format. Its stored
/// properties tell outputs apart (``WriteOptions/identity``), so that they are of plain types, in a
/// fixed order.
public protocol WriteOption: Sendable, Hashable {
  /// Makes the options as they are by default.
  init()
}
