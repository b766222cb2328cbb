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

/// What a writer needs to know besides the reports.
public struct WriteOptions: Sendable {
  /// What the header of a batch says; no part of any report.
  public var envelope: Envelope
  /// Whether CSV begins with the byte order mark without which Excel does not read Chinese.
  public var isForExcel: Bool
  /// What was made of the forms already, where several writers write a document each.
  public let cache = WriterCache()
  /// The algorithms of a bundle's manifests; SHA-256 is always among them.
  public var checksums: Set<ManifestChecksum> = []
  /// How many bytes one container of a bundle may have: what does not go into one goes into the next,
  /// and each is a whole bundle; nil for one of any size.
  public var sizeLimit: Int?
  /// How many threads a writer may use; the bytes are the same with any number.
  public var jobs: Int = 1
  /// Whether how a report was imported is written with it, where the format can carry that
  /// (`--provenance`).
  public var keepsProvenance: Bool

  /// Makes options.
  public init(
    envelope: Envelope = Envelope(), isForExcel: Bool = false, keepsProvenance: Bool = false
  ) {
    self.envelope = envelope
    self.isForExcel = isForExcel
    self.keepsProvenance = keepsProvenance
  }
}

/// A digest algorithm that a bundle's manifests are written with.
public enum ManifestChecksum: String, Sendable, CaseIterable {
  /// SHA-256 (FIPS 180-4): in every bundle.
  case sha256
  /// SHA-512 (FIPS 180-4), besides.
  case sha512
  /// SM3 (GB/T 32905-2016), besides.
  case sm3
}

/// The header of a batch: who sends it to whom, and when it was made. Empty strings for nothing.
public struct Envelope: Sendable, Hashable {
  /// Who sends it.
  public var sender: String
  /// Who it is for.
  public var receiver: String
  /// When it was made: a date, or a date and time, in ISO 8601.
  public var created: String

  /// Makes a header.
  public init(sender: String = "", receiver: String = "", created: String = "") {
    self.sender = sender
    self.receiver = receiver
    self.created = created
  }

  /// Whether it says nothing.
  public var isEmpty: Bool { self == Envelope() }
}
