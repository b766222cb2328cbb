internal import ReportDiagnostics
internal import ReportContainers
internal import ReportIO

/// A bag in a ZIP container.
final class ZIPBag: BagContainer {
  private let zip: ZIPReader
  let size: Int
  let hasOffsets = true
  let filesStandAlone = true
  var path: String { zip.path }

  init(_ zip: ZIPReader) {
    self.zip = zip
    size = zip.size
  }

  func walk() throws(Diagnostic) -> any BagFileWalk { Walk(zip, hasDigests: true) }

  func list() throws(Diagnostic) -> any BagFileWalk { Walk(zip, hasDigests: false) }

  var search: IndexSearch? { IndexSearch(zip.file, limits: zip.limits) }

  func statesTable(ofIndex path: String) -> Bool {
    guard let entry = zip.entry(named: path) else { return false }
    return ((try? zip.extraField(ChunkTable.field, of: entry)) ?? nil) != nil
  }

  var pieces: (any BagPieces)? { Pieces(zip: zip) }

  func open(_ path: String) throws(Diagnostic) -> ByteSource? {
    guard let entry = zip.entry(named: path) else { return nil }
    return try zip.open(entry)
  }

  func open(_ path: String, at offset: Int) throws(Diagnostic) -> (BagFile, ByteSource)? {
    guard let entry = zip.entry(named: path), entry.offset == offset else { return nil }
    return (Self.file(entry, zip), try zip.open(entry))
  }

  func sourceName(_ path: String) -> String { zip.path + "!" + path }

  private static func file(_ entry: ZIPEntry, _ zip: ZIPReader) -> BagFile {
    BagFile(
      path: entry.name, size: entry.size, offset: entry.offset,
      digest: digest(of: entry, zip).map(MessageDigest.hexadecimal))
  }

  private static func digest(of entry: ZIPEntry, _ zip: ZIPReader) -> [UInt8]? {
    // A damaged local header is told when the content is read.
    let field = (try? zip.extraField(BundleLayout.digestField, of: entry)) ?? nil
    return field.flatMap(BundleLayout.digestBytes)
  }

  private final class Walk: BagFileWalk {
    private let zip: ZIPReader
    /// The next entry, in the order of the directory.
    private var index = 0
    private var entry: ZIPEntry?
    var piece: Int? { index - 1 }
    var bytesTaken: Int { entry?.offset ?? 0 }

    private let hasDigests: Bool

    init(_ zip: ZIPReader, hasDigests: Bool) {
      self.zip = zip
      self.hasDigests = hasDigests
    }

    func next() throws(Diagnostic) -> BagFile? {
      while index < zip.count {
        let entry = zip[index]
        index += 1
        if entry.isFolder { continue }
        self.entry = entry
        guard hasDigests else {
          return BagFile(path: entry.name, size: entry.size, offset: entry.offset, digest: nil)
        }
        return ZIPBag.file(entry, zip)
      }
      return nil
    }

    func contents() throws(Diagnostic) -> ByteSource {
      guard let entry else { return ByteSource(bytes: [], name: zip.path) }
      return try zip.open(entry)
    }
  }
  private struct Pieces: BagPieces {
    let zip: ZIPReader
    var count: Int { zip.count }

    subscript(index: Int) -> (path: String, storedSize: Int)? {
      let entry = zip[index]
      return entry.isFolder ? nil : (entry.name, entry.storedSize)
    }

    func makeReader() -> any BagPieceReader { PieceReader(zip) }
  }

  private final class PieceReader: BagPieceReader {
    private let zip: ZIPReader
    private let buffer = ZIPEntryBuffer()

    init(_ zip: ZIPReader) { self.zip = zip }

    func read(
      _ index: Int, begin: (_ digest: [UInt8]?) -> Bool, take: (UnsafeRawBufferPointer) -> Void
    ) throws(Diagnostic) -> Bool {
      let entry = zip[index]
      let isWanted = try buffer.read(entry, of: zip, field: BundleLayout.digestField) {
        content, field throws(Diagnostic) in
        guard begin(field.flatMap(BundleLayout.digestBytes)) else { return false }
        take(content)
        return true
      }
      if let isWanted { return isWanted }
      guard begin(ZIPBag.digest(of: entry, zip)) else { return false }
      let source = try zip.open(entry)
      while let chunk = try source.nextChunk() { take(UnsafeRawBufferPointer(chunk)) }
      return true
    }
  }
}
