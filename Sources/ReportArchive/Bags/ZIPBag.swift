internal import ReportDiagnostics
internal import ReportSyntax

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

  func walk() throws(Diagnostic) -> any BagFileWalk { Walk(zip) }

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
    // A damaged local header is told when the content is read.
    let field = (try? zip.extraField(BundleLayout.digestField, of: entry)) ?? nil
    return BagFile(
      path: entry.name, size: entry.size, offset: entry.offset,
      digest: field.flatMap(BundleLayout.digest))
  }

  private final class Walk: BagFileWalk {
    private let zip: ZIPReader
    /// The next entry, in the order of the directory.
    private var index = 0
    private var entry: ZIPEntry?
    var bytesTaken: Int { entry?.offset ?? 0 }

    init(_ zip: ZIPReader) { self.zip = zip }

    func next() throws(Diagnostic) -> BagFile? {
      while index < zip.count {
        let entry = zip[index]
        index += 1
        if entry.isFolder { continue }
        self.entry = entry
        return ZIPBag.file(entry, zip)
      }
      return nil
    }

    func contents() throws(Diagnostic) -> ByteSource {
      guard let entry else { return ByteSource(bytes: [], name: zip.path) }
      return try zip.open(entry)
    }
  }
}
