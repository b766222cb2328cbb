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
  private let names: [UInt8]
  private let search = Guarded(Search())

  private struct Search {
    /// How often a name was looked up.
    var count = 0
    /// The indices of the entries in byte order of their names; made when that pays.
    var order: [UInt32]?
  }

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
    names = []
  }

  /// The entry at `index`, in the order of the directory.
  public subscript(index: Int) -> ZIPEntry {
    let record = records[index]
    return ZIPEntry(
      name: String(decoding: name(index), as: UTF8.self), isFolder: record.isFolder,
      method: record.method, storedSize: record.storedSize, size: record.size,
      checksum: record.checksum, offset: record.offset, limit: record.limit)
  }

  /// The file or folder called `name`, byte for byte; nil if there is none.
  public func entry(named name: String) -> ZIPEntry? {
    let wanted = Array(name.utf8)
    guard let order = makeOrder() else {
      let index = records.indices.first {
        self.name($0).count == wanted.count && self.name($0).elementsEqual(wanted)
      }
      return index.map { self[$0] }
    }
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if self.name(Int(order[middle])).lexicographicallyPrecedes(wanted) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < order.count, self.name(Int(order[low])).elementsEqual(wanted) else { return nil }
    return self[Int(order[low])]
  }

  /// The order to look names up by; nil for the first few, since to go through all is cheaper then
  /// than to sort them.
  private func makeOrder() -> [UInt32]? {
    search.withValue { search in
      search.count += 1
      if search.count <= Self.searchLimit { return nil }
      if let order = search.order { return order }
      let ends = records.dropFirst().map(\.nameStart) + (records.isEmpty ? [] : [names.count])
      let made = ByteOrder.sorted(names, ends: ends)
      search.order = made
      return made
    }
  }

  private static let searchLimit = 16

  private func name(_ index: Int) -> ArraySlice<UInt8> {
    let end = index + 1 < records.count ? records[index + 1].nameStart : names.count
    return names[records[index].nameStart..<end]
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
  var nameStart: Int
  var checksum: UInt32
  var method: PackedEntry.Method
  var isFolder: Bool
  /// Where the next entry, or the directory, begins.
  var limit = 0
}
