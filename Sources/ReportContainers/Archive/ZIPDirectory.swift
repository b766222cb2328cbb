internal import ReportDiagnostics
internal import ReportIO

/// Finds, reads and checks the directory of a ZIP container.
struct ZIPDirectory {
  private(set) var records: [ZIPRecord] = []
  /// The names of the entries.
  private(set) var names = PackedStrings()
  private let file: RandomAccessFile
  private let limits: ArchiveLimits
  private var end: ZIPEnd
  private var seen = ArchiveNameSet()

  init(_ file: RandomAccessFile, limits: ArchiveLimits) throws(Diagnostic) {
    self.file = file
    self.limits = limits
    end = try ZIPEnd(file)
    guard end.count <= limits.entries else {
      throw Diagnostic(
        .archiveTooManyEntries, at: Place(source: file.path), ["limit": "\(limits.entries)"])
    }
  }

  /// Reads every record.
  mutating func read() throws(Diagnostic) {
    var window = FileWindow(file, from: end.start, to: end.start + end.size)
    // The count is bounded by what is there: a record has 46 bytes at least.
    let expected = min(end.count, end.size / 46)
    records.reserveCapacity(expected)
    names.reserveCapacity(expected)
    while !window.isAtEnd {
      guard records.count < end.count else {
        throw invalid(zh: "条目比声明的 \(end.count) 个多", en: "there are more than \(end.count) entries")
      }
      try readRecord(&window)
    }
    guard records.count == end.count else {
      throw invalid(
        zh: "声明 \(end.count) 个条目，实有 \(records.count) 个",
        en: "\(end.count) entries are stated, and there are \(records.count)")
    }
    seen = ArchiveNameSet()
    try checkTotal()
    try setLimits()
  }

  private mutating func readRecord(_ window: inout FileWindow) throws(Diagnostic) {
    guard try window.holds(46),
      LittleEndian.four(window.bytes, window.start) == ZIPSignature.directory
    else {
      throw invalid(
        zh: "第 \(records.count + 1) 个条目的标记不对",
        en: "entry \(records.count + 1) does not begin as one")
    }
    let nameCount = LittleEndian.two(window.bytes, window.start + 28)
    let extraCount = LittleEndian.two(window.bytes, window.start + 30)
    let count = 46 + nameCount + extraCount + LittleEndian.two(window.bytes, window.start + 32)
    guard try window.holds(count) else {
      throw invalid(
        zh: "第 \(records.count + 1) 个条目不完整", en: "entry \(records.count + 1) is cut")
    }
    let nameStart = window.start + 46
    let name = window.bytes[nameStart..<nameStart + nameCount]
    let extra = Array(window.bytes[name.endIndex..<name.endIndex + extraCount])
    let text = try ArchiveName.checked(name, in: file.path)
    let record = try makeRecord(window.bytes, at: window.start, name: name, extra: extra, text)
    try checkIsNew(text)
    records.append(record)
    names.append(name.span)
    window.pass(count)
  }

  /// Reads and checks the fixed part of a record, which stands at `start` of `bytes`.
  private func makeRecord(
    _ bytes: [UInt8], at start: Int, name: ArraySlice<UInt8>, extra: [UInt8], _ text: String
  ) throws(Diagnostic) -> ZIPRecord {
    func two(_ offset: Int) -> Int { LittleEndian.two(bytes, start + offset) }
    func four(_ offset: Int) -> Int { LittleEndian.four(bytes, start + offset) }
    var place: Place { ArchiveName.place(of: text, in: file.path) }
    let flags = two(8)
    let encrypted =
      ZIPSignature.flagEncrypted | ZIPSignature.flagStrongEncryption
      | ZIPSignature.flagHiddenHeaders
    guard flags & encrypted == 0 else { throw Diagnostic(.archiveEntryEncrypted, at: place) }
    let methodCode = two(10)
    guard let method = PackedEntry.Method(rawValue: UInt16(methodCode)) else {
      throw Diagnostic(.archiveMethodUnknown, at: place, ["method": "\(methodCode)"])
    }
    let isFolder = name.last == UInt8(ascii: "/")
    try checkKind(madeBy: bytes[start + 5], mode: four(38), isFolder: isFolder, text)
    var numbers = ZIPNumbers(
      size: four(24), storedSize: four(20), offset: four(42), disk: two(34))
    guard numbers.complete(from: extra) else {
      throw invalid(
        zh: "“\(text)”的附加字段（ZIP64）无效", en: "the extra fields (ZIP64) of '\(text)' are not valid")
    }
    guard numbers.disk == 0 else { throw Diagnostic(.archiveMultiDisk, at: place) }
    let (least, overflows) = numbers.storedSize.addingReportingOverflow(30 + name.count)
    guard !overflows, numbers.offset <= end.start, least <= end.start - numbers.offset else {
      throw invalid(zh: "“\(text)”超出文件", en: "'\(text)' reaches beyond the file")
    }
    guard !isFolder || numbers.size == 0, method == .deflate || numbers.size == numbers.storedSize
    else {
      throw invalid(zh: "“\(text)”的大小自相矛盾", en: "the sizes of '\(text)' contradict each other")
    }
    return ZIPRecord(
      offset: numbers.offset, storedSize: numbers.storedSize, size: numbers.size,
      checksum: UInt32(four(16)), method: method, isFolder: isFolder)
  }

