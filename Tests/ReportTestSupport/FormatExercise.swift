public import ReportDiagnostics
public import ReportFormats
public import ReportForms
public import ReportModel
internal import ReportIO

/// What a format makes of reports: the bytes of a file, or the files of a package by their names.
public struct WrittenDocument: Sendable, Hashable {
  /// The files in byte order of their names; of a format that is one stream, one without a name.
  public var files: [File]

  /// One file.
  public struct File: Sendable, Hashable {
    /// Its name within the package.
    public var name: String
    /// Its bytes.
    public var bytes: [UInt8]
  }

  /// A document that is one stream of bytes.
  public init(_ bytes: [UInt8]) { files = [File(name: "", bytes: bytes)] }

  /// A document of several files.
  public init(files: [File]) { self.files = files }
}

/// Writes reports and reads them back, as a conversion would: streams in memory, packages in a
/// temporary folder.
public enum FormatExercise {
  /// The stream of bytes that `format` makes of `reports`.
  public static func write(
    _ reports: [Report], as format: Format, _ options: WriteOptions = WriteOptions()
  ) throws -> [UInt8] {
    let sink = MemorySink()
    try write(reports, into: format.makeOutput(to: .sink(sink), options))
    return sink.bytes
  }

  /// Writes `reports`, as many of them encoded ahead as there are threads in a run, the last first.
  ///
  /// - Returns: what the format cannot carry.
  @discardableResult
  public static func write<Output: ReportOutput>(
    _ reports: [Report], into output: Output, encodingAhead ahead: Int = 0
  ) throws -> [Diagnostic] {
    let encoder = output.encoder
    var encoded: [Int: EncodedReport<Output.Encoder.Content>] = [:]
    var findings: [Diagnostic] = []
    for index in reports.indices {
      for later in (index..<min(index + ahead + 1, reports.count)).reversed()
      where encoded[later] == nil {
        encoded[later] = encoder.encode(reports[later], from: nil)
      }
      guard let report = encoded.removeValue(forKey: index) else { continue }
      findings += try output.write(report)
    }
    return try findings + output.commit()
  }

  /// The document that `format` makes of `reports`, whatever its shape.
  public static func document(
    _ reports: [Report], as format: Format, _ options: WriteOptions = WriteOptions(),
    encodingAhead ahead: Int = 0
  ) throws -> WrittenDocument {
    if format.writing?.isStream == true {
      let sink = MemorySink()
      try write(
        reports, into: format.makeOutput(to: .sink(sink), options), encodingAhead: ahead)
      return WrittenDocument(sink.bytes)
    }
    let folder = try TemporaryFolder()
    // One that can be a folder is, so that its files are compared one by one.
    let isFolder = format.writing?.writesFolders == true
    let name = "package" + (isFolder ? "" : format.extensions.first ?? "")
    try write(
      reports, into: format.makeOutput(to: .path(folder.path + "/" + name), options),
      encodingAhead: ahead)
    guard isFolder else {
      return WrittenDocument(try PlainFiles.bytes("\(folder.path)/\(name)"))
    }
    return WrittenDocument(
      files: try folder.names("package").map {
        WrittenDocument.File(
          name: $0, bytes: try PlainFiles.bytes("\(folder.path)/package/\($0)"))
      })
  }

  /// Everything that `format` finds in `bytes`.
  public static func items(
    _ bytes: [UInt8], as format: Format, _ forms: FormLibrary,
    cache: ReaderCache = ReaderCache()
  ) throws -> [ReadItem] {
    try items(WrittenDocument(bytes), as: format, forms, cache: cache)
  }

  /// Everything that `format` finds in `document`.
  public static func items(
    _ document: WrittenDocument, as format: Format, _ forms: FormLibrary,
    cache: ReaderCache = ReaderCache()
  ) throws -> [ReadItem] {
    var items: [ReadItem] = []
    try read(document, as: format, forms, cache: cache) { items.append($0) }
    return items
  }

  /// Hands everything that `format` finds in `document` to `take`, up to where it breaks off.
  ///
  /// - Throws: the diagnostic of the reader, or what keeps the document from being laid out for it.
  public static func read(
    _ document: WrittenDocument, as format: Format, _ forms: FormLibrary,
    cache: ReaderCache = ReaderCache(), take: (ReadItem) -> Void
  ) throws {
    let options = ReadOptions(forms: forms, sourceName: "memory", cache: cache)
    switch format.reading {
    case .stream(let makeReader):
      let bytes = document.files.first?.bytes ?? []
      let reader = try makeReader(ByteSource(bytes: bytes, name: "memory"), options)
      while let item = try reader.next() { take(item) }
    case .path(let makeReader):
      let folder = try TemporaryFolder()
      let path = document.files.first?.name.isEmpty == true ? "file" : "package"
      if path == "package" { folder.makeFolder(path) }
      for file in document.files {
        try folder.write(path == "package" ? "package/\(file.name)" : path, file.bytes)
      }
      let reader = try makeReader(folder.path + "/" + path, options)
      while let item = try reader.next() { take(item) }
    case nil: throw Diagnostic(.inputFormatNotRead, ["format": format.name])
    }
  }

  /// The documents that `format` makes of `reports`: one, or one a report where a file holds one.
  public static func documents(
    _ reports: [Report], as format: Format
  ) throws -> [WrittenDocument] {
    switch format.capacity {
    case .one: try reports.map { try document([$0], as: format) }
    case .many: [try document(reports, as: format)]
    }
  }
}
