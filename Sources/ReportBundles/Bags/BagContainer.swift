internal import ReportDiagnostics
internal import ReportContainers
internal import ReportIO

/// A file of a bag, as its container lists it.
struct BagFile {
  /// The path within the container, base directory and all.
  let path: String
  /// The size in bytes, as claimed.
  let size: Int
  /// Where it begins in the container; nil in a folder.
  let offset: Int?
  /// The SHA-256 that the container itself records of it, in lower-case hex; nil for none.
  let digest: String?
}

/// Goes through the files of a bag in the order of its container.
protocol BagFileWalk: AnyObject {
  /// The next file; nil at the end.
  func next() throws(Diagnostic) -> BagFile?

  /// The content of the file that ``next()`` gave last, once.
  func contents() throws(Diagnostic) -> ByteSource

  /// The number of that file among ``BagContainer/pieces``; nil where there are none, or no digests are
  /// recorded that a piece could be checked by.
  var piece: Int? { get }

  /// How many bytes of the container were passed, for progress only.
  var bytesTaken: Int { get }
}

extension BagFileWalk {
  var piece: Int? { nil }
}

/// The files of a container that any thread can read, in the order of the container.
protocol BagPieces: Sendable {
  /// How many there are, with what is no file.
  var count: Int { get }

  /// The path and the stored size of one; nil if it is no file.
  subscript(index: Int) -> (path: String, storedSize: Int)? { get }

  /// Makes what one thread reads them with.
  func makeReader() -> any BagPieceReader
}

/// Reads files of a container on one thread.
protocol BagPieceReader: AnyObject {
  /// Hands the content of a file to `take`, in one piece or several, after `begin` was told the digest
  /// that the container records of it, and wanted the content.
  ///
  /// - Parameter begin: may be called again, when all begins anew.
  /// - Returns: whether the content was wanted.
  func read(
    _ index: Int, begin: (_ digest: [UInt8]?) -> Bool, take: (UnsafeRawBufferPointer) -> Void
  ) throws(Diagnostic) -> Bool
}

/// What a bag is kept in: a ZIP or tar.gz container, or a folder.
protocol BagContainer: AnyObject {
  /// What findings call it.
  var path: String { get }

  /// How many bytes it has, for progress only; 0 if that is not known.
  var size: Int { get }

  /// Whether files have a place in it that an index can tell.
  var hasOffsets: Bool { get }

  /// Whether each file can be read though another is damaged.
  var filesStandAlone: Bool { get }

  /// Begins at its first file.
  func walk() throws(Diagnostic) -> any BagFileWalk

  /// Begins at its first file, to list the files only: the digests that it records are left out where
  /// they cost something.
  func list() throws(Diagnostic) -> any BagFileWalk

  /// What finds reports in it without reading all; nil if it is not made for that.
  var search: IndexSearch? { get }

  /// Whether the index at `path` comes with a table of pieces to be searched by, right or wrong.
  func statesTable(ofIndex path: String) -> Bool

  /// Its files, where any thread can read any of them; nil if they are to be read one by one. A folder
  /// is walked for it.
  var pieces: (any BagPieces)? { get }

  /// The content of the file at `path`; nil if there is none.
  func open(_ path: String) throws(Diagnostic) -> ByteSource?

  /// The file at `path`, if it begins at `offset`, and its content; nil if it does not.
  func open(_ path: String, at offset: Int) throws(Diagnostic) -> (BagFile, ByteSource)?

  /// What findings call the file at `path`: `a.zip!path`, `folder/path`.
  func sourceName(_ path: String) -> String
}

extension BagContainer {
  func list() throws(Diagnostic) -> any BagFileWalk { try walk() }

  var search: IndexSearch? { nil }

  func statesTable(ofIndex path: String) -> Bool { false }

  var pieces: (any BagPieces)? { nil }

  /// The place of line `line` of the file at `path`.
  func place(_ path: String, line: Int = 0) -> Place {
    Place(source: sourceName(path), line: line)
  }
}

/// Opens what a bag is kept in.
enum BagContainers {
  /// The container at `path`, by what it is and not by its name.
  ///
  /// - Throws: `input-unreadable`; of a ZIP container, an entry of the archive area.
  static func open(
    _ path: String, limits: ArchiveLimits = ArchiveLimits()
  ) throws(Diagnostic) -> any BagContainer {
    if FolderPath.isFolder(path) { return try FolderBag(path) }
    let file = try RandomAccessFile(path: path)
    return try open(file, limits: limits)
  }

  /// The ZIP or tar.gz container in `file`.
  static func open(
    _ file: RandomAccessFile, limits: ArchiveLimits = ArchiveLimits()
  ) throws(Diagnostic) -> any BagContainer {
    let head = try file.bytes(at: 0, count: 2)
    if head == [0x1F, 0x8B] { return TarGzipBag(file, limits: limits) }
    return ZIPBag(try ZIPReader(file, limits: limits))
  }
}
