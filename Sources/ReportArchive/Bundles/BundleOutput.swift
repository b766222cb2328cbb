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

  /// Begins the container that the name of `path` asks for.
  ///
  /// - Throws: `bundle-name-unknown`; an entry of the output area.
  init(path: String) throws(Diagnostic) {
    let name = path.lowercased()
    if name.hasSuffix(".zip") {
      sink = try OutputFile(path: path)
      kind = .zip(ZIPWriter(sink))
    } else if name.hasSuffix(".tar.gz") || name.hasSuffix(".tgz") {
      sink = try OutputFile(path: path)
      kind = .tarGzip(TarGzipWriter(sink))
    } else {
      throw Diagnostic(.bundleNameUnknown, at: Place(source: path), ["path": path])
    }
  }

  /// Where the next file begins.
  var offset: Int {
    switch kind {
    case .zip(let zip): zip.offset
    case .tarGzip(let tar): tar.offset
    }
  }

  /// Adds a file of which all is in memory.
  ///
  /// - Returns: its SHA-256 in lower-case hex.
  func add(
    _ path: String, _ bytes: [UInt8], isCompressed: Bool = true
  ) throws(Diagnostic) -> String {
    let digest = try Self.finished(MessageDigest.begin(with: bytes))
    let name = BundleLayout.base + path
    switch kind {
    case .zip(let zip):
      let entry = try PackedEntry(bytes, method: isCompressed ? .deflate : .stored)
      try zip.add(name, entry, extraFields: [Self.field(digest)])
    case .tarGzip(let tar):
      try tar.add(PackedMember(name, bytes, records: [Self.record(digest)]))
    }
    return MessageDigest.hexadecimal(digest)
  }

  /// Adds a file that was spooled.
  ///
  /// - Returns: its SHA-256 in lower-case hex.
  func add(_ path: String, _ spool: SpoolFile) throws(Diagnostic) -> String {
    let name = BundleLayout.base + path
    let running = MessageDigest()
    let digest: [UInt8]
    switch kind {
    case .zip(let zip):
      let entry = try PackedEntry(
        try spool.source(named: sink.path), beside: sink.path, observe: { running.update($0) })
      digest = try Self.finished(running)
      try zip.add(name, entry, extraFields: [Self.field(digest)])
    case .tarGzip(let tar):
      let source = try spool.source(named: sink.path)
      while let chunk = try source.nextChunk() { running.update(UnsafeRawBufferPointer(chunk)) }
      digest = try Self.finished(running)
      try tar.add(
        PackedMember(
          name, try spool.source(named: sink.path), size: spool.count,
          records: [Self.record(digest)], beside: sink.path))
    }
    return MessageDigest.hexadecimal(digest)
  }

  /// Completes the container and puts it in its place.
  ///
  /// - Parameter indexOffset: where the index begins.
  func commit(indexOffset: Int) throws(Diagnostic) {
    switch kind {
    case .zip(let zip): try zip.finish()
    case .tarGzip(let tar): try tar.finish(indexOffset: indexOffset)
    }
    try sink.commit()
  }

  /// Gives it up.
  func cancel() { sink.cancel() }

  private static func finished(_ digest: MessageDigest) throws(Diagnostic) -> [UInt8] {
    guard let bytes = digest.finishBytes() else { throw Diagnostic(.digestUnavailable) }
    return bytes
  }

  private static func field(_ digest: [UInt8]) -> ZIPWriter.ExtraField {
    .init(id: BundleLayout.digestField, data: BundleLayout.digestData(digest))
  }

  private static func record(_ digest: [UInt8]) -> PackedMember.Record {
    .init(BundleLayout.digestRecord, MessageDigest.hexadecimal(digest))
  }
}

extension MessageDigest {
  /// A digest of SHA-256 that has taken `bytes`.
  fileprivate static func begin(with bytes: [UInt8]) -> MessageDigest {
    let digest = MessageDigest()
    digest.update(bytes)
    return digest
  }
}
