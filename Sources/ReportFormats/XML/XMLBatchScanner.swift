internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Bytes with the zeros behind them that ``XMLScanner`` needs.
struct ScannedBytes: Sendable {
  private var padded: [UInt8] = []

  /// Copies `bytes`.
  init(_ bytes: some Collection<UInt8>) {
    padded.reserveCapacity(bytes.count + XMLScanner.padding)
    padded.append(contentsOf: bytes)
    pad()
  }

  /// Takes `bytes` over and leaves none behind.
  init(taking bytes: inout [UInt8]) {
    swap(&padded, &bytes)
    pad()
  }

  private mutating func pad() {
    padded.append(contentsOf: repeatElement(0, count: XMLScanner.padding))
  }

  /// Gives the bytes without the zeros behind them, which are there all the same.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    padded.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[..<($0.count - XMLScanner.padding)]))
    }
  }
}

/// The beginning of a batch, up to its first report.
struct XMLBatchHead: Sendable {
  /// Where it ends.
  let end: TextPosition
  /// What it gives.
  let items: [ReadItem]
}

/// Reads what stands around the reports of a document, if it is of the kind that our own writer
/// makes.
///
/// All bytes are ``ScannedBytes``.
enum XMLBatchScanner {
  /// What a document begins with.
  enum Opening {
    /// A report, which begins at this offset.
    case report(at: Int)
    /// A batch.
    case batch(XMLBatchHead)
  }

  /// The opening of a document; nil if it is of another kind, or longer than `bytes`.
  static func opening(_ bytes: UnsafeBufferPointer<UInt8>) -> Opening? {
    guard let base = bytes.baseAddress else { return nil }
    var xml = XMLScanner(base, at: 0, longestText: TextRule.maximumLength)
    _ = xml.take(XMLWriter.declaration)
    xml.skipSpace()
    let start = xml.offset
    do throws(XMLScanner.Declined) {
      if xml.take("<report ") { return .report(at: start) }
      try xml.demand("<batch")
      guard let namespace = try xml.attribute(" xmlns=\""),
        xml.string(namespace) == XMLVocabulary.batchNamespace, try xml.opens()
      else { return nil }
      var end = xml.offset
      var items: [ReadItem] = []
      if try xml.child(of: children, after: -1) == header {
        items = try readHeader(&xml, bytes)
        end = xml.offset
      }
      var mark = TextPosition()
      mark.advance(to: end, in: bytes.span)
      return .batch(XMLBatchHead(end: mark, items: items))
    } catch {
      return nil
    }
  }

  private static let header = 0
  private static let trailer = 1
  private static let children = NameTable(["header", "trailer", "report"])
  private static let headerParts = NameTable(
    XMLVocabulary.HeaderPart.allCases.map(\.rawValue))
  private static let trailerParts = NameTable(["count"])

  private static func readHeader(
    _ xml: inout XMLScanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(XMLScanner.Declined) -> [ReadItem] {
    var mark = TextPosition()
    mark.advance(to: xml.tagOffset, in: bytes.span)
    guard try xml.opens() else { return [] }
    var last = -1
    var isEmpty = true
    while let part = try xml.child(of: headerParts, after: last) {
      last = part
      let text = xml.string(try xml.text(headerParts, part))
      if text.isEmpty { continue }
      isEmpty = false
      if XMLVocabulary.HeaderPart.allCases[part] == .created, !BatchHeader.isTimestamp(text) {
        throw XMLScanner.Declined()
      }
    }
    try xml.end(children, header)
    if isEmpty { return [] }
    let place = mark.place
    return [
      ReadItem(outcome: .remark, place: place, findings: [Diagnostic(.envelopeDropped, at: place)])
    ]
  }

  /// Whether `bytes` is the end of a batch of `count` reports, and nothing else.
  static func isEnd(_ bytes: UnsafeBufferPointer<UInt8>, ofBatchOf count: Int) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var xml = XMLScanner(base, at: 0, longestText: TextRule.maximumLength)
    do throws(XMLScanner.Declined) {
      guard try xml.child(of: children, after: header) == trailer, try xml.opens(),
        try xml.child(of: trailerParts, after: -1) == 0,
        xml.string(try xml.text(trailerParts, 0)) == "\(count)"
      else { return false }
      xml.skipSpace()
      try xml.end(children, trailer)
      xml.skipSpace()
      try xml.demand("</batch>")
      xml.skipSpace()
      return xml.offset == bytes.count
    } catch {
      return false
    }
  }
}
