internal import ReportDiagnostics
internal import ReportSyntax

/// The container of a bundle that is being written.
struct BundleOutput {
  private let sink: OutputFile
  private let kind: Kind

  private enum Kind {
    case zip(ZIPWriter)
    case tarGzip(TarGzipWriter)
  }

  /// Begins a container.
  ///
  /// - Throws: an entry of the output area.
  init(path: String, _ container: BundleContainer) throws(Diagnostic) {
    sink = try OutputFile(path: path)
    switch container {
    case .zip: kind = .zip(ZIPWriter(sink))
    case .tarGzip: kind = .tarGzip(TarGzipWriter(sink))
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
    default: preconditionFailure("a file is packed for the container that it goes to")
    }
  }

  /// Adds a file that was spooled.
  ///
  /// - Returns: its digests by `algorithms`, of which the first is SHA-256.
  func add(
    _ path: String, _ spool: SpoolFile, _ algorithms: [MessageDigest.Algorithm]
  ) throws(Diagnostic) -> [[UInt8]] {
    let name = BundleLayout.base + path
    let running = algorithms.map { MessageDigest($0) }
    let digests: [[UInt8]]
    switch kind {
    case .zip(let zip):
      let entry = try PackedEntry(
        try spool.source(named: sink.path), beside: sink.path,
        observe: { chunk in for digest in running { digest.update(chunk) } })
      digests = try Self.finished(running)
      try zip.add(name, entry, extraFields: [Self.field(digests[0])])
    case .tarGzip(let tar):
      let source = try spool.source(named: sink.path)
      while let chunk = try source.nextChunk() {
        for digest in running { digest.update(UnsafeRawBufferPointer(chunk)) }
      }
      digests = try Self.finished(running)
      try tar.add(
        PackedMember(
          name, try spool.source(named: sink.path), size: spool.count,
          records: [Self.record(digests[0])], beside: sink.path))
    }
    return digests
  }

  /// Completes the container, which stays out of sight until it is committed.
  ///
  /// - Parameter indexOffset: where the index begins.
  func complete(indexOffset: Int) throws(Diagnostic) {
    switch kind {
    case .zip(let zip): try zip.finish()
    case .tarGzip(let tar): try tar.finish(indexOffset: indexOffset)
    }
    try sink.complete()
  }

  /// Puts the container in its place.
  func commit() throws(Diagnostic) { try sink.commit() }

  /// Gives it up.
  func cancel() { sink.cancel() }

  private static func finished(_ digests: [MessageDigest]) throws(Diagnostic) -> [[UInt8]] {
    var found: [[UInt8]] = []
    for digest in digests {
      guard let bytes = digest.finishBytes() else { throw Diagnostic(.digestUnavailable) }
      found.append(bytes)
    }
    return found
  }

  private static func field(_ digest: [UInt8]) -> ZIPWriter.ExtraField {
    .init(id: BundleLayout.digestField, data: BundleLayout.digestData(digest))
  }

  /// The pax record that carries a digest.
  static func record(_ digest: [UInt8]) -> PackedMember.Record {
    .init(BundleLayout.digestRecord, MessageDigest.hexadecimal(digest))
  }
}
