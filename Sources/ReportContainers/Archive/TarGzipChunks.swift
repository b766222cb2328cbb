extension ChunkedData {
  /// The content of a file of a tar.gz container by the table of the gzip member that holds it alone;
  /// nil if there is none that fits.
  ///
  /// - Parameters:
  ///   - offset: where the member begins.
  ///   - size: how many bytes the file has, by its header.
  public convenience init?(_ file: RandomAccessFile, memberAt offset: Int, size: Int) {
    guard offset >= 0, let head = try? file.bytes(at: offset, count: 12), head.count == 12,
      head[0..<4].elementsEqual([0x1F, 0x8B, 8, 4]),
      let extra = try? file.bytes(at: offset + 12, count: LittleEndian.two(head, 10)),
      let table = ChunkTable(gzipExtra: extra)
    else { return nil }
    let start = offset + 12 + LittleEndian.two(head, 10)
    guard let tail = try? file.bytes(at: start + table.storedSize, count: 8), tail.count == 8
    else { return nil }
    // The table reaches no further than a number of four bytes.
    let all = LittleEndian.four(tail, 4)
    guard size >= 0, size <= all else { return nil }
    let end = all - TarHeader.padding(after: size)
    guard end - size >= TarHeader.blockSize else { return nil }
    self.init(
      file, table, start: start, storedSize: table.storedSize, all: all,
      content: end - size..<end, checksum: UInt32(LittleEndian.four(tail, 0)))
  }
}
