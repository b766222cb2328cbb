internal import ReportDiagnostics
internal import ReportContainers
internal import ReportIO

/// The container that the name of a bundle asks for.
enum BundleContainer: Sendable {
  case zip
  case tarGzip

  /// By the end of `path`.
  ///
  /// - Throws: `bundle-name-unknown`.
  init(path: String) throws(Diagnostic) {
    guard let suffix = Self.suffix(of: path) else {
      throw Diagnostic(.bundleNameUnknown, at: Place(source: path), ["path": path])
    }
    self = suffix.hasSuffix("zip") ? .zip : .tarGzip
  }

  /// What tells the container at the end of `path`, with `.bundle` if that is there; nil if nothing
  /// does.
  static func suffix(of path: String) -> String? {
    let name = path.lowercased()
    return [".bundle.zip", ".bundle.tar.gz", ".bundle.tgz", ".zip", ".tar.gz", ".tgz"]
      .first { name.hasSuffix($0) }
  }
}

/// A file as its container stores it, with its digests: ready to be written.
struct PackedFile: Sendable {
  let path: String
  let size: Int
  /// In the order of the algorithms of the bundle: SHA-256 first.
  let digests: [[UInt8]]
  let content: Content

  enum Content: Sendable {
    case zip(PackedEntry)
    case tarGzip(PackedMember)
  }

  /// SHA-256 in lower-case hex.
  var digest: String { MessageDigest.hexadecimal(digests.first ?? []) }

  /// About how many bytes it takes in its container.
  var storedSize: Int {
    switch content {
    case .zip(let entry): entry.storedSize + 110 + path.utf8.count
    case .tarGzip(let member): member.storedSize
    }
  }
}

/// Files that belong together, such as a report and its original: they go into one container.
struct PackedGroup: Sendable {
  var files: [PackedFile] = []
  /// What the index says of the first of them, without its place; nil if it is no report.
  var line: BundleIndexLine?
  var storedSize: Int { files.reduce(0) { $0 + $1.storedSize } }
}

/// What a thread packs with.
final class PackingTools {
  private let container: BundleContainer
  private let digests: [MessageDigest]
  private let deflater = Deflater()

  init(_ container: BundleContainer, _ algorithms: [MessageDigest.Algorithm]) {
    self.container = container
    digests = algorithms.map { MessageDigest($0) }
  }

  /// Tools for many threads.
  static func shelf(
    _ container: BundleContainer, _ options: BundleWriteOptions
  ) -> ToolShelf<PackingTools> {
    ToolShelf { [algorithms = options.algorithms] in PackingTools(container, algorithms) }
  }

  /// Packs a file of which all is in memory.
  ///
  /// - Throws: `archive-memory-short`, `digest-unavailable`.
  func pack(
    _ path: String, _ bytes: [UInt8], isCompressed: Bool = true
  ) throws(Diagnostic) -> PackedFile {
    for digest in digests { digest.update(bytes) }
    let found = try digests.finishAll()
    let content: PackedFile.Content
    switch container {
    case .zip:
      let method: PackedEntry.Method = isCompressed ? .deflate : .stored
      content = .zip(try PackedEntry(bytes, method: method, by: deflater))
    case .tarGzip:
      content = .tarGzip(
        try PackedMember(
          BundleLayout.base + path, bytes, records: [Self.record(found[0])], by: deflater))
    }
    return PackedFile(path: path, size: bytes.count, digests: found, content: content)
  }

  /// Packs a file that was spooled, in flat memory.
  ///
  /// - Parameters:
  ///   - output: the path of the bundle; what comes of it is spooled beside that.
  ///   - isSearchable: whether it is packed so that it can be read at random.
  /// - Throws: `archive-memory-short`, `digest-unavailable`; an entry of the output area.
  func pack(
    _ path: String, _ spool: SpoolFile, beside output: String, isSearchable: Bool = false
  ) throws(Diagnostic) -> PackedFile {
    func update(_ chunk: UnsafeRawBufferPointer) {
      for digest in digests { digest.update(chunk) }
    }
    let found: [[UInt8]]
    let content: PackedFile.Content
    switch container {
    case .zip:
      content = .zip(
        try PackedEntry(
          try spool.source(named: output), beside: output, isSearchable: isSearchable,
          observe: update))
      found = try digests.finishAll()
    case .tarGzip:
      // The digest stands in front of the content.
      let source = try spool.source(named: output)
      while let chunk = try source.nextChunk() { update(UnsafeRawBufferPointer(chunk)) }
      found = try digests.finishAll()
      content = .tarGzip(
        try PackedMember(
          BundleLayout.base + path, try spool.source(named: output), size: spool.count,
          records: [Self.record(found[0])], beside: output, isSearchable: isSearchable))
    }
    return PackedFile(path: path, size: spool.count, digests: found, content: content)
  }

  /// The pax record that carries a digest.
  private static func record(_ digest: [UInt8]) -> PackedMember.Record {
    .init(BundleLayout.digestRecord, MessageDigest.hexadecimal(digest))
  }
}

extension [MessageDigest] {
  /// The digest of each, which then begins anew.
  ///
  /// - Throws: `digest-unavailable`.
  func finishAll() throws(Diagnostic) -> [[UInt8]] {
    var found: [[UInt8]] = []
    for digest in self {
      guard let bytes = digest.finishBytes() else { throw Diagnostic(.digestUnavailable) }
      found.append(bytes)
    }
    return found
  }
}
