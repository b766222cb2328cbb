public import ReportIO
public import ReportDiagnostics

/// The content of a file as a container stores it: compressed, with its checksum.
///
/// Packing touches no output, so that it can be done on any thread, many at once; the container
/// takes what was packed in order. (A spool is complete when the entry is made, and only read by
/// whoever writes it, so that it may go from thread to thread.)
public struct PackedEntry: @unchecked Sendable {
  /// Whether and how content is compressed.
  public enum Method: UInt16, Sendable, Hashable {
    /// As it is.
    case stored = 0
    /// Deflate, RFC 1951.
    case deflate = 8
  }

  /// How it is compressed: stored, where deflate would gain nothing.
  public let method: Method
  /// The size of the content in bytes.
  public let size: Int
  /// The CRC-32 of the content.
  public let checksum: UInt32
  let data: Payload
  /// Where the pieces begin that can be inflated one by one; nil if it was not packed so.
  var table: ChunkTable?

  /// Where the stored bytes are.
  enum Payload {
    case memory([UInt8])
    case spool(SpoolFile)
  }

  /// How many bytes are stored.
  public var storedSize: Int {
    switch data {
    case .memory(let bytes): bytes.count
    case .spool(let spool): spool.count
    }
  }

  init(method: Method, size: Int, checksum: UInt32, data: Payload) {
    self.method = method
    self.size = size
    self.checksum = checksum
    self.data = data
  }

  /// Packs bytes in memory.
  ///
  /// - Parameter deflater: what compresses, where many are packed; else one is made.
  /// - Throws: `archive-memory-short`.
  public init(
    _ bytes: [UInt8], method: Method = .deflate, by deflater: Deflater? = nil
  ) throws(Diagnostic) {
    size = bytes.count
    checksum = CRC32(bytes).value
    guard method == .deflate, !bytes.isEmpty else {
      self.method = .stored
      data = .memory(bytes)
      return
    }
    guard let deflated = (deflater ?? Deflater()).deflate(bytes) else {
      throw Diagnostic(.archiveMemoryShort)
    }
    let isWorthIt = deflated.count < bytes.count
    self.method = isWorthIt ? .deflate : .stored
    data = .memory(isWorthIt ? deflated : bytes)
  }

  /// Packs all of `source`, of any size, in flat memory: what comes of it is spooled beside the
  /// output, so that sizes and checksum are known before the first byte is written there.
  ///
  /// - Parameters:
  ///   - output: the path of the output.
  ///   - isSearchable: whether it is packed in pieces that can be inflated one by one.
  ///   - observe: is shown the content as it passes, to make a digest of it.
  /// - Throws: what `source` throws; `archive-memory-short`; an entry of the output area.
  public init(
    _ source: ByteSource, beside output: String, isSearchable: Bool = false,
    observe: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws(Diagnostic) {
    let spool = SpoolFile(beside: output)
    let stream = DeflateStream(pieceLength: isSearchable ? ChunkTable.writtenLength : nil)
    var checksum = CRC32()
    var size = 0
    var isSound = true
    while let chunk = try source.nextChunk() {
      let bytes = UnsafeRawBufferPointer(chunk)
      checksum.update(bytes)
      observe(bytes)
      size += bytes.count
      isSound =
        try stream.step(bytes, isLast: false) { part throws(Diagnostic) in try spool.write(part) }
        && isSound
    }
    isSound =
      try stream.step(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) {
        part throws(Diagnostic) in try spool.write(part)
      } && isSound
    guard isSound else { throw Diagnostic(.archiveMemoryShort, at: Place(source: output)) }
    method = .deflate
    self.size = size
    self.checksum = checksum.value
    data = .spool(spool)
    table = stream.table
  }

  /// Writes the stored bytes.
  func write(to sink: any ByteSink) throws(Diagnostic) {
    switch data {
    case .memory(let bytes): try sink.write(bytes)
    case .spool(let spool):
      let source = try spool.source(named: sink.path)
      while let chunk = try source.nextChunk() { try sink.write(UnsafeRawBufferPointer(chunk)) }
    }
  }
}
