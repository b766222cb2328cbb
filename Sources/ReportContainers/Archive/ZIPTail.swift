public import ReportIO
public import ReportDiagnostics

/// Reads single entries of a ZIP container without its directory: the last by the last record of the
/// directory, others from where they are said to begin. What is found so is a hint, to be checked by
/// digests: only ``ZIPReader`` tells what a container holds.
public struct ZIPTail {
  /// The last entry of the directory.
  public let last: ZIPEntry
  /// Where the directory begins.
  private let end: Int
  private let file: RandomAccessFile
  private let zip: ZIPReader

  /// How many bytes of the directory are looked at.
  private static let window = 1024

  /// Finds the last entry; nil if it is not plainly there.
  public init?(_ file: RandomAccessFile, limits: ArchiveLimits = ArchiveLimits()) {
    guard let end = try? ZIPEnd(file),
      let last = try? Self.lastEntry(file, end)
    else { return nil }
    self.last = last
    self.end = end.start
    self.file = file
    zip = ZIPReader(withoutDirectory: file, limits: limits)
  }

  private static func lastEntry(
    _ file: RandomAccessFile, _ end: ZIPEnd
  ) throws(Diagnostic) -> ZIPEntry? {
    let count = min(end.size, window)
    let tail = try file.bytes(at: end.start + end.size - count, count: count)
    var start = tail.count - 46
    while start >= 0 {
      let length = 46 + LittleEndian.two(tail, start + 28)
      let extraEnd = length + LittleEndian.two(tail, start + 30)
      if LittleEndian.four(tail, start) == ZIPSignature.directory,
        extraEnd + LittleEndian.two(tail, start + 32) == tail.count - start
      {
        let record = Array(tail[start...])
        var numbers = ZIPNumbers(
          size: LittleEndian.four(record, 24), storedSize: LittleEndian.four(record, 20),
          offset: LittleEndian.four(record, 42), disk: LittleEndian.two(record, 34))
        guard numbers.complete(from: Array(record[length..<extraEnd])), numbers.disk == 0,
          numbers.offset < end.start, numbers.storedSize < end.start - numbers.offset,
          let method = PackedEntry.Method(rawValue: UInt16(LittleEndian.two(record, 10)))
        else { return nil }
        let name = try ArchiveName.checked(Array(record[46..<length]), in: file.path)
        return ZIPEntry(
          name: name, isFolder: name.utf8.last == UInt8(ascii: "/"), method: method,
          storedSize: numbers.storedSize, size: numbers.size,
          checksum: UInt32(LittleEndian.four(record, 16)), offset: numbers.offset,
          limit: end.start)
      }
      start -= 1
    }
    return nil
  }

  /// The content of the last entry by its table; nil if it has none that fits.
  public func chunks() -> ChunkedData? {
    let count = 30 + last.name.utf8.count + 0xFFFF
    guard (try? zip.checkLimits(of: last)) != nil,
      let head = try? file.bytes(at: last.offset, count: count),
      let header = try? zip.localHeader(of: last, in: head)
    else { return nil }
    return ChunkedData(file, last, extra: header.extra, start: header.end)
  }

  /// The content of the last entry, from front to back.
  ///
  /// - Throws: as ``ZIPReader/open(_:)``.
  public func openLast() throws(Diagnostic) -> ByteSource { try zip.open(last) }

  /// The entry whose local header begins at `offset`, and the data of its extra field with `id`; nil if
  /// none does that we read.
  public func entry(at offset: Int, field id: UInt16) -> (entry: ZIPEntry, field: [UInt8]?)? {
    var scan = FileScan(file)
    guard offset >= 0, offset < end,
      let header = try? ZIPLocalHeader(&scan, at: offset, size: file.size), header.end <= end
    else { return nil }
    return (header.entry, ZIPNumbers.field(id, in: header.extra) ?? nil)
  }

  /// The content of an entry.
  ///
  /// - Throws: as ``ZIPReader/open(_:)``.
  public func open(_ entry: ZIPEntry) throws(Diagnostic) -> ByteSource { try zip.open(entry) }
}
