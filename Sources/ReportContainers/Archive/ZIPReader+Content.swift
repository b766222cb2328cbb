public import ReportIO
public import ReportDiagnostics

extension ZIPReader {
  /// The content of an entry, front to back in flat memory. Its size and checksum are checked by
  /// the time the last byte is handed out.
  ///
  /// - Throws: `archive-entry-damaged`, `archive-entry-too-large`, `archive-ratio-too-high`; the
  ///   source, besides, `archive-data-invalid`, `archive-checksum-wrong`, `input-unreadable`.
  public func open(_ entry: ZIPEntry) throws(Diagnostic) -> ByteSource {
    let stream = ZIPEntryStream(file, entry, dataOffset: try dataOffset(of: entry))
    return ByteSource(name: path + "!" + entry.name, size: entry.size) {
      buffer throws(Diagnostic) in try stream.read(into: buffer)
    }
  }

  /// The whole content of an entry, by libdeflate.
  ///
  /// - Parameter limit: how many bytes are taken into memory at most.
  /// - Throws: as ``open(_:)``; `archive-entry-too-large` beyond `limit`.
  public func bytes(of entry: ZIPEntry, limit: Int) throws(Diagnostic) -> [UInt8] {
    let place = ArchiveName.place(of: entry.name, in: path)
    guard entry.size <= limit else {
      throw Diagnostic(.archiveEntryTooLarge, at: place, ["limit": "\(limit)"])
    }
    let offset = try dataOffset(of: entry)
    let stored = try file.bytes(at: offset, count: entry.storedSize)
    guard stored.count == entry.storedSize else { throw Diagnostic(.archiveCut, at: place) }
    let bytes =
      entry.method == .stored ? stored : Deflate.inflate(stored, size: entry.size)
    guard let bytes else { throw ZIPEntryStream.invalid(entry, file) }
    guard CRC32(bytes).value == entry.checksum else {
      throw Diagnostic(.archiveChecksumWrong, at: place)
    }
    return bytes
  }

  /// The data of the extra field with `id` in the local header of an entry; nil if there is none.
  ///
  /// - Throws: `archive-entry-damaged`, `input-unreadable`.
  public func extraField(_ id: UInt16, of entry: ZIPEntry) throws(Diagnostic) -> [UInt8]? {
    let header = try localHeader(of: entry)
    guard let field = ZIPNumbers.field(id, in: header.extra) else {
      throw damaged(entry, zh: "附加字段无效", en: "its extra fields are not valid")
    }
    return field
  }

  /// Checks the local header and the limits.
  ///
  /// - Returns: where the stored bytes begin.
  private func dataOffset(of entry: ZIPEntry) throws(Diagnostic) -> Int {
    try checkLimits(of: entry)
    return try localHeader(of: entry).end
  }

  func checkLimits(of entry: ZIPEntry) throws(Diagnostic) {
    var place: Place { ArchiveName.place(of: entry.name, in: path) }
    guard entry.size <= limits.entrySize else {
      throw Diagnostic(.archiveEntryTooLarge, at: place, ["limit": "\(limits.entrySize)"])
    }
    guard limits.admitsRatio(entry.size, of: entry.storedSize) else {
      throw Diagnostic(.archiveRatioTooHigh, at: place, ["limit": "\(limits.ratio)"])
    }
  }

  struct LocalHeader {
    let extra: [UInt8]
    /// Where it ends and the stored bytes begin.
    let end: Int
  }

  private func localHeader(of entry: ZIPEntry) throws(Diagnostic) -> LocalHeader {
    // The extra fields of our own entries come along at once.
    let count = 30 + entry.name.utf8.count + 64
    return try localHeader(of: entry, in: try file.bytes(at: entry.offset, count: count))
  }

  /// Reads and checks the local header that `head` begins with.
  func localHeader(
    of entry: ZIPEntry, in head: [UInt8]
  ) throws(Diagnostic) -> LocalHeader {
    let name = Array(entry.name.utf8)
    guard head.count >= 30 + name.count, LittleEndian.four(head, 0) == ZIPSignature.local else {
      throw damaged(entry, zh: "没有条目头", en: "there is no header")
    }
    guard LittleEndian.two(head, 26) == name.count,
      head[30..<30 + name.count].elementsEqual(name)
    else { throw damaged(entry, zh: "名称不同", en: "the names differ") }
    let flags = LittleEndian.two(head, 6)
    guard flags & ZIPSignature.flagEncrypted == 0 else {
      throw Diagnostic(
        .archiveEntryEncrypted, at: ArchiveName.place(of: entry.name, in: path))
    }
    guard LittleEndian.two(head, 8) == Int(entry.method.rawValue) else {
      throw damaged(entry, zh: "压缩方法不同", en: "the methods differ")
    }
    let extraCount = LittleEndian.two(head, 28)
    let extraStart = 30 + name.count
    let extra =
      extraStart + extraCount <= head.count
      ? Array(head[extraStart..<extraStart + extraCount])
      : try file.bytes(at: entry.offset + extraStart, count: extraCount)
    try check(head, extra, against: entry)
    let end = entry.offset + extraStart + extraCount
    guard end + entry.storedSize <= entry.limit else {
      throw Diagnostic(
        .archiveEntriesOverlap, at: ArchiveName.place(of: entry.name, in: path))
    }
    return LocalHeader(extra: extra, end: end)
  }

