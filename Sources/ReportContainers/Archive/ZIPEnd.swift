internal import ReportDiagnostics

/// Where the directory of a ZIP container lies, by the records at the end of the file.
struct ZIPEnd {
  /// Where the directory begins.
  let start: Int
  /// How many bytes it has.
  let size: Int
  /// How many entries it states.
  let count: Int

  private static let length = 22

  init(_ file: RandomAccessFile) throws(Diagnostic) {
    let tailStart = max(0, file.size - Self.length - 0xFFFF)
    let tail = try file.bytes(at: tailStart, count: file.size - tailStart)
    guard let position = Self.find(in: tail) else {
      let isInFront = Self.isInFront(tail, from: tailStart)
      throw Diagnostic(
        isInFront ? .archiveTrailingData : .archiveNotZIP, at: Place(source: file.path))
    }
    let end = tailStart + position
    let record = try Self.zip64Record(file, before: end) ?? Record(tail, position, at: end)
    start = record.start
    size = record.size
    count = record.count
    guard record.disk == 0, record.directoryDisk == 0, record.countHere == count else {
      throw Diagnostic(.archiveMultiDisk, at: Place(source: file.path))
    }
    // Anything before, between or behind would let two programs see two archives.
    guard start <= record.position, size == record.position - start else {
      throw Self.invalid(
        file, zh: "目录的位置与文件不符", en: "it does not lie where it is stated to lie")
    }
    guard count <= size / 46 else {
      throw Self.invalid(
        file, zh: "声明 \(count) 个条目，目录容纳不下", en: "it has no room for the \(count) entries stated")
    }
  }

  /// What an end record states, of either kind.
  private struct Record {
    /// Where in the file it stands: the directory must end there.
    let position: Int
    let start: Int
    let size: Int
    let count: Int
    /// How many of the entries are on its own disk.
    let countHere: Int
    /// Its own disk, and the one that the directory begins on.
    let disk: Int
    let directoryDisk: Int

    /// Reads the plain record at `offset` of `bytes`, which stands at `position` in the file.
    init(_ bytes: [UInt8], _ offset: Int, at position: Int) {
      self.position = position
      start = LittleEndian.four(bytes, offset + 16)
      size = LittleEndian.four(bytes, offset + 12)
      count = LittleEndian.two(bytes, offset + 10)
      countHere = LittleEndian.two(bytes, offset + 8)
      disk = LittleEndian.two(bytes, offset + 4)
      directoryDisk = LittleEndian.two(bytes, offset + 6)
    }

    /// Reads a ZIP64 record that stands at `position` in the file; nil if a number is too large.
    init?(zip64 bytes: [UInt8], at position: Int) {
      guard let start = LittleEndian.eight(bytes, 48), let size = LittleEndian.eight(bytes, 40),
        let count = LittleEndian.eight(bytes, 32), let here = LittleEndian.eight(bytes, 24)
      else { return nil }
      self.position = position
      self.start = start
      self.size = size
      self.count = count
      countHere = here
      disk = LittleEndian.four(bytes, 16)
      directoryDisk = LittleEndian.four(bytes, 20)
    }
  }

  /// The ZIP64 record that a locator right before the plain record at `end` points to; nil if there
  /// is no locator.
  private static func zip64Record(
    _ file: RandomAccessFile, before end: Int
  ) throws(Diagnostic) -> Record? {
    let locator = try file.bytes(at: end - 20, count: end >= 20 ? 20 : 0)
    guard locator.count == 20, LittleEndian.four(locator, 0) == ZIPSignature.zip64Locator else {
      return nil
    }
    guard LittleEndian.four(locator, 16) <= 1, let at = LittleEndian.eight(locator, 8),
      at <= end - 20
    else { throw invalid(file, zh: "ZIP64 定位记录无效", en: "the ZIP64 locator is not valid") }
    let bytes = try file.bytes(at: at, count: min(56, end - 20 - at))
    guard bytes.count == 56, LittleEndian.four(bytes, 0) == ZIPSignature.zip64End,
      LittleEndian.eight(bytes, 4) == end - 20 - at - 12,
      let record = Record(zip64: bytes, at: at)
    else { throw invalid(file, zh: "ZIP64 结尾记录无效", en: "the ZIP64 end is not valid") }
    return record
  }

  /// The last place that can be the end record: its comment must reach to the end of the file.
  private static func find(in tail: [UInt8]) -> Int? {
    var position = tail.count - length
    while position >= 0 {
      if tail[position] == 0x50, LittleEndian.four(tail, position) == ZIPSignature.end,
        LittleEndian.two(tail, position + 20) == tail.count - position - length
      {
        return position
      }
      position -= 1
    }
    return nil
  }

  /// Whether there is an end record behind a directory, and something behind it.
  private static func isInFront(_ tail: [UInt8], from start: Int) -> Bool {
    (0..<max(0, tail.count - length)).contains { position in
      tail[position] == 0x50 && LittleEndian.four(tail, position) == ZIPSignature.end
        && LittleEndian.two(tail, position + 20) < tail.count - position - length
        && (LittleEndian.four(tail, position + 16) + LittleEndian.four(tail, position + 12)
          == start + position
          || position >= 20
            && LittleEndian.four(tail, position - 20) == ZIPSignature.zip64Locator)
    }
  }

  private static func invalid(_ file: RandomAccessFile, zh: String, en: String) -> Diagnostic {
    Diagnostic(.archiveDirectoryInvalid, at: Place(source: file.path), ["zh": zh, "en": en])
  }
}

/// A part of a file that is read from front to back, a piece at a time.
struct FileWindow {
  private let file: RandomAccessFile
  private let end: Int
  private var position: Int
  /// What of it is in memory, and where in that the next bytes stand.
  private(set) var bytes: [UInt8] = []
  private(set) var start = 0

  private static let size = 1 << 20

  init(_ file: RandomAccessFile, from start: Int, to end: Int) {
    self.file = file
    self.end = end
    position = start
  }

  /// Whether everything was taken.
  var isAtEnd: Bool { position >= end && start >= bytes.count }

  /// Whether there are `count` more bytes; then they stand in ``bytes``, from ``start`` on.
  mutating func holds(_ count: Int) throws(Diagnostic) -> Bool {
    if bytes.count - start >= count { return true }
    bytes.removeSubrange(..<start)
    start = 0
    let wanted = min(max(Self.size, count), end - position)
    let more = try file.bytes(at: position, count: wanted)
    position = more.count < wanted ? end : position + wanted
    bytes += more
    return bytes.count >= count
  }

  /// Goes on behind the next `count` bytes, which must be there.
  mutating func pass(_ count: Int) { start += count }
}
