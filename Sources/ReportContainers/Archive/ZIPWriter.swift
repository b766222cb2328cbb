public import ReportIO
public import ReportDiagnostics

/// Writes a ZIP container to a byte sink, front to back, in flat memory.
///
/// Names are UTF-8 and marked so, times are 1980-01-01, sizes and checksum stand in every local
/// header (no data descriptors), and ZIP64 records are written where a number needs them and only
/// there: same entries in, same bytes out. The directory is spooled beside the output until the end.
///
///     let zip = ZIPWriter(sink)
///     try zip.add("bundle/bagit.txt", try PackedEntry(bytes, method: .stored))
///     try zip.finish()
///     try sink.commit()
public final class ZIPWriter {
  /// How many bytes were written so far: where the next entry begins.
  public private(set) var offset: Int
  /// How many entries there are.
  public private(set) var count: Int
  private let sink: any ByteSink
  private let directory: SpoolFile

  /// An extra field of a local header.
  public struct ExtraField: Sendable, Hashable {
    /// Its id.
    public let id: UInt16
    /// Its bytes, at most 65,531.
    public let data: [UInt8]

    /// Makes a field.
    public init(id: UInt16, data: [UInt8]) {
      self.id = id
      self.data = data
    }
  }

  /// Begins a container.
  public init(_ sink: any ByteSink) {
    self.sink = sink
    directory = SpoolFile(beside: sink.path)
    (offset, count) = (0, 0)
  }

  /// Goes on with a container.
  ///
  /// - Parameters:
  ///   - directory: the records of the directory so far.
  ///   - offset: how many bytes there are.
  ///   - count: how many entries.
  public init(_ sink: any ByteSink, directory: SpoolFile, offset: Int, count: Int) {
    self.sink = sink
    self.directory = directory
    self.offset = offset
    self.count = count
  }

  /// Adds an entry.
  ///
  /// - Parameters:
  ///   - name: its path. No two may be the same: that is for the caller to see to.
  ///   - extraFields: what its local header carries besides.
  /// - Throws: `archive-name-…` for a name that no reader should take; an entry of the output area.
  public func add(
    _ name: String, _ entry: PackedEntry, extraFields: [ExtraField] = []
  ) throws(Diagnostic) {
    let nameBytes = Array(name.utf8)
    _ = try ArchiveName.checked(nameBytes, in: sink.path)
    guard nameBytes.count <= 0xFFFF else {
      throw Diagnostic(
        .outputNameUnsafe, at: Place(source: sink.path), ["path": sink.path, "name": name])
    }
    let start = offset
    try write(localHeader(nameBytes, entry, extraFields))
    try entry.write(to: sink)
    offset += entry.storedSize
    count += 1
    try directory.write(directoryRecord(nameBytes, entry, at: start))
  }

  /// Writes the directory. The sink is not committed.
  ///
  /// - Throws: an entry of the output area.
  public func finish() throws(Diagnostic) {
    let start = offset
    let source = try directory.source(named: sink.path)
    while let chunk = try source.nextChunk() {
      try sink.write(UnsafeRawBufferPointer(chunk))
      offset += chunk.count
    }
    let size = offset - start
    var end: [UInt8] = []
    if count > 0xFFFE || start > Self.largest || size > Self.largest {
      appendZIP64End(start: start, size: size, to: &end)
    }
    LittleEndian.append(ZIPSignature.end, to: &end)
    LittleEndian.append(UInt32(0), to: &end)
    LittleEndian.append(UInt16(clamping: count), to: &end)
    LittleEndian.append(UInt16(clamping: count), to: &end)
    LittleEndian.append(UInt32(clamping: size), to: &end)
    LittleEndian.append(UInt32(clamping: start), to: &end)
    LittleEndian.append(UInt16(0), to: &end)
    try write(end)
  }

  /// The largest number that needs no ZIP64; the next one says that it stands there.
  private static let largest = 0xFFFF_FFFE

  private func write(_ bytes: [UInt8]) throws(Diagnostic) {
    try sink.write(bytes)
    offset += bytes.count
  }

  private func localHeader(
    _ name: [UInt8], _ entry: PackedEntry, _ extraFields: [ExtraField]
  ) -> [UInt8] {
    var extra: [UInt8] = []
    let isLarge = entry.size > Self.largest || entry.storedSize > Self.largest
    if isLarge {
      LittleEndian.append(ZIPSignature.zip64Field, to: &extra)
      LittleEndian.append(UInt16(16), to: &extra)
      LittleEndian.append(UInt64(entry.size), to: &extra)
      LittleEndian.append(UInt64(entry.storedSize), to: &extra)
    }
    let table = entry.table.map { ExtraField(id: ChunkTable.field, data: $0.zipData) }
    for field in extraFields + [table].compactMap({ $0 }) {
      LittleEndian.append(field.id, to: &extra)
      LittleEndian.append(UInt16(clamping: field.data.count), to: &extra)
      extra += field.data
    }
    var header: [UInt8] = []
    LittleEndian.append(ZIPSignature.local, to: &header)
    appendCommon(entry, isLarge: isLarge, sizesInField: isLarge, to: &header)
    LittleEndian.append(UInt16(name.count), to: &header)
    LittleEndian.append(UInt16(clamping: extra.count), to: &header)
    return header + name + extra
  }

