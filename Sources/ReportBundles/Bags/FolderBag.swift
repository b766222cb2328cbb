internal import ReportDiagnostics
internal import ReportContainers
internal import ReportIO

/// A bag that is a folder. Links that lead out of it are refused.
final class FolderBag: BagContainer {
  let path: String
  let size = 0
  let hasOffsets = false
  let filesStandAlone = true
  private let input: PackageInput
  private let prefix: String

  init(_ path: String) throws(Diagnostic) {
    self.path = path
    prefix = path.hasSuffix("/") ? path : path + "/"
    input = try PackageInput(path: path)
  }

  func walk() throws(Diagnostic) -> any BagFileWalk {
    Walk(try FolderWalk(path: path, takesHidden: true), input, prefix: prefix)
  }

  var pieces: (any BagPieces)? {
    // What cannot be listed is told by whoever walks.
    try? Pieces(Walk(try FolderWalk(path: path, takesHidden: true), input, prefix: prefix), input)
  }

  func open(_ path: String) throws(Diagnostic) -> ByteSource? { try input.open(path) }

  func open(_ path: String, at offset: Int) throws(Diagnostic) -> (BagFile, ByteSource)? { nil }

  func sourceName(_ path: String) -> String { prefix + path }

  private final class Walk: BagFileWalk {
    private var walk: FolderWalk
    private let input: PackageInput
    private let prefix: String
    private var present = ""
    private(set) var bytesTaken = 0

    init(_ walk: FolderWalk, _ input: PackageInput, prefix: String) {
      self.walk = walk
      self.input = input
      self.prefix = prefix
    }

    func next() throws(Diagnostic) -> BagFile? {
      switch walk.next() {
      case nil: return nil
      case .unreadable(let diagnostic): throw diagnostic
      case .file(let path), .markedFolder(let path):
        present = String(decoding: path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
        let size = FolderPath.fileSize(path) ?? 0
        // A file with holes in it has any size.
        let (sum, overflows) = bytesTaken.addingReportingOverflow(size)
        guard !overflows else {
          throw Diagnostic(
            .archiveTotalTooLarge, at: Place(source: path), ["limit": "\(Int.max)"])
        }
        bytesTaken = sum
        return BagFile(path: present, size: size, offset: nil, digest: nil)
      }
    }

    func contents() throws(Diagnostic) -> ByteSource {
      guard let source = try input.open(present) else {
        return try ByteSource(path: prefix + present)
      }
      return source
    }
  }

  /// The files of the folder as it was walked, in little memory.
  private struct Pieces: BagPieces {
    private let input: PackageInput
    private var paths = PackedStrings()
    private var sizes: [Int] = []

    init(_ walk: Walk, _ input: PackageInput) throws(Diagnostic) {
      self.input = input
      while let file = try walk.next() {
        paths.append(file.path.utf8.span)
        sizes.append(file.size)
      }
    }

    var count: Int { paths.count }

    subscript(index: Int) -> (path: String, storedSize: Int)? { (path(index), sizes[index]) }

    func path(_ index: Int) -> String { paths[index] }

    func makeReader() -> any BagPieceReader { PieceReader(self, input) }
  }

  private final class PieceReader: BagPieceReader {
    private let pieces: Pieces
    private let input: PackageInput

    init(_ pieces: Pieces, _ input: PackageInput) {
      self.pieces = pieces
      self.input = input
    }

    func read(
      _ index: Int, begin: (_ digest: [UInt8]?) -> Bool, take: (UnsafeRawBufferPointer) -> Void
    ) throws(Diagnostic) -> Bool {
      guard begin(nil) else { return false }
      let path = pieces.path(index)
      // What is gone by now is told by opening it.
      let source =
        if let source = try input.open(path) { source } else {
          try ByteSource(path: input.sourceName(path))
        }
      while let chunk = try source.nextChunk() { take(UnsafeRawBufferPointer(chunk)) }
      return true
    }
  }
}
