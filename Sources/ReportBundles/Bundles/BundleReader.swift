internal import ReportIO
public import ReportDiagnostics
public import ReportFormats
internal import ReportSyntax

/// Reads the reports of a bundle, or of any bag, in the order of the container. The digest of each is
/// checked before it is read; one that is damaged is refused, and the next is not.
///
/// In flat memory where the container records digests, as bundles do; of a folder, and of other
/// people's bags, the manifest is kept: about 100 bytes a file.
public final class BundleReader: ReportReader {
  /// A bag holds many.
  public let holdsMany = true
  private let container: any BagContainer
  private let base: String
  private let options: ReadOptions
  private let walk: any BagFileWalk
  /// What threads read the container with, where any thread can; else it is read here. Made when it is
  /// wanted, for it may take a walk through the container.
  private lazy var pieceReaders = container.pieces.map { pieces in
    ToolShelf { pieces.makeReader() }
  }
  private var digests: BagDigestCheck
  private var payload = PayloadOxum()
  /// Whether all documents were taken.
  private var isExhausted = false
  private var isAtEnd = false
  /// A document that is read item by item.
  private var opened: BundleDocumentReader?
  /// A document that is to be read so, once those before it are.
  private var held: BundleDocument?
  /// Why the bag cannot be read on, once what stands before is.
  private var failure: Diagnostic?

  /// How many documents are a step, and how many bytes of them.
  private static let documentsAtOnce = 64
  private static let sizeAtOnce = 1 << 20

  /// Opens the bag at `path`.
  ///
  /// - Throws: `input-unreadable`, `bag-declaration-missing`; an entry of the archive area.
  public convenience init(path: String, options: ReadOptions) throws(Diagnostic) {
    try self.init(try BagContainers.open(path, limits: options.archiveLimits), options)
  }

  init(_ container: any BagContainer, _ options: ReadOptions) throws(Diagnostic) {
    self.container = container
    self.options = options
    base = try Bag.base(of: container)
    walk = try container.walk()
    digests = BagDigestCheck(container)
  }

  /// How far it has come.
  public var position: ReadPosition? {
    ReadPosition(bytesTaken: walk.bytesTaken, size: container.size)
  }

  /// The next report; nil at the end.
  public func next() throws(Diagnostic) -> ReadItem? {
    while true {
      if let item = opened?.next() { return item }
      guard let document = try nextDocument() else { return try end() }
      opened = BundleDocumentReader(document, options)
    }
  }

  /// The next reports: any thread can check and read their documents, and take them out of the
  /// container, if that is one of pieces. One that is large is read here.
  public func nextStep() throws(Diagnostic) -> ReadingStep? {
    while true {
      if let item = opened?.next() { return .items([item]) }
      opened = held.map { BundleDocumentReader($0, options) }
      if opened != nil {
        held = nil
        continue
      }
      if let failure { throw failure }
      if isExhausted { return try end().map { .items([$0]) } }
      let documents = nextDocuments()
      guard !documents.isEmpty else { continue }
      return .work { [options] in
        documents.flatMap { document in
          let reader = BundleDocumentReader(document, options)
          return Array(sequence(state: ()) { _ in reader.next() })
        }
      }
    }
  }

  /// Some documents. A large one, and what comes in the way, are kept for what follows.
  private func nextDocuments() -> [BundleDocument] {
    var documents: [BundleDocument] = []
    var size = 0
    do throws(Diagnostic) {
      while documents.count < Self.documentsAtOnce, size < Self.sizeAtOnce,
        let document = try nextDocument()
      {
        if document.size >= Self.sizeAtOnce {
          held = document
          break
        }
        documents.append(document)
        size += document.size
      }
    } catch {
      failure = error
    }
    return documents
  }

  /// The next document of reports; nil at the end.
  private func nextDocument() throws(Diagnostic) -> BundleDocument? {
    while !isExhausted, let file = try walk.next() {
      guard file.path.utf8.starts(with: base.utf8) else { continue }
      let path = String(file.path.dropFirst(base.count))
      guard path.hasPrefix(BundleLayout.payload) else { continue }
      payload.bytes += file.size
      payload.files += 1
      if BundleLayout.isReport(path) { return try document(file, path) }
    }
    isExhausted = true
    return nil
  }

  private func document(_ file: BagFile, _ path: String) throws(Diagnostic) -> BundleDocument {
    let name = container.sourceName(file.path)
    let content: BundleDocument.Content
    if let piece = walk.piece, let recorded = file.digest, file.size < Self.sizeAtOnce,
      let pieceReaders
    {
      content = .piece(piece, of: pieceReaders, recorded: recorded)
    } else {
      content = .taken(try take(file, path, name))
    }
    return BundleDocument(name: name, path: path, size: file.size, content: content)
  }

  /// The bytes of the file that the walk has come to, or why they are refused.
  private func take(
    _ file: BagFile, _ path: String, _ name: String
  ) throws(Diagnostic) -> Result<[UInt8], Diagnostic> {
    let bytes: [UInt8]
    do throws(Diagnostic) {
      bytes = try walk.contents().readAll(limit: BundleLayout.fileLimit)
    } catch {
      guard container.filesStandAlone else { throw error }
      return .failure(error.inSource(name))
    }
    if let fault = try digests.fault(of: file, path, bytes) { return .failure(fault) }
    return .success(bytes)
  }

  /// What there is to say at the end, once: a remark if the payload is not as large as `bag-info.txt`
  /// states, for a report may be missing.
  private func end() throws(Diagnostic) -> ReadItem? {
    guard !isAtEnd else { return nil }
    isAtEnd = true
    guard let source = try container.open(base + BundleLayout.information),
      let stated = try PayloadOxum.stated(in: source, .marked),
      let oxum = PayloadOxum(stated.text), oxum != payload
    else { return nil }
    let place = container.place(base + BundleLayout.information, line: stated.line)
    let finding = Diagnostic(
      .bagOxumWrong, at: place,
      ["stated": oxum.description, "found": payload.description])
    return ReadItem(outcome: .remark, place: place, findings: [finding])
  }
}
