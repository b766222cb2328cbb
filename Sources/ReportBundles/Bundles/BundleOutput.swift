internal import ReportDiagnostics
internal import ReportContainers
internal import ReportIO

/// The container of a bundle that is being written.
struct BundleOutput {
  private let sink: any ByteSink
  /// The file, unless it lies in what can be taken up again.
  private let file: OutputFile?
  private let partial: PartialOutput?
  private let kind: Kind

  private enum Kind {
    case zip(ZIPWriter)
    case tarGzip(TarGzipWriter)
  }

  private static let name = "output"

  /// Begins a container, or goes on with one.
  ///
  /// - Parameters:
  ///   - directory: where the directory is kept until the end.
  ///   - partial: what the container is made in, so that it can be taken up again.
  ///   - count: how many entries it has already.
  /// - Throws: an entry of the output area.
  init(
    path: String, _ container: BundleContainer, directory: SpoolFile, partial: PartialOutput?,
    count: Int
  ) throws(Diagnostic) {
    self.partial = partial
    var offset = 0
    if let partial {
      let output = try partial.file(Self.name)
      (sink, file, offset) = (output, nil, output.count)
    } else {
      let output = try OutputFile(path: path)
      (sink, file) = (output, output)
    }
    switch container {
    case .zip: kind = .zip(ZIPWriter(sink, directory: directory, offset: offset, count: count))
    case .tarGzip: kind = .tarGzip(TarGzipWriter(sink, offset: offset))
    }
  }

  /// How many entries there are, where that is counted.
  var count: Int {
    switch kind {
    case .zip(let zip): zip.count
    case .tarGzip: 0
    }
  }

  /// Where the next file begins.
  var offset: Int {
    switch kind {
    case .zip(let zip): zip.offset
    case .tarGzip(let tar): tar.offset
    }
  }

  /// Adds a file that was packed for this container.
  func add(_ file: PackedFile) throws(Diagnostic) {
    switch (kind, file.content) {
    case (.zip(let zip), .zip(let entry)):
      try zip.add(
        BundleLayout.base + file.path, entry, extraFields: [Self.field(file.digests[0])])
    case (.tarGzip(let tar), .tarGzip(let member)): try tar.add(member)
    default:
      // Both kinds follow from the same name: see ``BundleContainer``.
      throw Diagnostic(
        .outputFailed, ["path": sink.path, "reason": "ZIP ≠ tar.gz"])
    }
  }

  /// Completes the container, which stays out of sight until it is committed.
  ///
  /// - Parameter indexOffset: where the index begins.
  func complete(indexOffset: Int) throws(Diagnostic) {
    switch kind {
    case .zip(let zip): try zip.finish()
    case .tarGzip(let tar): try tar.finish(indexOffset: indexOffset)
    }
    try file?.complete()
  }

  /// Puts the container in its place.
  func commit() throws(Diagnostic) {
    if let partial { try partial.commit(Self.name) } else { try sink.commit() }
  }

  /// Gives it up.
  func cancel() { sink.cancel() }

  private static func field(_ digest: [UInt8]) -> ZIPWriter.ExtraField {
    .init(id: BundleLayout.digestField, data: BundleLayout.digestData(digest))
  }
}
