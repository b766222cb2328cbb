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

  /// How a format is written, and which options it takes.
  public struct Writing: Sendable {
    /// Makes an output of a format.
    public typealias Open =
      @Sendable (_ format: Format, _ target: OutputTarget, _ options: WriteOptions)
      throws(Diagnostic) -> any ReportOutput

    /// Whether it is one stream of bytes, which can go to standard output.
    public let isStream: Bool
    /// Whether it is written into a folder, unless the path has one of the format's extensions.
    public let writesFolders: Bool
    /// Whether a run that was killed can be resumed.
    public let isResumable: Bool
    /// The types of the options that have an effect, besides ``WriteOptions/jobs``.
    public let options: [any WriteOption.Type]
    private let open: Open

    /// Declares a format of several files, or an archive: it goes to a path.
    public static func package(
      writesFolders: Bool = false, isResumable: Bool = false, options: [any WriteOption.Type] = [],
      open: @escaping Open
    ) -> Writing {
      Writing(
        isStream: false, writesFolders: writesFolders, isResumable: isResumable, options: options,
        open: open)
    }

    /// Declares a format that is one stream of bytes.
    ///
    /// - Parameters:
    ///   - isResumable: whether the stream is nothing but its reports, without a head or a tail, so
    ///     that it can be resumed after any of them.
    ///   - encoder: makes the encoder of an output.
    ///   - serializer: makes a serializer for each stream of the output.
    public static func stream<Serializer: ReportSerializer>(
      isResumable: Bool = false, options: [any WriteOption.Type] = [],
      encoder: @escaping @Sendable (WriteOptions) -> Serializer.Encoder,
      serializer: @escaping @Sendable (Serializer.Encoder, WriteOptions) -> Serializer
    ) -> Writing {
      Writing(
        isStream: true, writesFolders: false, isResumable: isResumable, options: options
      ) { format, target, options throws(Diagnostic) in
        let encoder = encoder(options)
        return try StreamOutput(format, target, encoder) { serializer(encoder, options) }
      }
    }

    private init(
      isStream: Bool, writesFolders: Bool, isResumable: Bool, options: [any WriteOption.Type],
      open: @escaping Open
    ) {
      self.isStream = isStream
      self.writesFolders = writesFolders
      self.isResumable = isResumable
      self.options = options
      self.open = open
    }

    fileprivate func output(
      _ format: Format, _ target: OutputTarget, _ options: WriteOptions
    ) throws(Diagnostic) -> any ReportOutput {
      switch target {
      case .sink where !isStream:
        throw Diagnostic(.outputStandardRefused, ["format": format.name])
      case .partial where !isResumable:
        throw Diagnostic(.outputNeedsPath, ["format": format.name])
      default: return try open(format, target, options)
      }
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
  /// The name of the file that makes a folder, or an archive, one of this format, such as
  /// `datapackage.json`; nil for a format that is a single file without parts.
  public let marker: String?
  /// How it is read; nil for a format that is only written.
  public let reading: Reading?
  /// How it is written; nil for a format that is only read.
  public let writing: Writing?

  /// How many bytes ``recognise`` is given at most.
  public static let prefixLength = 65_536

  /// Declares a format.
  public init(
    name: String, aliases: [String] = [], extensions: [String], mediaType: String,
    capacity: Capacity, fidelity: Fidelity, summary: BilingualText, marker: String? = nil,
    recognise: @escaping @Sendable (Span<UInt8>) -> Confidence = { _ in .none },
    reading: Reading? = nil, writing: Writing? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.extensions = extensions
    self.mediaType = mediaType
    self.capacity = capacity
    self.fidelity = fidelity
    self.summary = summary
    self.recognise = recognise
    self.marker = marker
    self.reading = reading
    self.writing = writing
  }

  /// Whether an output of the format depends on an option.
  public func takes<Option: WriteOption>(_ option: Option.Type) -> Bool {
    writing?.options.contains { $0 == option } ?? false
  }
}

extension Format {
  /// Makes an output of the format.
  ///
  /// - Throws: `output-format-not-written` for a format that is only read, `output-standard-refused`,
  ///   `output-needs-path`; what the format throws.
  public func makeOutput(
    to target: OutputTarget, _ options: WriteOptions = WriteOptions()
  ) throws(Diagnostic) -> any ReportOutput {
    guard let writing else { throw Diagnostic(.outputFormatNotWritten, ["format": name]) }
    return try writing.output(self, target, options)
  }
}

extension Format {
  /// Makes a reader of an open input.
  ///
  /// - Throws: `input-needs-path` for a format that is no stream of bytes, `input-format-not-read` for
  ///   one that is only written; what the reader throws.
  public func makeReader(
    _ source: ByteSource, _ options: ReadOptions
  ) throws(Diagnostic) -> any ReportReader {
    switch reading {
    case .stream(let makeReader): return try makeReader(source, options)
    case .path: throw Diagnostic(.inputNeedsPath, ["format": name])
    case nil: throw Diagnostic(.inputFormatNotRead, ["format": name])
    }
  }

  /// Makes a reader of the file or folder at `path`, or of standard input for `-`.
  ///
  /// - Throws: `input-unreadable`, `input-needs-path`, `input-format-not-read`; what the reader throws.
  public func makeReader(
    path: String, _ options: ReadOptions
  ) throws(Diagnostic) -> any ReportReader {
    switch reading {
    case .stream(let makeReader): return try makeReader(try ByteSource(path: path), options)
    case .path(let makeReader):
      guard path != "-" else { throw Diagnostic(.inputNeedsPath, ["format": name]) }
      return try makeReader(path, options)
    case nil: throw Diagnostic(.inputFormatNotRead, ["format": name])
    }
  }
}
