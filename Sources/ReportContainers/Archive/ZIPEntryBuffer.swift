internal import CLibDeflate
public import ReportDiagnostics

/// Reads entries of ZIP containers whole, one after the other, with the same memory and one call of
/// the system each: for one thread.
public final class ZIPEntryBuffer {
  private var stored = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var content = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private let decompressor = libdeflate_alloc_decompressor()

  /// The largest entry that is read so.
  public static let sizeLimit = 1 << 22
  /// How many bytes of extra fields are read along with an entry.
  private static let extraLimit = 4096

  /// Makes one.
  public init() {}

  deinit {
    stored.deallocate()
    content.deallocate()
    if let decompressor { libdeflate_free_decompressor(decompressor) }
  }

  /// Hands the content of an entry, and the data of the extra field with an id in its local header,
  /// to `body`.
  ///
  /// - Returns: nil where the entry is too large for this, or anything is wrong with it: then
  ///   ``ZIPReader/open(_:)`` reads it, or tells what is wrong.
  /// - Throws: what `body` throws.
  public func read<Result>(
    _ entry: ZIPEntry, of zip: ZIPReader, field: UInt16,
    _ body: (_ content: UnsafeRawBufferPointer, _ field: [UInt8]?) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result? {
    guard let (bytes, field) = contents(of: entry, zip, field) else { return nil }
    return try body(bytes, field)
  }

  private func contents(
    of entry: ZIPEntry, _ zip: ZIPReader, _ id: UInt16
  ) -> (UnsafeRawBufferPointer, [UInt8]?)? {
    guard entry.size <= Self.sizeLimit, entry.storedSize <= Self.sizeLimit else { return nil }
    let most = 30 + entry.name.utf8.count + Self.extraLimit + entry.storedSize
    let count = min(entry.limit - entry.offset, most)
    Self.reserve(count, in: &stored)
    let room = UnsafeMutableRawBufferPointer(rebasing: stored[..<count])
    guard (try? zip.file.read(into: room, at: entry.offset)) == count,
      let header = try? zip.localHeader(
        of: entry, in: Array(room.prefix(30 + entry.name.utf8.count + 64))),
      (try? zip.checkLimits(of: entry)) != nil,
      let field = ZIPNumbers.field(id, in: header.extra)
    else { return nil }
    let start = header.end - entry.offset
    guard start + entry.storedSize <= count else { return nil }
    let data = UnsafeRawBufferPointer(rebasing: room[start..<start + entry.storedSize])
    let bytes = entry.method == .stored ? data : inflate(data, size: entry.size)
    guard let bytes, bytes.count == entry.size else { return nil }
    var checksum = CRC32()
    checksum.update(bytes)
    return checksum.value == entry.checksum ? (bytes, field) : nil
  }

  private func inflate(_ data: UnsafeRawBufferPointer, size: Int) -> UnsafeRawBufferPointer? {
    Self.reserve(size, in: &content)
    var taken = 0
    var given = 0
    guard let decompressor,
      libdeflate_deflate_decompress_ex(
        decompressor, data.baseAddress, data.count, content.baseAddress, size, &taken, &given)
        == LIBDEFLATE_SUCCESS, taken == data.count, given == size
    else { return nil }
    return UnsafeRawBufferPointer(rebasing: content[..<size])
  }

  private static func reserve(_ count: Int, in buffer: inout UnsafeMutableRawBufferPointer) {
    guard count > buffer.count else { return }
    buffer.deallocate()
    buffer = .allocate(byteCount: max(count, 2 * buffer.count), alignment: 16)
  }
}
