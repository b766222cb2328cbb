public import ReportIO
internal import ReportDiagnostics

/// Deflate data in a file that can be inflated from many places, by its table. Nothing that the table
/// says is believed: whatever does not fit gives nil.
public final class ChunkedData {
  private let file: RandomAccessFile
  private let table: ChunkTable
  /// Where each piece begins in the file, and the last ends.
  private let starts: [Int]
  /// What all pieces inflate to.
  private let all: Int
  /// The part of that which is the content.
  private let content: Range<Int>
  private let checksum: UInt32
  private let inflate = InflateStream()
  /// The pieces that were inflated last, newest last.
  private var recent: [(number: Int, bytes: [UInt8])] = []

  /// How many bytes of content there are.
  public var count: Int { content.count }

  /// - Parameters:
  ///   - start: where the data begin.
  ///   - storedSize: how many bytes they have.
  ///   - all: how many they inflate to.
  ///   - content: which of those are wanted.
  ///   - checksum: the CRC-32 of all.
  init?(
    _ file: RandomAccessFile, _ table: ChunkTable, start: Int, storedSize: Int, all: Int,
    content: Range<Int>, checksum: UInt32
  ) {
    guard table.storedSize == storedSize, table.fits(size: all), content.lowerBound >= 0,
      content.upperBound <= all, start >= 0, storedSize <= file.size - start
    else { return nil }
    self.file = file
    self.table = table
    self.all = all
    self.content = content
    self.checksum = checksum
    var starts = [start]
    for size in table.sizes { starts.append(starts[starts.count - 1] + Int(size)) }
    self.starts = starts
  }

  /// How many pieces there are.
  public var pieceCount: Int { table.sizes.count }

  /// Where in the content piece `number` begins, counted from 0; the first may begin before it.
  public func start(ofPiece number: Int) -> Int {
    min(max(0, number * table.length - content.lowerBound), count)
  }

  /// The bytes of the content that piece `number` holds; nil if the data are not what the table says.
  public func piece(_ number: Int) -> [UInt8]? {
    guard table.sizes.indices.contains(number) else { return nil }
    if let known = recent.last(where: { $0.number == number }) { return known.bytes }
    guard let whole = inflated(number) else { return nil }
    let base = number * table.length
    let low = min(max(content.lowerBound - base, 0), whole.count)
    let high = max(low, min(content.upperBound - base, whole.count))
    let bytes = low == 0 && high == whole.count ? whole : Array(whole[low..<high])
    if recent.count == 4 { recent.removeFirst() }
    recent.append((number, bytes))
    return bytes
  }

  /// Whether every piece is what the table says, and together they have the checksum that is stated.
  public func isSound() -> Bool {
    var sum = CRC32()
    for number in 0..<pieceCount {
      guard let bytes = inflated(number) else { return false }
      bytes.withUnsafeBytes { sum.update($0) }
    }
    return sum.value == checksum
  }

  /// What can be read of lines of text of which pieces are damaged, in flat memory: in place of such a
  /// piece stand two NUL with a line feed between them, so that the lines that it cut through can be
  /// told from whole ones.
  ///
  /// - Parameter name: what findings call it.
  public func remainingLines(named name: String) -> ByteSource {
    var (number, bytes) = (0, [UInt8]()[...])
    return ByteSource(name: name, size: nil) { buffer throws(Diagnostic) in
      while bytes.isEmpty, number < self.pieceCount {
        bytes = (self.piece(number) ?? [0, 0x0A, 0])[...]
        number += 1
      }
      let taken = bytes.prefix(buffer.count)
      taken.withUnsafeBytes { buffer.copyMemory(from: $0) }
      bytes = bytes.dropFirst(taken.count)
      return taken.count
    }
  }

  private func inflated(_ number: Int) -> [UInt8]? {
    let isLast = number == pieceCount - 1
    let size = isLast ? all - number * table.length : table.length
    guard let stored = try? file.bytes(at: starts[number], count: Int(table.sizes[number])),
      stored.count == Int(table.sizes[number])
    else { return nil }
    inflate.reset()
    var isWhole = false
    // Room for one byte more tells that there is more.
    let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
      let room = UnsafeMutableRawBufferPointer(start: output.baseAddress, count: size + 1)
      switch stored.withUnsafeBytes({ inflate.step($0, into: room) }) {
      case .progress(let taken, let given):
        isWhole = !isLast && taken == stored.count && given == size
      case .end(let taken, let given):
        isWhole = isLast && taken == stored.count && given == size
      case .invalid: break
      }
      count = isWhole ? size : 0
    }
    return isWhole ? bytes : nil
  }
}

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
