public import ReportDiagnostics
public import ReportIO

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

  /// How a format is read.
  public enum Reading: Sendable {
    /// From front to back, wherever the bytes come from.
    case stream(
      @Sendable (_ source: ByteSource, _ options: ReadOptions) throws(Diagnostic)
        -> any ReportReader)
    /// By its path: a folder of several files, or an archive that is read at random. Not from
    /// standard input.
    case path(
      @Sendable (_ path: String, _ options: ReadOptions) throws(Diagnostic) -> any ReportReader)
  }

  /// How a format is written.
  public enum Writing: Sendable {
    /// As bytes, from front to back, wherever they go.
    case stream(@Sendable (_ options: WriteOptions) -> any ReportWriter)
    /// To a path: a folder of several files, or an archive. Not to standard output.
    case path(
      @Sendable (_ path: String, _ options: WriteOptions) throws(Diagnostic) -> any PackageWriter)
  }

  /// How a format is written so that a run that was killed can be taken up again.
  public typealias Resuming =
    @Sendable (_ resumption: Resumption, _ options: WriteOptions) throws(Diagnostic)
    -> any ResumableWriter

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
  /// The name of the file that makes a folder, or an archive, one of this format, such as
  /// `datapackage.json`; nil for a format that is a single file without parts.
  public let marker: String?
  /// Whether it is written into a folder, unless the path has one of the ``extensions``.
  public let writesFolders: Bool
  /// Whether it can begin with the byte order mark that Excel needs (``WriteOptions/isForExcel``).
  public let canBeForExcel: Bool
  /// Whether it can carry how a report was imported (``WriteOptions/keepsProvenance``).
  public let carriesProvenance: Bool
  /// How it is read.
  public let reading: Reading
  /// How it is written; nil for a format that is only read.
  public let writing: Writing?
  /// How it is written so that a run that was killed can be taken up again; nil if it cannot be.
  public let resuming: Resuming?
  /// What puts reports into bytes for a writer to a path, before there is one: a writer of the format
  /// takes what such an encoder gives (``EncodedPackageWriter``). Nil where the writer does all.
  public let encoding:
    (@Sendable (_ path: String, _ options: WriteOptions) -> (any ReportEncoder)?)?

  /// How many bytes ``recognise`` is given at most.
  public static let prefixLength = 65_536

  /// Declares a format.
  public init(
    name: String, aliases: [String] = [], extensions: [String], mediaType: String,
    capacity: Capacity, fidelity: Fidelity, summary: BilingualText, marker: String? = nil,
    writesFolders: Bool = false, canBeForExcel: Bool = false, carriesProvenance: Bool = false,
    recognise: @escaping @Sendable (Span<UInt8>) -> Confidence,
    reading: Reading, writing: Writing?, resuming: Resuming? = nil,
    encoding: (@Sendable (String, WriteOptions) -> (any ReportEncoder)?)? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.extensions = extensions
    self.mediaType = mediaType
    self.capacity = capacity
    self.fidelity = fidelity
    self.summary = summary
    self.marker = marker
    self.writesFolders = writesFolders
    self.canBeForExcel = canBeForExcel
    self.carriesProvenance = carriesProvenance
    self.recognise = recognise
    self.reading = reading
    self.writing = writing
    self.resuming = resuming
    self.encoding = encoding
  }

  /// Declares a format that is one stream of bytes.
  public init(
    name: String, aliases: [String] = [], extensions: [String], mediaType: String,
    capacity: Capacity, fidelity: Fidelity, summary: BilingualText, canBeForExcel: Bool = false,
    carriesProvenance: Bool = false,
    recognise: @escaping @Sendable (Span<UInt8>) -> Confidence,
    makeReader:
      @escaping @Sendable (ByteSource, ReadOptions) throws(Diagnostic) -> any ReportReader,
    makeWriter: (@Sendable (WriteOptions) -> any ReportWriter)? = nil,
    resuming: Resuming? = nil
  ) {
    self.init(
      name: name, aliases: aliases, extensions: extensions, mediaType: mediaType,
      capacity: capacity, fidelity: fidelity, summary: summary, canBeForExcel: canBeForExcel,
      carriesProvenance: carriesProvenance,
      recognise: recognise, reading: .stream(makeReader),
      writing: makeWriter.map { .stream($0) }, resuming: resuming)
  }
}

extension Format {
  /// Makes a reader of an open input.
  ///
  /// - Throws: `input-needs-path` for a format that is no stream of bytes; what the reader throws.
  public func makeReader(
    _ source: ByteSource, _ options: ReadOptions
  ) throws(Diagnostic) -> any ReportReader {
    guard case .stream(let makeReader) = reading else {
      throw Diagnostic(.inputNeedsPath, ["format": name])
    }
    return try makeReader(source, options)
  }

  /// Makes a reader of the file or folder at `path`, or of standard input for `-`.
  ///
  /// - Throws: `input-unreadable`, `input-needs-path`; what the reader throws.
  public func makeReader(
    path: String, _ options: ReadOptions
  ) throws(Diagnostic) -> any ReportReader {
    switch reading {
    case .stream(let makeReader): return try makeReader(try ByteSource(path: path), options)
    case .path(let makeReader):
      guard path != "-" else { throw Diagnostic(.inputNeedsPath, ["format": name]) }
      return try makeReader(path, options)
    }
  }
}
