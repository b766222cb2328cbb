import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportContainers
@testable import ReportIO

/// Numbers beyond all measure in every field of ZIP, tar and gzip: what is read of it all the same is
/// what was packed, and the rest is refused; nothing traps.
@Suite struct ExtremeNumberTests {
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("b/bagit.txt", Array("BagIt-Version: 1.0\n".utf8)),
    ("b/data/a.xml", Array(String(repeating: "报告", count: 400).utf8)), ("b/index.ndjson", [0x0A]),
  ]
  private static let contents = Set(files.map(\.bytes))

  /// `bytes` with a number of `width` bytes at `offset`.
  private static func put(
    _ number: UInt64, _ width: Int, at offset: Int, in bytes: [UInt8]
  ) -> [UInt8] {
    var copy = bytes
    for index in 0..<width where offset + index < copy.count {
      copy[offset + index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * index))
    }
    return copy
  }

  /// Every file of `bytes` that any of the readers gives.
  private static func readAll(zip bytes: [UInt8]) -> [[UInt8]] {
    let file = RandomAccessFile(bytes: bytes, name: "memory")
    var found: [[UInt8]] = []
    func take(_ open: () throws -> ByteSource) {
      if let bytes = try? open().readAll(limit: 1 << 20) { found.append(bytes) }
    }
    if let zip = try? ZIPReader(file) {
      let buffer = ZIPEntryBuffer()
      for index in 0..<zip.count {
        let entry = zip[index]
        take { try zip.open(entry) }
        take { ByteSource(bytes: try zip.bytes(of: entry, limit: 1 << 20), name: "") }
        _ = try? zip.extraField(0x424E, of: entry)
        _ = try? buffer.read(entry, of: zip, field: 0x424E) { content, _ -> Bool in
          found.append(Array(content))
          return true
        }
      }
      for (name, _) in files { _ = zip.entry(named: name) }
    }
    if let tail = ZIPTail(file) {
      take { try tail.openLast() }
      _ = tail.chunks()?.piece(0)
      for offset in ExtremeNumbers.values.compactMap({ Int(exactly: $0) }) + [0] {
        if let entry = tail.entry(at: offset, field: 0x424E)?.entry {
          take { try tail.open(entry) }
        }
      }
    }
    let scan = ZIPScan(file, limits: ArchiveLimits(), field: 0x424E, digest: { _ in "" })
    while let result = (try? scan.next()) ?? nil {
      if case .unproven(_, let offset, _) = result { _ = scan.pieces(ofFileAt: offset)?.piece(0) }
    }
    try? scan.forEachDirectoryName { _ in }
    return found
  }

  /// The numbers of `width` bytes, each once.
  private static func numbers(_ width: Int) -> Set<UInt64> {
    Set(ExtremeNumbers.values.map { width == 8 ? $0 : $0 & (1 << UInt64(8 * width) - 1) })
  }

  @Test func everyFieldOfZIP() throws {
    let zip = try ArchiveMaterial.zip(Self.files)
    #expect(Set(Self.readAll(zip: zip)) == Self.contents)
    // Local headers, records of the directory, the end.
    let places: [(signature: UInt32, widths: [Int])] = [
      (ZIPSignature.local, [2, 2, 2, 2, 2, 4, 4, 4, 2, 2]),
      (ZIPSignature.directory, [2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4]),
      (ZIPSignature.end, [2, 2, 2, 2, 4, 4, 2]),
    ]
    var tried = 0
    for (signature, widths) in places {
      var mark: [UInt8] = []
      LittleEndian.append(signature, to: &mark)
      for start in zip.indices where zip[start...].starts(with: mark) {
        var offset = start + 4
        for width in widths {
          for number in Self.numbers(width) {
            let forged = Self.put(number, width, at: offset, in: zip)
            #expect(Self.readAll(zip: forged).allSatisfy(Self.contents.contains))
            tried += 1
          }
          offset += width
        }
      }
    }
    #expect(tried > 1_000)
  }

  /// The fields of ZIP64, which has eight bytes for each.
  @Test(arguments: ExtremeNumbers.values) func zip64(_ number: UInt64) throws {
    let zip = try ArchiveMaterial.zip([Self.files[1]])
    let end = zip.count - 22
    let start = LittleEndian.four(zip, end + 16)
    var field: [UInt8] = []
    for id in [UInt16(1), 24] { LittleEndian.append(id, to: &field) }
    for _ in 0..<3 { LittleEndian.append(number, to: &field) }
    // The directory says that size, stored size or offset, or all, stand in the extra field.
    for offsets in [[20], [24], [42], [20, 24, 42], [20, 24]] {
      var record = Array(zip[start..<end])
      for offset in offsets { record = Self.put(.max, 4, at: offset, in: record) }
      record = Self.put(UInt64(field.count), 2, at: 30, in: record) + field
      for isEnd64 in [false, true] {
        var forged = Array(zip[..<start]) + record
        if isEnd64 { forged += Self.end64(number, at: forged.count) }
        forged += Self.put(UInt64(record.count), 4, at: 12, in: Array(zip[end...]))
        #expect(Self.readAll(zip: forged).allSatisfy(Self.contents.contains))
        // A locator that points anywhere.
        let wrong = Self.put(number, 8, at: forged.count - 22 - 12, in: forged)
        if isEnd64 { #expect(Self.readAll(zip: wrong).allSatisfy(Self.contents.contains)) }
      }
    }
  }

  /// The end of ZIP64 with the same number for all, and its locator.
  private static func end64(_ number: UInt64, at position: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    LittleEndian.append(ZIPSignature.zip64End, to: &bytes)
    LittleEndian.append(UInt64(44), to: &bytes)
    LittleEndian.append(UInt64(0), to: &bytes)
    LittleEndian.append(UInt32(0), to: &bytes)
    for _ in 0..<4 { LittleEndian.append(number, to: &bytes) }
    LittleEndian.append(ZIPSignature.zip64Locator, to: &bytes)
    LittleEndian.append(UInt32(0), to: &bytes)
    LittleEndian.append(UInt64(position), to: &bytes)
    LittleEndian.append(UInt32(1), to: &bytes)
    return bytes
  }

  // MARK: - tar and gzip

  private static func readAll(tar bytes: [UInt8]) -> [[UInt8]] {
    let file = RandomAccessFile(bytes: bytes, name: "memory")
    var found: [[UInt8]] = []
    let tar = TarGzipReader(file.source())
    while let entry = (try? tar.next()) ?? nil {
      if let bytes = try? tar.contents().readAll(limit: 1 << 20), !entry.isFolder {
        found.append(bytes)
      }
    }
    if let offset = (try? TarGzipWriter.indexOffset(in: file)) ?? nil {
      _ = ChunkTable.isStated(in: file, memberAt: offset)
      _ = ChunkedData(file, memberAt: offset, size: 100)?.piece(0)
    }
    let scan = TarGzipScan(file, limits: ArchiveLimits(), keyword: "NIANBAO.sha256")
    while let result = (try? scan.next()) ?? nil {
      if case .unproven(_, let offset, _) = result { _ = scan.pieces(ofFileAt: offset)?.piece(0) }
    }
    return found
  }

  private static func member(_ content: [UInt8], extra: [UInt8] = []) throws -> [UInt8] {
    let sink = MemorySink()
    _ = try PackedMember(content: content).write(to: sink, extra: extra)
    return sink.bytes
  }

  /// A tar of one file whose header was changed, with a checksum that fits.
  private static func tar(
    size: [UInt8]? = nil, pax: [(String, String)] = []
  ) throws -> [UInt8] {
    let content = files[1].bytes
    var header = TarHeader.block(name: Array("b/a".utf8), size: content.count, type: "0")
    if let size {
      header.replaceSubrange(124..<136, with: (size + [UInt8](repeating: 0, count: 12)).prefix(12))
      header.replaceSubrange(148..<156, with: repeatElement(0x20, count: 8))
      let sum = header.reduce(0) { $0 + Int($1) }
      let digits = Array(String(sum, radix: 8).utf8)
      header.replaceSubrange(
        148..<156, with: [UInt8](repeating: 0x30, count: 6 - digits.count) + digits + [0, 0x20])
    }
    var records: [UInt8] = []
    for (keyword, value) in pax { records += PaxRecords.record(keyword, Array(value.utf8)) }
    var all: [UInt8] = []
    if !pax.isEmpty {
      all += TarHeader.block(name: Array("p".utf8), size: records.count, type: "x") + records
      all += [UInt8](repeating: 0, count: TarHeader.padding(after: records.count))
    }
    all += header + content
    all += [UInt8](repeating: 0, count: TarHeader.padding(after: content.count))
    return try member(all) + member([UInt8](repeating: 0, count: 1024))
  }

  @Test(arguments: ExtremeNumbers.values) func sizesOfTar(_ number: UInt64) throws {
    let octal = Array(String(number, radix: 8).utf8)
    let binary = (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    for size in [
      Array(octal.suffix(12)), Array(octal.prefix(11)) + [0], [0x80, 0, 0, 0] + binary,
      [0xFF, 0xFF, 0xFF, 0xFF] + binary, [0x80] + binary + [0, 0, 0],
    ] {
      #expect(Self.readAll(tar: try Self.tar(size: size)).allSatisfy { $0.count < 1 << 20 })
    }
    // An index that begins anywhere.
    var extra: [UInt8] = [UInt8(ascii: "N"), UInt8(ascii: "B"), 8, 0]
    LittleEndian.append(number, to: &extra)
    let bytes =
      try Self.tar() + Self.member([UInt8](repeating: 0, count: 1024), extra: extra)
    #expect(Self.readAll(tar: bytes).allSatisfy(Self.contents.contains))
  }

  @Test(arguments: ExtremeNumbers.texts) func recordsOfTar(_ number: String) throws {
    for pax in [
      [("size", number)], [("path", number)], [(number, "1")],
      [("path", "b/a"), ("size", number), ("mtime", number)],
    ] where !number.isEmpty {
      _ = Self.readAll(tar: try Self.tar(pax: pax))
    }
    let stated = Self.readAll(tar: try Self.tar(pax: [("size", "\(Self.files[1].bytes.count)")]))
    #expect(stated == [Self.files[1].bytes])
    // The length of a record is no more than what there is of it.
    let forged = Array("\(number) size=1\n".utf8)
    #expect(PaxRecords.parse(forged)?["size"] == (number == "\(forged.count)" ? [0x31] : nil))
  }

  /// The table of pieces of a large member, by which an index is searched.
  @Test(arguments: ExtremeNumbers.values) func tablesOfPieces(_ number: UInt64) throws {
    let table = try #require(ChunkTable(length: 100, sizes: [20, 30]))
    let short = UInt64(UInt16(truncatingIfNeeded: number))
    for offset in stride(from: 1, to: table.zipData.count, by: 2) {
      let data = Self.put(number, 4, at: offset, in: table.zipData)
      if let forged = ChunkTable(zipData: data) {
        let file = RandomAccessFile(bytes: [UInt8](repeating: 1, count: 60), name: "memory")
        for all in ExtremeNumbers.values.compactMap({ Int(exactly: $0) }) {
          let chunks = ChunkedData(
            file, forged, start: 0, storedSize: forged.storedSize, all: all, content: 0..<all,
            checksum: 0)
          #expect(chunks?.piece(0) == nil && chunks?.piece(1) == nil)
          _ = chunks?.start(ofPiece: 1)
        }
      }
    }
    for offset in stride(from: 0, to: table.gzipField.count - 1, by: 2) {
      _ = ChunkTable(gzipExtra: Self.put(short, 2, at: offset, in: table.gzipField))
    }
    // The length of an extra field is no more than what there is of it.
    let field = ZIPNumbers.field(1, in: Self.put(short, 2, at: 2, in: [1, 0, 4, 0, 9, 9, 9, 9]))
    #expect(((field ?? nil)?.count ?? 0) == (short <= 4 ? Int(short) : 0))
  }
}
