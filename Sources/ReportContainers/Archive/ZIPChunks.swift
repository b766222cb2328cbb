extension ChunkedData {
  /// The content of an entry of a ZIP container by the table in its local header; nil if there is none
  /// that fits.
  ///
  /// - Parameters:
  ///   - extra: the extra fields of the local header.
  ///   - start: where the stored bytes begin.
  convenience init?(_ file: RandomAccessFile, _ entry: ZIPEntry, extra: [UInt8], start: Int) {
    guard entry.method == .deflate, let data = ZIPNumbers.field(ChunkTable.field, in: extra) ?? nil,
      let table = ChunkTable(zipData: data)
    else { return nil }
    self.init(
      file, table, start: start, storedSize: entry.storedSize, all: entry.size,
      content: 0..<entry.size, checksum: entry.checksum)
  }
}
