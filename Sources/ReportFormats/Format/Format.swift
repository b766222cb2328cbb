public import ReportDiagnostics
public import ReportForms
public import ReportModel
public import ReportSyntax

/// Everything there is to know about one format: names, shape, how it is recognised, how it is
/// read and written. The registry, help, `list formats` and the law tests all work from this value.
public struct Format: Sendable {
  /// How many reports one file holds.
  public enum Capacity: Sendable {
    /// One; many reports are a folder of `<id>` files.
    case one
    /// Any number.
    case many
  }

  /// How much of a report the format carries.
  public enum Fidelity: String, Sendable {
    /// All of it: read(write(report)) is the report.
    case exact
    /// A part, for other tools; says what it leaves out.
    case projection
    /// It is not written at all: a source that reports are recognised in.
    case importOnly
  }

  /// How sure a format is that some bytes are its own.
  public enum Confidence: Int, Sendable, Comparable {
    /// They are not.
    case none
    /// They may be, if nothing better is found.
    case possible
    /// They look like it.
    case likely
    /// They are.
    case certain

    /// Orders from unsure to sure.
    public static func < (left: Confidence, right: Confidence) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// The name that `--from` and `--to` take, such as `xml`.
  public let name: String
  /// Other names for it.
  public let aliases: [String]
  /// The file name extensions, each with its dot, the usual one first.
  public let extensions: [String]
  /// The IANA media type.
  public let mediaType: String
  /// How many reports a file holds.
  public let capacity: Capacity
  /// How much of a report it carries.
  public let fidelity: Fidelity
  /// One line of help.
  public let summary: BilingualText
  /// Judges the first bytes of an input, at most ``prefixLength``; of UTF-16 and of what has a byte
  /// order mark, it is shown the text in UTF-8 without the mark.
  public let recognise: @Sendable (_ prefix: Span<UInt8>) -> Confidence
  /// Makes a reader of an open input.
  public let makeReader:
    @Sendable (_ source: ByteSource, _ options: ReadOptions) throws(Diagnostic) -> any ReportReader
  /// Makes a writer; nil for a format that is only read.
  public let makeWriter: (@Sendable (_ options: WriteOptions) -> any ReportWriter)?

  /// How many bytes ``recognise`` is given at most.
  public static let prefixLength = 65_536

  /// Declares a format.
  public init(
    name: String, aliases: [String] = [], extensions: [String], mediaType: String,
    capacity: Capacity, fidelity: Fidelity, summary: BilingualText,
    recognise: @escaping @Sendable (Span<UInt8>) -> Confidence,
    makeReader:
      @escaping @Sendable (ByteSource, ReadOptions) throws(Diagnostic) -> any ReportReader,
    makeWriter: (@Sendable (WriteOptions) -> any ReportWriter)? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.extensions = extensions
    self.mediaType = mediaType
    self.capacity = capacity
    self.fidelity = fidelity
    self.summary = summary
    self.recognise = recognise
    self.makeReader = makeReader
    self.makeWriter = makeWriter
  }
}

/// What a reader needs to know besides the bytes.
public struct ReadOptions: Sendable {
  /// The forms of all editions.
  public var forms: FormLibrary
  /// The path of the source, as findings name it.
  public var sourceName: String
  /// The edition to read as, whatever the source says; for imports only (`--as-edition`).
  public var asEdition: Form?
  /// Whether the complete reports of a broken file of many are wanted (`--keep-going`).
  public var keepsGoing: Bool
  /// Whether readers tell where the cells of a report stand (``ReadItem/places``); costs time.
  public var keepsPlaces: Bool
  /// What was made of the forms already.
  public var cache: ReaderCache

  /// Makes options.
  public init(
    forms: FormLibrary, sourceName: String, asEdition: Form? = nil, keepsGoing: Bool = false,
    keepsPlaces: Bool = false, cache: ReaderCache = ReaderCache()
  ) {
    self.forms = forms
    self.sourceName = sourceName
    self.asEdition = asEdition
    self.keepsGoing = keepsGoing
    self.keepsPlaces = keepsPlaces
    self.cache = cache
  }
}

/// What a writer needs to know besides the reports.
public struct WriteOptions: Sendable {
  /// What the header of a batch says; no part of any report.
  public var envelope: Envelope

  /// Makes options.
  public init(envelope: Envelope = Envelope()) { self.envelope = envelope }
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