  /// What local headers and records of the directory have in common: version needed to sizes.
  private func appendCommon(
    _ entry: PackedEntry, isLarge: Bool, sizesInField: Bool, to bytes: inout [UInt8]
  ) {
    LittleEndian.append(UInt16(isLarge ? 45 : 20), to: &bytes)
    LittleEndian.append(ZIPSignature.flagUTF8, to: &bytes)
    LittleEndian.append(entry.method.rawValue, to: &bytes)
    // 1980-01-01 00:00, the earliest time there is.
    LittleEndian.append(UInt16(0), to: &bytes)
    LittleEndian.append(UInt16(0x21), to: &bytes)
    LittleEndian.append(entry.checksum, to: &bytes)
    LittleEndian.append(sizesInField ? .max : UInt32(entry.storedSize), to: &bytes)
    LittleEndian.append(sizesInField ? .max : UInt32(entry.size), to: &bytes)
  }

  private func directoryRecord(
    _ name: [UInt8], _ entry: PackedEntry, at start: Int
  ) -> [UInt8] {
    let isLarge = entry.size > Self.largest || entry.storedSize > Self.largest
    let isFar = start > Self.largest
    var extra: [UInt8] = []
    if isLarge || isFar {
      LittleEndian.append(ZIPSignature.zip64Field, to: &extra)
      LittleEndian.append(UInt16((isLarge ? 16 : 0) + (isFar ? 8 : 0)), to: &extra)
      if isLarge {
        LittleEndian.append(UInt64(entry.size), to: &extra)
        LittleEndian.append(UInt64(entry.storedSize), to: &extra)
      }
      if isFar { LittleEndian.append(UInt64(start), to: &extra) }
    }
    var record: [UInt8] = []
    LittleEndian.append(ZIPSignature.directory, to: &record)
    // Made by: Unix, so that the mode says that it is a regular file.
    LittleEndian.append(UInt16(3 << 8 | 45), to: &record)
    appendCommon(entry, isLarge: isLarge || isFar, sizesInField: isLarge, to: &record)
    LittleEndian.append(UInt16(name.count), to: &record)
    LittleEndian.append(UInt16(extra.count), to: &record)
    // No comment, first disk, no internal attributes.
    for _ in 0..<3 { LittleEndian.append(UInt16(0), to: &record) }
    LittleEndian.append(UInt32(0o100644 << 16), to: &record)
    LittleEndian.append(isFar ? .max : UInt32(start), to: &record)
    return record + name + extra
  }

  private func appendZIP64End(start: Int, size: Int, to bytes: inout [UInt8]) {
    let position = offset
    LittleEndian.append(ZIPSignature.zip64End, to: &bytes)
    LittleEndian.append(UInt64(44), to: &bytes)
    LittleEndian.append(UInt16(3 << 8 | 45), to: &bytes)
    LittleEndian.append(UInt16(45), to: &bytes)
    LittleEndian.append(UInt64(0), to: &bytes)
    LittleEndian.append(UInt64(count), to: &bytes)
    LittleEndian.append(UInt64(count), to: &bytes)
    LittleEndian.append(UInt64(size), to: &bytes)
    LittleEndian.append(UInt64(start), to: &bytes)
    LittleEndian.append(ZIPSignature.zip64Locator, to: &bytes)
    LittleEndian.append(UInt32(0), to: &bytes)
    LittleEndian.append(UInt64(position), to: &bytes)
    LittleEndian.append(UInt32(1), to: &bytes)
  }
}

/// The numbers by which the parts of a ZIP file are known (APPNOTE 6.3.10, section 4).
enum ZIPSignature {
  static let local: UInt32 = 0x0403_4B50
  static let directory: UInt32 = 0x0201_4B50
  static let end: UInt32 = 0x0605_4B50
  static let zip64End: UInt32 = 0x0606_4B50
  static let zip64Locator: UInt32 = 0x0706_4B50
  static let zip64Field: UInt16 = 0x0001
  static let flagEncrypted = 0x0001
  static let flagDescriptor = 0x0008
  static let flagStrongEncryption = 0x0040
  static let flagHiddenHeaders = 0x2000
  static let flagUTF8: UInt16 = 0x0800
}
