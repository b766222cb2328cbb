internal import ReportDiagnostics
internal import ReportFormats
internal import ReportIO

/// A document of reports in a bag; any thread can check and read it.
struct BundleDocument: Sendable {
  /// What findings call it.
  let name: String
  /// Its path below the base directory.
  let path: String
  /// How many bytes it has, as claimed.
  let size: Int
  let content: Content

  /// Where its bytes are.
  enum Content: Sendable {
    /// Here, and they are what is stated of them; or what is wrong with them.
    case taken(Result<[UInt8], Diagnostic>)
    /// In a piece of the container, which records the SHA-256 of them, in lower-case hex.
    case piece(Int, of: ToolShelf<any BagPieceReader>, recorded: String)
  }

  /// Its bytes, once they are found to be what is stated of them.
  fileprivate func bytes() throws(Diagnostic) -> [UInt8] {
    switch content {
    case .taken(let result): return try result.get()
    case .piece(let number, let readers, let recorded):
      let bytes = try readers.lend { reader in
        Result { () throws(Diagnostic) in try reader.bytes(of: number) }
      }.get()
      let fault = BagDigestCheck.fault(
        of: path, bytes, recorded: recorded, at: Place(source: name))
      if let fault { throw fault }
      return bytes
    }
  }
}

extension BagPieceReader {
  /// All of the content of a file.
  fileprivate func bytes(of index: Int) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try read(index) { _ in
      bytes.removeAll(keepingCapacity: true)
      return true
    } take: {
      bytes.append(contentsOf: $0)
    }
    return bytes
  }
}

/// Reads what a document of a bag gives, item by item. One that cannot be read is a refused report: the
/// others are documents of their own.
final class BundleDocumentReader {
  private let document: BundleDocument
  private let options: ReadOptions
  private var reader: (any ReportReader)?
  private var isAtEnd = false

  init(_ document: BundleDocument, _ options: ReadOptions) {
    self.document = document
    self.options = options
  }

  /// The next item; nil at the end.
  func next() -> ReadItem? {
    guard !isAtEnd else { return nil }
    do throws(Diagnostic) {
      let reader = if let reader { reader } else { try makeReader() }
      self.reader = reader
      guard var item = try reader.next() else {
        isAtEnd = true
        return nil
      }
      item.findings = item.findings.map { $0.inSource(document.name) }
      if item.place.source.isEmpty { item.place.source = document.name }
      return item
    } catch {
      isAtEnd = true
      return ReadItem(
        outcome: .refused, id: String(BundleLayout.id(of: document.name)),
        place: Place(source: document.name), findings: [error.inSource(document.name)])
    }
  }

  private func makeReader() throws(Diagnostic) -> any ReportReader {
    var options = options
    options.sourceName = document.name
    return try Format.xml.makeReader(
      ByteSource(bytes: try document.bytes(), name: document.name), options)
  }
}