  private func check(
    _ head: [UInt8], _ extra: [UInt8], against entry: ZIPEntry
  ) throws(Diagnostic) {
    var numbers = ZIPNumbers(
      size: LittleEndian.four(head, 22), storedSize: LittleEndian.four(head, 18), offset: 0,
      disk: 0)
    guard numbers.complete(from: extra) else {
      throw damaged(entry, zh: "附加字段无效", en: "its extra fields are not valid")
    }
    // With a data descriptor, the header may leave open what stands behind the data.
    let isOpen = LittleEndian.two(head, 6) & ZIPSignature.flagDescriptor != 0
    let checksum = LittleEndian.four(head, 14)
    func agrees(_ stated: Int, _ known: Int) -> Bool { stated == known || (isOpen && stated == 0) }
    guard agrees(numbers.size, entry.size), agrees(numbers.storedSize, entry.storedSize) else {
      throw damaged(entry, zh: "大小不同", en: "the sizes differ")
    }
    guard agrees(checksum, Int(entry.checksum)) else {
      throw damaged(entry, zh: "校验和不同", en: "the checksums differ")
    }
  }

  private func damaged(_ entry: ZIPEntry, zh: String, en: String) -> Diagnostic {
    Diagnostic(
      .archiveEntryDamaged, at: ArchiveName.place(of: entry.name, in: path),
      ["zh": zh, "en": en])
  }
}

/// The content of one entry on its way out.
final class ZIPEntryStream {
  private let file: RandomAccessFile
  private let entry: ZIPEntry
  private var position: Int
  private let end: Int
  private var given = 0
  private var checksum = CRC32()
  private let inflate: InflateStream?
  private var input: [UInt8] = []
  private var inputTaken = 0
  private var isDone = false

  private static let chunkSize = 65_536

  init(_ file: RandomAccessFile, _ entry: ZIPEntry, dataOffset: Int) {
    self.file = file
    self.entry = entry
    position = dataOffset
    end = dataOffset + entry.storedSize
    inflate = entry.method == .deflate ? InflateStream() : nil
  }

  /// How many of the stored bytes were read, which begin at `start`.
  func taken(from start: Int) -> Int { position - start }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    if isDone { return 0 }
    let count: Int
    if let inflate {
      count = try read(by: inflate, into: buffer)
    } else {
      count = try readStored(into: buffer)
    }
    checksum.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    given += count
    if count == 0 || (inflate == nil && given == entry.size) { isDone = true }
    if isDone {
      guard checksum.value == entry.checksum else {
        throw Diagnostic(
          .archiveChecksumWrong, at: ArchiveName.place(of: entry.name, in: file.path))
      }
    }
    return count
  }

  private func readStored(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(end - position))
    let count = try file.read(into: room, at: position)
    if count == 0, position < end {
      throw Diagnostic(.archiveCut, at: ArchiveName.place(of: entry.name, in: file.path))
    }
    position += count
    return count
  }

  private func read(
    by inflate: InflateStream, into buffer: UnsafeMutableRawBufferPointer
  ) throws(Diagnostic) -> Int {
    while true {
      if inputTaken == input.count, position < end {
        input = try file.bytes(at: position, count: min(Self.chunkSize, end - position))
        inputTaken = 0
        guard !input.isEmpty else {
          throw Diagnostic(.archiveCut, at: ArchiveName.place(of: entry.name, in: file.path))
        }
        position += input.count
      }
      // One byte more than claimed is enough to tell that there is more.
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(entry.size - given + 1))
      let step = input.withUnsafeBytes { all in
        inflate.step(UnsafeRawBufferPointer(rebasing: all[inputTaken...]), into: room)
      }
      switch step {
      case .invalid: throw Self.invalid(entry, file)
      case .progress(let taken, let count):
        inputTaken += taken
        guard given + count <= entry.size, taken > 0 || count > 0 else {
          throw Self.invalid(entry, file)
        }
        if count > 0 { return count }
      case .end(let taken, let count):
        inputTaken += taken
        guard given + count == entry.size, inputTaken == input.count, position == end else {
          throw Self.invalid(entry, file)
        }
        isDone = true
        return count
      }
    }
  }

  static func invalid(_ entry: ZIPEntry, _ file: RandomAccessFile) -> Diagnostic {
    Diagnostic(
      .archiveDataInvalid, at: ArchiveName.place(of: entry.name, in: file.path),
      [
        "zh": "内容不是声明的 \(entry.size) 字节", "en": "they are not the \(entry.size) bytes stated",
      ])
  }
}
