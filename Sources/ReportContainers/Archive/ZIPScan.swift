public import ReportIO
public import ReportDiagnostics

/// Goes through a ZIP container by the local headers of its entries.
///
/// An entry counts if its header carries a digest in an extra field, and its content has that digest.
public final class ZIPScan: ContainerScan {
  /// Takes the digest out of the data of an extra field, in lower-case hex; nil if it has none.
  public typealias DigestOfField = @Sendable ([UInt8]) -> String?

  private let file: RandomAccessFile
  private let limits: ArchiveLimits
  private let field: UInt16
  private let digestOfField: DigestOfField
  private var scan: FileScan
  private var budget = ScanBudget()
  /// Where it has come to.
  public private(set) var position = 0
  private var lastEnd = 0

  /// Begins at the front of `file`.
  ///
  /// - Parameter field: the id of the extra field that carries a digest.
  public init(
    _ file: RandomAccessFile, limits: ArchiveLimits, field: UInt16,
    digest: @escaping DigestOfField
  ) {
    self.file = file
    self.limits = limits
    self.field = field
    digestOfField = digest
    scan = FileScan(file)
  }

  /// Whether something was passed over because the file is made to keep us busy.
  public var isHostile: Bool { budget.isExhausted }

  private static let signature: [UInt8] = [0x50, 0x4B, 3, 4]

  /// The next entry whose header can be read and carries a digest; nil at the end.
  public func next() throws(Diagnostic) -> ScanResult? {
    while let offset = try scan.find(Self.signature, from: position) {
      position = offset + Self.signature.count
      guard let header = try ZIPLocalHeader(&scan, at: offset, size: file.size) else { continue }
      guard let data = ZIPNumbers.field(field, in: header.extra) ?? nil,
        let expected = digestOfField(data)
      else { continue }
      guard budget.allowsTry(at: offset) else { continue }
      do throws(Diagnostic) {
        try prove(header, expected)
      } catch {
        if error.kind == .inputUnreadable { throw error }
        return .unproven(name: header.name, offset: offset, error)
      }
      position = header.end
      lastEnd = header.end
      return .proven(
        ScannedFile(
          name: header.name, offset: offset, end: header.end, size: header.entry.size,
          digest: expected))
    }
    position = file.size
    return nil
  }

  private func prove(_ header: ZIPLocalHeader, _ expected: String) throws(Diagnostic) {
    let place = ArchiveName.place(of: header.name, in: file.path)
    guard header.end <= file.size else {
      budget.spend(taken: 0, given: 0)
      throw Diagnostic(.archiveCut, at: place)
    }
    guard header.entry.size <= limits.entrySize else {
      throw Diagnostic(.archiveEntryTooLarge, at: place, ["limit": "\(limits.entrySize)"])
    }
    guard limits.admitsRatio(header.entry.size, of: header.entry.storedSize) else {
      throw Diagnostic(.archiveRatioTooHigh, at: place, ["limit": "\(limits.ratio)"])
    }
    let stream = ZIPEntryStream(file, header.entry, dataOffset: header.dataOffset)
    let digest = MessageDigest()
    var given = 0
    do throws(Diagnostic) {
      try withUnsafeTemporaryAllocation(byteCount: 32_768, alignment: 16) {
        buffer throws(Diagnostic) in
        while case let count = try stream.read(into: buffer), count > 0 {
          given += count
          digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
      }
      let found = digest.finish()
      guard found == expected else {
        throw Diagnostic(
          .archiveDataInvalid, at: place, ["zh": "SHA-256 不符", "en": "their SHA-256 is another"])
      }
    } catch {
      budget.spend(taken: stream.taken(from: header.dataOffset), given: given)
      throw error
    }
  }

  /// The content of an entry that is packed in pieces, whether they are sound or not.
  public func pieces(ofFileAt offset: Int) -> ChunkedData? {
    guard let header = (try? ZIPLocalHeader(&scan, at: offset, size: file.size)) ?? nil else {
      return nil
    }
    return ChunkedData(file, header.entry, extra: header.extra, start: header.dataOffset)
  }

  /// The names in the directory that lies behind the last entry that was proven, whole or not.
  public func forEachDirectoryName(_ body: (String) -> Void) throws(Diagnostic) {
    let signature: [UInt8] = [0x50, 0x4B, 1, 2]
    var offset = lastEnd
    while let found = try scan.find(signature, from: offset) {
      offset = found + signature.count
      let head = try scan.bytes(at: found, count: min(46, file.size - found))
      guard head.count == 46 else { return }
      let nameBytes = try scan.bytes(at: found + 46, count: LittleEndian.two(head, 28))
      guard let name = try? ArchiveName.checked(nameBytes, in: "") else { continue }
      body(name)
      offset = found + 46 + nameBytes.count
    }
  }

  /// The content of an entry that was proven.
  public func contents(of scanned: ScannedFile) throws(Diagnostic) -> ByteSource {
    guard let header = try ZIPLocalHeader(&scan, at: scanned.offset, size: file.size) else {
      throw Diagnostic(.archiveCut, at: ArchiveName.place(of: scanned.name, in: file.path))
    }
    let stream = ZIPEntryStream(file, header.entry, dataOffset: header.dataOffset)
    return ByteSource(name: file.path + "!" + scanned.name, size: scanned.size) {
      buffer throws(Diagnostic) in try stream.read(into: buffer)
    }
  }
}

/// A local header, read without a directory.
struct ZIPLocalHeader {
  /// The path, checked to be safe; empty if it is not.
  let name: String
  let extra: [UInt8]
  let entry: ZIPEntry
  /// Where the stored bytes begin, and where they end.
  let dataOffset: Int
  let end: Int

  /// Reads what stands at `offset`; nil if that is no header of a file that we read.
  init?(_ scan: inout FileScan, at offset: Int, size: Int) throws(Diagnostic) {
    // Names and extra fields of ordinary entries come along at once.
    let head = try scan.bytes(at: offset, count: min(512, size - offset))
    guard head.count >= 30, LittleEndian.four(head, 0) == ZIPSignature.local else { return nil }
    let flags = LittleEndian.two(head, 6)
    let nameCount = LittleEndian.two(head, 26)
    let extraCount = LittleEndian.two(head, 28)
    guard flags & (ZIPSignature.flagEncrypted | ZIPSignature.flagDescriptor) == 0,
      let method = PackedEntry.Method(rawValue: UInt16(LittleEndian.two(head, 8))), nameCount > 0
    else { return nil }
    let length = 30 + nameCount + extraCount
    let all = length <= head.count ? head : try scan.bytes(at: offset, count: length)
    guard all.count >= length else { return nil }
    let nameBytes = Array(all[30..<30 + nameCount])
    extra = Array(all[30 + nameCount..<length])
    var numbers = ZIPNumbers(
      size: LittleEndian.four(head, 22), storedSize: LittleEndian.four(head, 18), offset: 0,
      disk: 0)
    guard numbers.complete(from: extra), nameBytes.last != UInt8(ascii: "/"),
      method == .deflate || numbers.size == numbers.storedSize
    else { return nil }
    name = (try? ArchiveName.checked(nameBytes, in: "")) ?? ""
    dataOffset = offset + length
    let (end, overflows) = dataOffset.addingReportingOverflow(numbers.storedSize)
    if overflows { return nil }
    self.end = end
    entry = ZIPEntry(
      name: name, isFolder: false, method: method, storedSize: numbers.storedSize,
      size: numbers.size, checksum: UInt32(LittleEndian.four(head, 14)), offset: offset, limit: end)
  }
}
