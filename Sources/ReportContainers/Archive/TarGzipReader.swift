public import ReportIO
public import ReportDiagnostics

/// One file or folder of a tar.gz container.
public struct TarEntry: Sendable, Hashable {
  /// The path, checked to be safe; of a folder with `/` at its end.
  public let name: String
  /// Whether it is a folder.
  public let isFolder: Bool
  /// The size of its content in bytes, as claimed.
  public let size: Int
  /// Where its gzip member begins in the file; nil if it does not begin one.
  public let offset: Int?
  /// Its pax records.
  public let records: [String: [UInt8]]
}

/// Reads a tar.gz container from front to back, or one file of it from where its member begins, in
/// flat memory: 32 bytes a name, to find one that is there twice. Regular files and folders only:
/// all else is refused, and so is what breaks a rule.
///
///     let tar = TarGzipReader(file.source(), limits: ArchiveLimits())
///     while let entry = try tar.next() { try tar.contents().nextChunk() }
public final class TarGzipReader {
  private let gzip: GzipReader
  private let limits: ArchiveLimits
  private var seen = ArchiveNameSet()
  /// The folders among them; we write none.
  private var folders: Set<String> = []
  private var count = 0
  private var total = 0
  /// What is left of the present entry: content, then padding.
  private var left = 0
  private var padding = 0
  private var present = ""
  private var isAtEnd = false

  /// How many bytes of names and records an entry may have.
  private static let recordLimit = 1 << 20

  /// Begins at the first byte of `source`.
  ///
  /// - Parameter base: where in the file that is.
  public init(_ source: ByteSource, from base: Int = 0, limits: ArchiveLimits = ArchiveLimits()) {
    self.limits = limits
    gzip = GzipReader(source, from: base, limits: limits)
  }

  /// The next file or folder; nil at the end of the archive. What was not read of the one before is
  /// passed over.
  ///
  /// - Throws: `input-unreadable`; an entry of the archive area of the catalogue.
  public func next() throws(Diagnostic) -> TarEntry? {
    if isAtEnd { return nil }
    try skip(left + padding)
    left = 0
    padding = 0
    let offset = try gzip.nextMember()
    var records: [String: [UInt8]] = [:]
    var longName: [UInt8]?
    var recordBytes = 0
    while let header = try nextHeader() {
      switch header.type {
      case UInt8(ascii: "x"):
        records.merge(try paxRecords(content(of: header, &recordBytes))) { $1 }
      case UInt8(ascii: "g"):
        try checkGlobalRecords(content(of: header, &recordBytes))
      case UInt8(ascii: "L"):
        longName = Array(try content(of: header, &recordBytes).prefix { $0 != 0 })
      default:
        // Programs differ in which of the two counts.
        guard longName == nil || records["path"] == nil || longName == records["path"] else {
          throw invalid(zh: "有两个不同的长名称", en: "it gives two long names that differ")
        }
        if let longName { records["path"] = longName }
        if let entry = try entry(header, records, offset) { return entry }
        (records, longName) = ([:], nil)
      }
    }
    guard records.isEmpty, longName == nil else { throw Diagnostic(.archiveCut, at: place) }
    try finish()
    return nil
  }

  /// The pax records of the next entry, from the content of their header.
  private func paxRecords(_ bytes: [UInt8]) throws(Diagnostic) -> [String: [UInt8]] {
    guard let parsed = PaxRecords.parse(bytes) else {
      throw invalid(zh: "pax 记录无效", en: "its pax records are not valid")
    }
    if parsed.keys.contains(where: { $0.hasPrefix("GNU.sparse") }) {
      throw Diagnostic(.archiveEntrySpecialFile, at: place, ["type": "GNU.sparse"])
    }
    return parsed
  }

  /// Checks that global pax records are comments, as git writes them; nothing that would change what
  /// an entry is.
  private func checkGlobalRecords(_ bytes: [UInt8]) throws(Diagnostic) {
    guard let parsed = PaxRecords.parse(bytes),
      parsed["path"] == nil, parsed["size"] == nil, parsed["linkpath"] == nil
    else { throw invalid(zh: "全局 pax 记录无效", en: "its global pax records are not valid") }
  }

  /// The content of the entry that ``next()`` gave last, once, front to back; of no use after the
  /// next call of it.
  public func contents() -> ByteSource {
    ByteSource(name: gzip.path + "!" + present, size: left) { buffer throws(Diagnostic) in
      try self.read(into: buffer)
    }
  }

