public import ReportIO
public import ReportDiagnostics

/// Goes through a tar.gz container in which every file is a gzip member of its own, by the headers of
/// these members, as ``TarGzipWriter`` writes them.
///
/// A file counts if its pax records carry a digest, and its content has that digest.
public final class TarGzipScan: ContainerScan {
  private let file: RandomAccessFile
  private let limits: ArchiveLimits
  private let keyword: String
  private var scan: FileScan
  private var budget = ScanBudget()
  private let inflate = InflateStream()
  /// Where it has come to.
  public private(set) var position = 0

  /// Begins at the front of `file`.
  ///
  /// - Parameter keyword: that of the pax record that carries a digest.
  public init(_ file: RandomAccessFile, limits: ArchiveLimits, keyword: String) {
    self.file = file
    self.limits = limits
    self.keyword = keyword
    scan = FileScan(file)
  }

  /// Whether something was passed over because the file is made to keep us busy.
  public var isHostile: Bool { budget.isExhausted }

  /// What members begin with: gzip, and deflate. Flags, time and system follow.
  private static let signature: [UInt8] = [0x1F, 0x8B, 8]

  /// The next file whose headers can be read and carry a digest; nil at the end.
  public func next() throws(Diagnostic) -> ScanResult? {
    while let offset = try scan.find(Self.signature, from: position) {
      position = offset + 1
      guard budget.allowsTry(at: offset), try beginsHeader(at: offset)
      else { continue }
      let source = Self.source(file, from: offset)
      let tar = TarGzipReader(source, from: offset, limits: limits)
      var name: String?
      do throws(Diagnostic) {
        guard let entry = try tar.next(), !entry.isFolder,
          let expected = entry.records[keyword].map({ String(decoding: $0, as: UTF8.self) })
        else {
          budget.spend(taken: source.bytesTaken, given: 0)
          continue
        }
        name = entry.name
        let scanned = try prove(entry, expected, tar, at: offset)
        position = scanned.end
        return .proven(scanned)
      } catch {
        if error.kind == .inputUnreadable { throw error }
        budget.spend(taken: source.bytesTaken, given: 0)
        guard let name else { continue }
        return .unproven(name: name, offset: offset, error)
      }
    }
    position = file.size
    return nil
  }

  private func prove(
    _ entry: TarEntry, _ expected: String, _ tar: TarGzipReader, at offset: Int
  ) throws(Diagnostic) -> ScannedFile {
    let digest = MessageDigest()
    let content = tar.contents()
    while let chunk = try content.nextChunk() { digest.update(UnsafeRawBufferPointer(chunk)) }
    guard digest.finish() == expected else {
      throw Diagnostic(
        .archiveDataInvalid, at: ArchiveName.place(of: entry.name, in: file.path),
        ["zh": "SHA-256 不符", "en": "their SHA-256 is another"])
    }
    // To the checksum of the member, which vouches for the name, too.
    guard let end = try tar.endOfMember() else {
      throw Diagnostic(
        .archiveDataInvalid, at: ArchiveName.place(of: entry.name, in: file.path),
        ["zh": "不是独立的 gzip 成员", "en": "they are no gzip member of their own"])
    }
    return ScannedFile(
      name: entry.name, offset: offset, end: end, size: entry.size, digest: expected)
  }

  /// Where the data of the member at `offset` begin; nil if it is none that ``TarGzipWriter`` writes:
  /// members that can be searched, such as an index, have an extra field, and none has a name.
  private func data(ofMemberAt offset: Int) throws(Diagnostic) -> Int? {
    let head = try scan.bytes(at: offset, count: min(12, file.size - offset))
    guard head.count == 12 else { return nil }
    return switch head[3] {
    case 0: offset + 10
    case 4: offset + 12 + LittleEndian.two(head, 10)
    default: nil
    }
  }

  /// Whether what the member at `offset` holds begins with a header of tar: a cheap look before a dear
  /// one.
  private func beginsHeader(at offset: Int) throws(Diagnostic) -> Bool {
    guard let data = try data(ofMemberAt: offset), data < file.size else { return false }
    let head = try scan.bytes(at: data, count: min(4096, file.size - data))
    var block = [UInt8](repeating: 0, count: TarHeader.blockSize)
    inflate.reset()
    var given = 0
    head.withUnsafeBytes { input in
      block.withUnsafeMutableBytes { output in
        var taken = 0
        while given < output.count {
          let rest = UnsafeRawBufferPointer(rebasing: input[taken...])
          let room = UnsafeMutableRawBufferPointer(rebasing: output[given...])
          switch inflate.step(rest, into: room) {
          case .progress(let more, let count) where more > 0 || count > 0:
            taken += more
            given += count
          default: return
          }
        }
      }
    }
    guard given == block.count, (try? TarHeader(block)) != nil else {
      budget.spend(taken: 0, given: 0)
      return false
    }
    return true
  }

  /// The file from `offset` on, in pieces that begin small: most members are.
  private static func source(_ file: RandomAccessFile, from offset: Int) -> ByteSource {
    var position = offset
    var piece = 8192
    return ByteSource(name: file.path, size: max(0, file.size - offset)) {
      buffer throws(Diagnostic) in
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(piece))
      piece = min(piece * 2, 1 << 17)
      let count = try file.read(into: room, at: position)
      position += count
      return count
    }
  }

  /// The content of a file that is packed in pieces, whether they are sound or not.
  public func pieces(ofFileAt offset: Int) -> ChunkedData? {
    let tar = TarGzipReader(Self.source(file, from: offset), from: offset, limits: limits)
    guard let entry = (try? tar.next()) ?? nil else { return nil }
    return ChunkedData(file, memberAt: offset, size: entry.size)
  }

  /// There is no directory.
  public func forEachDirectoryName(_ body: (String) -> Void) throws(Diagnostic) {}

  /// The content of a file that was proven.
  public func contents(of scanned: ScannedFile) throws(Diagnostic) -> ByteSource {
    let tar = TarGzipReader(
      Self.source(file, from: scanned.offset), from: scanned.offset, limits: limits)
    guard let entry = try tar.next(), entry.name == scanned.name else {
      throw Diagnostic(.archiveCut, at: ArchiveName.place(of: scanned.name, in: file.path))
    }
    return tar.contents()
  }
}
