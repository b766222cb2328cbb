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
  private var digests: BagDigestCheck
  private var payload = PayloadOxum()
  private var isAtEnd = false
  private var reader: (any ReportReader)?
  private var name = ""

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
      if let item = nextOfDocument() { return item }
      guard !isAtEnd else { return nil }
      guard let file = try walk.next() else {
        isAtEnd = true
        return try oxumRemark()
      }
      guard file.path.utf8.starts(with: base.utf8) else { continue }
      let path = String(file.path.dropFirst(base.count))
      guard path.hasPrefix(BundleLayout.payload) else { continue }
      payload.bytes += file.size
      payload.files += 1
      guard BundleLayout.isReport(path) else { continue }
      if let refused = try open(file, path) { return refused }
    }
  }

  /// Opens the document of a report.
  ///
  /// - Returns: why it is refused; nil if it is not.
  private func open(_ file: BagFile, _ path: String) throws(Diagnostic) -> ReadItem? {
    name = container.sourceName(file.path)
    let bytes: [UInt8]
    do throws(Diagnostic) {
      bytes = try walk.contents().readAll(limit: BundleLayout.fileLimit)
    } catch {
      guard container.filesStandAlone else { throw error }
      return refusal(error.inSource(name))
    }
    if let fault = try digests.fault(of: file, path, bytes) { return refusal(fault) }
    guard case .stream(let makeReader) = Format.xml.reading else { return nil }
    var inner = options
    inner.sourceName = name
    reader = try makeReader(ByteSource(bytes: bytes, name: name), inner)
    return nil
  }

  /// The next item of the document that is open. One that cannot be read is a refused report: the
  /// others are documents of their own.
  private func nextOfDocument() -> ReadItem? {
    guard let reader else { return nil }
    do throws(Diagnostic) {
      guard var item = try reader.next() else {
        self.reader = nil
        return nil
      }
      item.findings = item.findings.map { $0.inSource(name) }
      if item.place.source.isEmpty { item.place.source = name }
      return item
    } catch {
      self.reader = nil
      return refusal(error.inSource(name))
    }
  }

  private func refusal(_ finding: Diagnostic) -> ReadItem {
    let id = String(BundleLayout.id(of: name))
    return ReadItem(outcome: .refused, id: id, place: Place(source: name), findings: [finding])
  }

  /// A remark if the payload is not as large as `bag-info.txt` states: a report may be missing.
  private func oxumRemark() throws(Diagnostic) -> ReadItem? {
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
