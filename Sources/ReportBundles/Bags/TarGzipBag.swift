internal import ReportDiagnostics
internal import ReportContainers
internal import ReportIO

/// A bag in a tar.gz container. Tag files are read once, and spooled, since they may lie anywhere.
final class TarGzipBag: BagContainer {
  private let file: RandomAccessFile
  private let limits: ArchiveLimits
  let hasOffsets = true
  let filesStandAlone = false
  var path: String { file.path }
  var size: Int { file.size }
  private var tagFiles: TagFiles?

  private struct TagFiles {
    let spool: SpoolFile
    let ranges: [String: Range<Int>]
  }

  init(_ file: RandomAccessFile, limits: ArchiveLimits) {
    self.file = file
    self.limits = limits
  }

  func walk() throws(Diagnostic) -> any BagFileWalk { Walk(file, limits) }

  func open(_ path: String) throws(Diagnostic) -> ByteSource? {
    if let range = try readTagFiles().ranges[path] {
      return try readTagFiles().spool.source(named: sourceName(path), range: range)
    }
    let walk = Walk(file, limits)
    while let found = try walk.next() {
      if found.path == path { return try walk.contents() }
    }
    return nil
  }

  func open(_ path: String, at offset: Int) throws(Diagnostic) -> (BagFile, ByteSource)? {
    guard offset >= 0, offset < file.size else { return nil }
    let walk = Walk(file, limits, from: offset)
    // What lies at a wrong offset may be anything.
    guard let found = try? walk.next(), found.path == path else { return nil }
    return (found, try walk.contents())
  }

  var search: IndexSearch? { IndexSearch(file, limits: limits) }

  func statesTable(ofIndex path: String) -> Bool {
    guard let offset = (try? TarGzipWriter.indexOffset(in: file)) ?? nil,
      ((try? openIndex()) ?? nil)?.0.path == path
    else { return false }
    return ChunkTable.isStated(in: file, memberAt: offset)
  }

  func sourceName(_ path: String) -> String { file.path + "!" + path }

  /// The file at a path, by where the last member says that the index begins; nil if it does not.
  func openIndex() throws(Diagnostic) -> (BagFile, ByteSource)? {
    guard let offset = try TarGzipWriter.indexOffset(in: file) else { return nil }
    let walk = Walk(file, limits, from: offset)
    guard let found = try? walk.next(), found.path.hasSuffix("/" + BundleLayout.index) else {
      return nil
    }
    return (found, try walk.contents())
  }

  private func readTagFiles() throws(Diagnostic) -> TagFiles {
    if let tagFiles { return tagFiles }
    let spool = SpoolFile()
    var ranges: [String: Range<Int>] = [:]
    let walk = Walk(file, limits)
    while let found = try walk.next() {
      let parts = found.path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
      guard !parts.prefix(2).dropLast(parts.count > 1 ? 0 : 1).contains("data") else { continue }
      let start = spool.count
      let source = try walk.contents()
      while let chunk = try source.nextChunk() { try spool.write(UnsafeRawBufferPointer(chunk)) }
      ranges[found.path] = start..<spool.count
    }
    let made = TagFiles(spool: spool, ranges: ranges)
    tagFiles = made
    return made
  }

  private final class Walk: BagFileWalk {
    private let source: ByteSource
    private let tar: TarGzipReader
    var bytesTaken: Int { source.bytesTaken }

    init(_ file: RandomAccessFile, _ limits: ArchiveLimits, from offset: Int = 0) {
      source = file.source(from: offset)
      tar = TarGzipReader(source, from: offset, limits: limits)
    }

    func next() throws(Diagnostic) -> BagFile? {
      while let entry = try tar.next() {
        if entry.isFolder { continue }
        let digest = entry.records[BundleLayout.digestRecord]
        return BagFile(
          path: entry.name, size: entry.size, offset: entry.offset,
          digest: digest.map { String(decoding: $0, as: UTF8.self) })
      }
      return nil
    }

    func contents() throws(Diagnostic) -> ByteSource { tar.contents() }
  }
}
