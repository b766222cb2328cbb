internal import ReportDiagnostics

/// Where the directory of a ZIP container lies, by the records at the end of the file.
struct ZIPEnd {
  /// Where the directory begins.
  private(set) var start: Int
  /// How many bytes it has.
  private(set) var size: Int
  /// How many entries it states.
  private(set) var count: Int

  private static let length = 22

  init(_ file: RandomAccessFile) throws(Diagnostic) {
    let tailStart = max(0, file.size - Self.length - 0xFFFF)
    let tail = try file.bytes(at: tailStart, count: file.size - tailStart)
    guard let position = Self.find(in: tail) else {
      let isInFront = Self.isInFront(tail, from: tailStart)
      throw Diagnostic(
        isInFront ? .archiveTrailingData : .archiveNotZIP, at: Place(source: file.path))
    }
    start = LittleEndian.four(tail, position + 16)
    size = LittleEndian.four(tail, position + 12)
    count = LittleEndian.two(tail, position + 10)
    var disk = LittleEndian.two(tail, position + 4)
    var directoryDisk = LittleEndian.two(tail, position + 6)
    var countHere = LittleEndian.two(tail, position + 8)
    var endOfDirectory = tailStart + position
    let locator = try file.bytes(at: endOfDirectory - 20, count: endOfDirectory >= 20 ? 20 : 0)
    if locator.count == 20, LittleEndian.four(locator, 0) == ZIPSignature.zip64Locator {
      guard LittleEndian.four(locator, 16) <= 1, let at = LittleEndian.eight(locator, 8),
        at <= endOfDirectory - 20
      else { throw Self.invalid(file, zh: "ZIP64 定位记录无效", en: "the ZIP64 locator is not valid") }
      let record = try file.bytes(at: at, count: min(56, endOfDirectory - 20 - at))
      guard record.count == 56, LittleEndian.four(record, 0) == ZIPSignature.zip64End,
        LittleEndian.eight(record, 4) == endOfDirectory - 20 - at - 12,
        let start = LittleEndian.eight(record, 48), let size = LittleEndian.eight(record, 40),
        let count = LittleEndian.eight(record, 32), let here = LittleEndian.eight(record, 24)
      else { throw Self.invalid(file, zh: "ZIP64 结尾记录无效", en: "the ZIP64 end is not valid") }
      self.start = start
      self.size = size
      self.count = count
      countHere = here
      disk = LittleEndian.four(record, 16)
      directoryDisk = LittleEndian.four(record, 20)
      endOfDirectory = at
    }
    guard disk == 0, directoryDisk == 0, countHere == count else {
      throw Diagnostic(.archiveMultiDisk, at: Place(source: file.path))
    }
    // Anything before, between or behind would let two programs see two archives.
    guard start <= endOfDirectory, size == endOfDirectory - start else {
      throw Self.invalid(
        file, zh: "目录的位置与文件不符", en: "it does not lie where it is stated to lie")
    }
    guard count <= size / 46 else {
      throw Self.invalid(
        file, zh: "声明 \(count) 个条目，目录容纳不下", en: "it has no room for the \(count) entries stated")
    }
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