  /// Refuses links, devices and the like, which Unix tells by the mode in the upper attributes.
  private func checkKind(
    madeBy: UInt8, mode: Int, isFolder: Bool, _ name: String
  ) throws(Diagnostic) {
    guard madeBy == 3 || madeBy == 19 else { return }
    var place: Place { ArchiveName.place(of: name, in: file.path) }
    switch mode >> 28 {
    case 0, 8: return
    case 4:
      if isFolder { return }
      throw Diagnostic(.archiveEntrySpecialFile, at: place, ["type": "4"])
    case 10: throw Diagnostic(.archiveEntrySymbolicLink, at: place)
    case let type: throw Diagnostic(.archiveEntrySpecialFile, at: place, ["type": "\(type)"])
    }
  }

  private mutating func checkIsNew(_ name: String) throws(Diagnostic) {
    guard !seen.insert(name) else { return }
    let place = ArchiveName.place(of: name, in: file.path)
    // Which one it was takes a search, once.
    for index in records.indices {
      if names.compare(index, name.utf8.span) == 0 {
        throw Diagnostic(.archiveNameDoubled, at: place)
      }
      if ArchiveNameSet.areAlike(names[index], name) {
        throw Diagnostic(.archiveNameCaseDoubled, at: place, ["other": names[index]])
      }
    }
    throw Diagnostic(.archiveNameDoubled, at: place)
  }

  /// What the entries claim to hold bounds what they are inflated to.
  private func checkTotal() throws(Diagnostic) {
    var left = limits.totalSize
    for record in records {
      guard record.size <= left else {
        throw Diagnostic(
          .archiveTotalTooLarge, at: Place(source: file.path), ["limit": "\(limits.totalSize)"])
      }
      left -= record.size
    }
  }

  /// Finds where each entry must end, and entries that begin inside of another.
  private mutating func setLimits() throws(Diagnostic) {
    let isSorted = zip(records, records.dropFirst()).allSatisfy { $0.offset < $1.offset }
    let order =
      isSorted
      ? Array(records.indices) : records.indices.sorted { records[$0].offset < records[$1].offset }
    for (position, index) in order.enumerated() {
      let isLast = position + 1 == order.count
      let limit = isLast ? end.start : records[order[position + 1]].offset
      let nameCount = names.bytes(at: index).count
      guard limit - records[index].offset >= 30 + nameCount + records[index].storedSize else {
        throw Diagnostic(
          .archiveEntriesOverlap, at: ArchiveName.place(of: names[index], in: file.path))
      }
      records[index].limit = limit
    }
  }

  private func invalid(zh: String, en: String) -> Diagnostic {
    Diagnostic(
      .archiveDirectoryInvalid, at: Place(source: file.path), ["zh": zh, "en": en])
  }
}

/// The numbers of an entry that ZIP64 may hold in an extra field instead.
struct ZIPNumbers {
  var size: Int
  var storedSize: Int
  var offset: Int
  var disk: Int

  /// Fills in what stands in the extra fields.
  ///
  /// - Returns: false if they are not whole, or lack a number.
  mutating func complete(from extra: [UInt8]) -> Bool {
    let wantsSize = size == 0xFFFF_FFFF
    let wantsStoredSize = storedSize == 0xFFFF_FFFF
    let wantsOffset = offset == 0xFFFF_FFFF
    let wantsDisk = disk == 0xFFFF
    guard let field = Self.field(ZIPSignature.zip64Field, in: extra) else { return false }
    guard wantsSize || wantsStoredSize || wantsOffset || wantsDisk else { return true }
    guard let field else { return false }
    var position = 0
    func next() -> Int? {
      defer { position += 8 }
      return LittleEndian.eight(field, position)
    }
    if wantsSize {
      guard let number = next() else { return false }
      size = number
    }
    if wantsStoredSize {
      guard let number = next() else { return false }
      storedSize = number
    }
    if wantsOffset {
      guard let number = next() else { return false }
      offset = number
    }
    if wantsDisk {
      guard position + 4 <= field.count else { return false }
      disk = LittleEndian.four(field, position)
    }
    return true
  }

  /// The data of the first extra field with `id`: `.some(nil)` if there is none, nil if the fields
  /// are not whole.
  static func field(_ id: UInt16, in extra: [UInt8]) -> [UInt8]?? {
    var position = 0
    var found: [UInt8]?
    while extra.count - position >= 4 {
      let count = LittleEndian.two(extra, position + 2)
      guard extra.count - position - 4 >= count else { return nil }
      if LittleEndian.two(extra, position) == id, found == nil {
        found = Array(extra[position + 4..<position + 4 + count])
      }
      position += 4 + count
    }
    // Some writers pad with up to three zero bytes.
    return .some(found)
  }
}
