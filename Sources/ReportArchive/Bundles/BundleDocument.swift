internal import ReportDiagnostics
internal import ReportFormats
internal import ReportSyntax

/// A document of reports, taken out of its bag; any thread can check and read it.
struct BundleDocument: Sendable {
  /// What findings call it.
  let name: String
  /// Its path below the base directory.
  let path: String
  /// Its bytes, or why there are none.
  var content: Result<[UInt8], Diagnostic> = .success([])
  /// The SHA-256 that the container records of it and that is still to be checked, in lower-case hex.
  var recorded: String?

  /// How many bytes it has.
  var size: Int { (try? content.get())?.count ?? 0 }

  /// Its bytes, if they are what the container records.
  fileprivate func checked() throws(Diagnostic) -> [UInt8] {
    let bytes = try content.get()
    let fault = recorded.flatMap {
      BagDigestCheck.fault(of: path, bytes, recorded: $0, at: Place(source: name))
    }
    if let fault { throw fault }
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
      ByteSource(bytes: try document.checked(), name: document.name), options)
  }
}
