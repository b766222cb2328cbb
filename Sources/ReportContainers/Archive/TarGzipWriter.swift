public import ReportIO
public import ReportDiagnostics

/// A file as a tar.gz container stores it: a gzip member of its own that holds its pax records, its
/// header and its content, so that it can be read and rescued alone.
///
/// Packing touches no output, so that it can be done on any thread, many at once.
public struct PackedMember: Sendable {
  /// A pax record.
  public struct Record: Sendable, Hashable {
    /// The keyword, such as `NIANBAO.sha256`.
    public let keyword: String
    /// The value.
    public let value: String

    /// Makes a record.
    public init(_ keyword: String, _ value: String) {
      self.keyword = keyword
      self.value = value
    }
  }

  private let entry: PackedEntry

  /// About how many bytes it takes.
  public var storedSize: Int { entry.storedSize + 18 }

  /// Packs bytes in memory.
  ///
  /// - Parameters:
  ///   - name: its path, which is to be safe: see ``ArchiveName``.
  ///   - deflater: what compresses, where many are packed; else one is made.
  /// - Throws: `archive-memory-short`.
  public init(
    _ name: String, _ bytes: [UInt8], records: [Record] = [], by deflater: Deflater? = nil
  ) throws(Diagnostic) {
    let padding = TarHeader.padding(after: bytes.count)
    let head = Self.head(name, size: bytes.count, records)
    try self.init(content: head + bytes + [UInt8](repeating: 0, count: padding), by: deflater)
  }

  /// Packs `size` bytes of a source, in flat memory, spooled beside the output.
  ///
  /// - Parameter isSearchable: whether it is packed in pieces that can be inflated one by one.
  /// - Throws: what `source` throws; `output-failed` if it gives another number of bytes;
  ///   `archive-memory-short`; an entry of the output area.
  public init(
    _ name: String, _ source: ByteSource, size: Int, records: [Record] = [], beside output: String,
    isSearchable: Bool = false
  ) throws(Diagnostic) {
    let head = Self.head(name, size: size, records)
    let padding = [UInt8](repeating: 0, count: TarHeader.padding(after: size))
    var parts = [ByteSource(bytes: head, name: output), source]
    parts.append(ByteSource(bytes: padding, name: output))
    let all = ByteSource(name: source.path, size: nil) { buffer throws(Diagnostic) in
      while let part = parts.first {
        let bytes = try part.take(buffer.count)
        if bytes.count > 0 {
          buffer.copyMemory(from: UnsafeRawBufferPointer(bytes))
          return bytes.count
        }
        parts.removeFirst()
      }
      return 0
    }
    entry = try PackedEntry(all, beside: output, isSearchable: isSearchable)
    guard entry.size == head.count + size + padding.count else {
      throw Diagnostic(
        .outputFailed, at: Place(source: output),
        ["path": output, "reason": "\(source.path): \(entry.size) != \(size)"])
    }
  }

  init(content: [UInt8], by deflater: Deflater? = nil) throws(Diagnostic) {
    guard let deflated = (deflater ?? Deflater()).deflate(content) else {
      throw Diagnostic(.archiveMemoryShort)
    }
    // A member is deflate whatever it gains.
    entry = PackedEntry(
      method: .deflate, size: content.count, checksum: CRC32(content).value,
      data: .memory(deflated))
  }

  private static func head(_ name: String, size: Int, _ records: [Record]) -> [UInt8] {
    let nameBytes = Array(name.utf8)
    var pax: [UInt8] = []
    if !TarHeader.holds(nameBytes) { pax += PaxRecords.record("path", nameBytes) }
    if size >= TarHeader.sizeLimit { pax += PaxRecords.record("size", Array("\(size)".utf8)) }
    for record in records { pax += PaxRecords.record(record.keyword, Array(record.value.utf8)) }
    var head: [UInt8] = []
    if !pax.isEmpty {
      head += TarHeader.block(name: Array("PaxHeaders/file".utf8), size: pax.count, type: "x")
      head += pax
      head += [UInt8](repeating: 0, count: TarHeader.padding(after: pax.count))
    }
    return head + TarHeader.block(name: nameBytes, size: size, type: "0")
  }

  /// Writes the member, with an extra field in its header if there is one.
  ///
  /// - Returns: how many bytes that were.
  func write(to sink: any ByteSink, extra: [UInt8] = []) throws(Diagnostic) -> Int {
    let extra = extra + (entry.table?.gzipField ?? [])
    var head: [UInt8] = [0x1F, 0x8B, 8, extra.isEmpty ? 0 : 4, 0, 0, 0, 0, 0, 0xFF]
    if !extra.isEmpty {
      LittleEndian.append(UInt16(extra.count), to: &head)
      head += extra
    }
    var tail: [UInt8] = []
    LittleEndian.append(entry.checksum, to: &tail)
    LittleEndian.append(UInt32(truncatingIfNeeded: entry.size), to: &tail)
    try sink.write(head)
    try entry.write(to: sink)
    try sink.write(tail)
    return head.count + entry.storedSize + tail.count
  }
}

/// Writes a tar.gz container to a byte sink, front to back, in flat memory: same files in, same bytes
/// out.
public final class TarGzipWriter {
  /// How many bytes were written so far: where the next member begins.
  public private(set) var offset: Int
  private let sink: any ByteSink

  /// Begins a container, or goes on with one of `offset` bytes.
  public init(_ sink: any ByteSink, offset: Int = 0) {
    self.sink = sink
    self.offset = offset
  }

  /// Adds a file.
  public func add(_ member: PackedMember) throws(Diagnostic) {
    offset += try member.write(to: sink)
  }

  /// Writes the end of the archive, a member of its own. The sink is not committed.
  ///
  /// - Parameter indexOffset: where the member begins that tells where the others do; it stands in
  ///   the header of the last member, so that it is found from the end of the file.
  public func finish(indexOffset: Int? = nil) throws(Diagnostic) {
    let end = try PackedMember(content: [UInt8](repeating: 0, count: 2 * TarHeader.blockSize))
    var extra: [UInt8] = []
    if let indexOffset {
      extra = Self.mark
      LittleEndian.append(UInt64(indexOffset), to: &extra)
    }
    offset += try end.write(to: sink, extra: extra)
  }

  /// The id of the extra field and the count of its bytes.
  private static let mark: [UInt8] = [UInt8(ascii: "N"), UInt8(ascii: "B"), 8, 0]

  /// Where the index is said to begin, by the last member of a file that ``finish(indexOffset:)``
  /// wrote; nil if it does not say. A hint: what is there must be checked.
  public static func indexOffset(in file: RandomAccessFile) throws(Diagnostic) -> Int? {
    let start = max(0, file.size - 80)
    let tail = try file.bytes(at: start, count: file.size - start)
    let head: [UInt8] = [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 0xFF, 12, 0] + mark
    var position = tail.count - head.count - 8
    while position >= 0 {
      if tail[position] == 0x1F, tail[position..<position + head.count].elementsEqual(head) {
        let offset = LittleEndian.eight(tail, position + head.count)
        return offset.flatMap { $0 < start + position ? $0 : nil }
      }
      position -= 1
    }
    return nil
  }
}
