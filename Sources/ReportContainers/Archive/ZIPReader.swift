internal import ReportIO
public import ReportDiagnostics

/// Reads a ZIP container at random. The whole directory is checked when it is opened; each entry
/// against its local header when it is read. What breaks a rule is refused, never repaired.
///
/// In memory it keeps 48 bytes and the name of every entry, and another 4 once many are looked up
/// (while it is opened, some 40 more to find names that are there twice): about 110 bytes an entry
/// of a bundle.
///
///     let zip = try ZIPReader(RandomAccessFile(path: "a.zip"))
///     if let entry = zip.entry(named: "datapackage.json") { try zip.open(entry).nextChunk() }
public final class ZIPReader: Sendable {
  /// What findings call the archive.
  public var path: String { file.path }
  /// How many bytes the file has.
  public var size: Int { file.size }
  /// How many entries there are.
  public var count: Int { records.count }
  /// What is put up with.
  public let limits: ArchiveLimits
  /// What it is read from.
  public let file: RandomAccessFile
  private let records: [ZIPRecord]
  private let names: PackedStrings
  private let search = Guarded(PackedStringSearch())

  /// Opens a container.
  ///
  /// - Throws: `input-unreadable`; an entry of the archive area of the catalogue.
  public init(
    _ file: RandomAccessFile, limits: ArchiveLimits = ArchiveLimits()
  ) throws(Diagnostic) {
    self.file = file
    self.limits = limits
    var directory = try ZIPDirectory(file, limits: limits)
    try directory.read()
    records = directory.records
    names = directory.names
  }

  /// Begins without a directory: no entries are known.
  init(withoutDirectory file: RandomAccessFile, limits: ArchiveLimits) {
    self.file = file
    self.limits = limits
    records = []
    names = PackedStrings()
  }

  /// The entry at `index`, in the order of the directory.
  public subscript(index: Int) -> ZIPEntry {
    let record = records[index]
    return ZIPEntry(
      name: names[index], isFolder: record.isFolder,
      method: record.method, storedSize: record.storedSize, size: record.size,
      checksum: record.checksum, offset: record.offset, limit: record.limit)
  }

  /// The file or folder called `name`, byte for byte; nil if there is none.
  public func entry(named name: String) -> ZIPEntry? {
    search.withValue { $0.index(of: name, in: names) }.map { self[$0] }
  }
}

/// One entry of a ZIP container, as the directory describes it.
public struct ZIPEntry: Sendable, Hashable {
  /// The path, checked to be safe; of a folder with `/` at its end.
  public let name: String
  /// Whether it is a folder.
  public let isFolder: Bool
  /// How it is stored.
  public let method: PackedEntry.Method
  /// How many bytes are stored, as claimed.
  public let storedSize: Int
  /// How many bytes they inflate to, as claimed.
  public let size: Int
  /// The CRC-32 of the content, as claimed.
  public let checksum: UInt32
  /// Where its local header begins in the file.
  public let offset: Int
  /// Where the next thing begins: it must end before.
  let limit: Int
}

/// What is kept of an entry.
struct ZIPRecord: Sendable {
  var offset: Int
  var storedSize: Int
  var size: Int
  var checksum: UInt32
  var method: PackedEntry.Method
  var isFolder: Bool
  /// Where the next entry, or the directory, begins.
  var limit = 0
}