  /// Where the gzip member ends that the entry that ``next()`` gave last is in; nil if the entry does
  /// not end it. What was not read of the entry is passed over.
  func endOfMember() throws(Diagnostic) -> Int? {
    try skip(left + padding)
    left = 0
    padding = 0
    return try gzip.nextMember()
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    guard left > 0 else { return 0 }
    let count = try gzip.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(left)))
    guard count > 0 else { throw Diagnostic(.archiveCut, at: placeOfPresent) }
    left -= count
    return count
  }

  /// The entry of a header of its own kind; nil for a folder that is the root itself.
  private func entry(
    _ header: TarHeader, _ records: [String: [UInt8]], _ offset: Int?
  ) throws(Diagnostic) -> TarEntry? {
    var nameBytes = records["path"] ?? header.name
    nameBytes.removeFirst(Self.currentFolders(nameBytes))
    let size = try size(of: header, records)
    let isFolder = header.type == UInt8(ascii: "5")
    let isRoot = nameBytes.isEmpty || nameBytes == Array(".".utf8)
    if isFolder, isRoot, size == 0 { return nil }
    if isFolder, nameBytes.last != UInt8(ascii: "/") { nameBytes.append(UInt8(ascii: "/")) }
    let name = try ArchiveName.checked(nameBytes, in: gzip.path)
    present = name
    try checkKind(header.type)
    guard isFolder ? size == 0 : nameBytes.last != UInt8(ascii: "/") else {
      throw invalid(zh: "“\(name)”既是文件夹又有内容", en: "'\(name)' is a folder with content")
    }
    try countPresent(size: size)
    // A folder may be named again by what else made the archive; a file may not, nor may one name
    // stand for both.
    let isNew = seen.insert(name)
    let isKnownFolder = isFolder && !folders.insert(name).inserted
    guard isNew || isKnownFolder else {
      throw Diagnostic(.archiveNameDoubled, at: placeOfPresent)
    }
    left = size
    padding = TarHeader.padding(after: size)
    return TarEntry(
      name: name, isFolder: isFolder, size: size, offset: offset, records: records)
  }

  /// The size of an entry: what its pax records state goes before its header.
  private func size(
    of header: TarHeader, _ records: [String: [UInt8]]
  ) throws(Diagnostic) -> Int {
    guard let stated = records["size"] else { return header.size }
    guard stated.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = Int(String(decoding: stated, as: UTF8.self))
    else {
      throw invalid(zh: "大小不是数字", en: "its size is no number")
    }
    return number
  }

  /// Counts the present entry, and holds it and all so far against the limits.
  private func countPresent(size: Int) throws(Diagnostic) {
    guard size <= limits.entrySize else {
      throw Diagnostic(
        .archiveEntryTooLarge, at: placeOfPresent, ["limit": "\(limits.entrySize)"])
    }
    count += 1
    guard count <= limits.entries else {
      throw Diagnostic(.archiveTooManyEntries, at: place, ["limit": "\(limits.entries)"])
    }
    guard size <= limits.totalSize - total else {
      throw Diagnostic(.archiveTotalTooLarge, at: place, ["limit": "\(limits.totalSize)"])
    }
    total += size
  }

  /// How many bytes of `./` a name begins with.
  private static func currentFolders(_ name: [UInt8]) -> Int {
    var count = 0
    while count + 1 < name.count, name[count] == UInt8(ascii: "."),
      name[count + 1] == UInt8(ascii: "/")
    {
      count += 2
    }
    return count
  }

  private func checkKind(_ type: UInt8) throws(Diagnostic) {
    switch type {
    case 0, UInt8(ascii: "0"), UInt8(ascii: "5"): return
    case UInt8(ascii: "1"): throw Diagnostic(.archiveEntryHardLink, at: placeOfPresent)
    case UInt8(ascii: "2"):
      throw Diagnostic(.archiveEntrySymbolicLink, at: placeOfPresent)
    default:
      let shown = type >= 0x20 && type < 0x7F ? String(UnicodeScalar(type)) : "\(type)"
      throw Diagnostic(.archiveEntrySpecialFile, at: placeOfPresent, ["type": shown])
    }
  }

  /// The next header; nil at the end of the archive, which is a block of zeroes.
  private func nextHeader() throws(Diagnostic) -> TarHeader? {
    let block = try bytes(TarHeader.blockSize)
    if block.allSatisfy({ $0 == 0 }) { return nil }
    do throws(TarHeader.Fault) {
      return try TarHeader(block)
    } catch {
      throw invalid(zh: error.zh, en: error.en)
    }
  }

  /// The content of a header that says something of the next one.
  ///
  /// - Parameter taken: how many bytes such headers of the same entry had, with their own blocks.
  private func content(
    of header: TarHeader, _ taken: inout Int
  ) throws(Diagnostic) -> [UInt8] {
    guard header.size <= Self.recordLimit - taken - TarHeader.blockSize else {
      throw invalid(zh: "记录过长", en: "its records are too long")
    }
    taken += header.size + TarHeader.blockSize
    let content = try bytes(header.size)
    try skip(TarHeader.padding(after: header.size))
    return content
  }

  /// Reads to the end of the file: behind the end of the archive there may be zeroes only.
  private func finish() throws(Diagnostic) {
    isAtEnd = true
    let trailing = Diagnostic(.archiveTrailingData, at: place)
    do throws(Diagnostic) {
      try withBuffer { buffer throws(Diagnostic) in
        while case let count = try gzip.read(into: buffer), count > 0 {
          guard buffer[..<count].allSatisfy({ $0 == 0 }) else { throw trailing }
        }
      }
    } catch {
      // What follows the end need not be gzip at all.
      throw error.kind == .archiveNotGzip ? trailing : error
    }
  }

  private func bytes(_ count: Int) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    try withBuffer { buffer throws(Diagnostic) in
      while bytes.count < count {
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(count - bytes.count))
        let got = try gzip.read(into: room)
        guard got > 0 else { throw Diagnostic(.archiveCut, at: place) }
        bytes += buffer[..<got]
      }
    }
    return bytes
  }

  private func skip(_ count: Int) throws(Diagnostic) {
    guard count > 0 else { return }
    try withBuffer { buffer throws(Diagnostic) in
      var left = count
      while left > 0 {
        let got = try gzip.read(
          into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(left)))
        guard got > 0 else { throw Diagnostic(.archiveCut, at: placeOfPresent) }
        left -= got
      }
    }
  }

  private func withBuffer(
    _ body: (UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 16) {
      buffer throws(Diagnostic) in try body(buffer)
    }
  }

  private var place: Place { Place(source: gzip.path) }

  private var placeOfPresent: Place { ArchiveName.place(of: present, in: gzip.path) }

  private func invalid(zh: String, en: String) -> Diagnostic {
    Diagnostic(.archiveHeaderInvalid, at: place, ["zh": zh, "en": en])
  }
}
