internal import ReportDiagnostics
internal import ReportContainers
internal import ReportIO

/// Finds lines of the index of one of our bundles, and the reports that they speak of, without reading
/// the rest of the container. Whatever is not as we write it gives nil: then everything is to be read.
final class IndexSearch {
  /// The base directory with its slash.
  let base: String
  private let file: RandomAccessFile
  private let kind: Kind
  private let chunks: ChunkedData

  private enum Kind {
    case zip(ZIPTail)
    case tarGzip(TarGzipBag, offset: Int)
  }

  /// Opens the container at `path`; nil unless it is one of our bundles with an index that can be
  /// searched.
  convenience init?(path: String, limits: ArchiveLimits) {
    guard !FolderPath.isFolder(path), let file = try? RandomAccessFile(path: path) else {
      return nil
    }
    self.init(file, limits: limits)
  }

  init?(_ file: RandomAccessFile, limits: ArchiveLimits) {
    self.file = file
    guard let head = try? file.bytes(at: 0, count: 2) else { return nil }
    let name: String
    if head == [0x1F, 0x8B] {
      let tar = TarGzipBag(file, limits: limits)
      guard let offset = (try? TarGzipWriter.indexOffset(in: file)) ?? nil,
        let (index, _) = (try? tar.openIndex()) ?? nil,
        let chunks = ChunkedData(file, memberAt: offset, size: index.size)
      else { return nil }
      (kind, self.chunks, name) = (.tarGzip(tar, offset: offset), chunks, index.path)
    } else {
      guard let tail = ZIPTail(file, limits: limits), let chunks = tail.chunks() else { return nil }
      (kind, self.chunks, name) = (.zip(tail), chunks, tail.last.name)
    }
    guard name.hasSuffix(BundleLayout.index) else { return nil }
    base = String(name.dropLast(BundleLayout.index.count))
    guard base.isEmpty || base.hasSuffix("/"), isBag() else { return nil }
  }

  /// Whether a bag begins at the front, as ours do.
  private func isBag() -> Bool {
    let declaration = base + BundleLayout.declaration
    switch kind {
    case .zip(let tail):
      return tail.entry(at: 0, field: BundleLayout.digestField)?.entry.name == declaration
    case .tarGzip(let tar, _): return ((try? tar.open(declaration, at: 0)) ?? nil) != nil
    }
  }

  /// The index, from front to back.
  func openIndex() throws(Diagnostic) -> ByteSource? {
    switch kind {
    case .zip(let tail): try tail.openLast()
    case .tarGzip(let tar, _): try tar.openIndex()?.1
    }
  }

  /// Whether the table of pieces is true.
  func isTableSound() -> Bool { chunks.isSound() }

  // MARK: - Lines

  /// The lines with an id, in their order; none if the index is sound and has none; nil if the index
  /// cannot be searched.
  func lines(of id: String) -> [BundleIndexLine]? {
    let wanted = Array(id.utf8)
    // The last piece in which a line begins whose id is smaller: there, or right behind, it must be.
    var low = 0
    var high = chunks.pieceCount
    while high - low > 1 {
      let middle = (low + high) / 2
      guard let isBehind = beginsBehind(wanted, piece: middle) else { return nil }
      if isBehind { high = middle } else { low = middle }
    }
    var cursor = Cursor(chunks, piece: low)
    if low > 0, cursor.nextLine() == nil { return nil }
    var found: [BundleIndexLine] = []
    var last: [UInt8] = []
    while !cursor.isAtEnd {
      guard let bytes = cursor.nextLine(), let line = BundleIndexLine(bytes.span) else {
        return nil
      }
      let id = Array(line.id.utf8)
      if id.lexicographicallyPrecedes(last) { return nil }
      if id == wanted { found.append(line) } else if wanted.lexicographicallyPrecedes(id) { break }
      if found.count > Self.sameLimit { return nil }
      last = id
    }
    return found
  }

  /// How many lines may have the same id before everything is read instead.
  private static let sameLimit = 64

  /// Whether the first line that begins in a piece has this id or a greater one, or none begins there;
  /// nil if that cannot be told.
  private func beginsBehind(_ id: [UInt8], piece number: Int) -> Bool? {
    var cursor = Cursor(chunks, piece: number)
    guard cursor.nextLine() != nil else { return nil }
    if cursor.isAtEnd { return true }
    guard let bytes = cursor.nextLine(), let line = BundleIndexLine(bytes.span) else { return nil }
    return !line.id.utf8.lexicographicallyPrecedes(id)
  }

  /// Takes lines from where a piece begins.
  private struct Cursor {
    private let chunks: ChunkedData
    private var number: Int
    private var bytes: [UInt8] = []
    private var taken = 0

    init(_ chunks: ChunkedData, piece number: Int) {
      self.chunks = chunks
      self.number = number
    }

    var isAtEnd: Bool {
      taken == bytes.count
        && (number >= chunks.pieceCount || chunks.start(ofPiece: number) >= chunks.count)
    }

    /// The next line, or the rest of one, without its line feed; nil if it is too long or not there.
    mutating func nextLine() -> [UInt8]? {
      var searched = taken
      while true {
        if let end = bytes[searched...].firstIndex(of: 0x0A) {
          defer { taken = end + 1 }
          return Array(bytes[taken..<end])
        }
        bytes.removeSubrange(..<taken)
        taken = 0
        searched = bytes.count
        guard bytes.count < Self.lengthLimit, let more = chunks.piece(number) else { return nil }
        bytes += more
        number += 1
      }
    }

    /// Longer lines are for those who read everything.
    private static let lengthLimit = 1 << 18
  }

  // MARK: - Reports

  /// The document that a line speaks of; nil if it is not right there, or not what the line says.
  func document(_ line: BundleIndexLine, limit: Int) -> [UInt8]? {
    guard let offset = line.offset, let size = line.size, size <= limit,
      BagPath.isInside(base + line.path), BundleLayout.isReport(line.path),
      line.id == BundleLayout.id(of: line.path),
      let (source, digest) = open(base + line.path, at: offset, size: size),
      let bytes = try? source.readAll(limit: size), bytes.count == size,
      MessageDigest.digest(of: bytes) == digest
    else { return nil }
    return bytes
  }

  /// The content of a file, and the digest that is recorded with it.
  private func open(
    _ path: String, at offset: Int, size: Int
  ) -> (ByteSource, digest: String)? {
    switch kind {
    case .zip(let tail):
      guard let (entry, field) = tail.entry(at: offset, field: BundleLayout.digestField),
        entry.name == path, entry.size == size,
        let digest = field.flatMap(BundleLayout.digest), let source = try? tail.open(entry)
      else { return nil }
      return (source, digest)
    case .tarGzip(let tar, _):
      guard let (file, source) = (try? tar.open(path, at: offset)) ?? nil,
        file.size == size, let digest = file.digest
      else { return nil }
      return (source, digest)
    }
  }
}
