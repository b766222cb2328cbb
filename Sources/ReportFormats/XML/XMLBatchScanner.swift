internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// The beginning of a batch, up to its first report.
struct XMLBatchHead: Sendable {
  /// It as it stands in the document.
  let bytes: [UInt8]
  /// What it gives.
  let items: [ReadItem]
}

/// How a reader of whole documents takes over a batch that another has begun.
struct XMLResumption: Sendable {
  /// The beginning of the batch, which the reader is given again.
  let head: XMLBatchHead
  /// What lies between it and the rest; nil for nothing.
  let gap: XMLGap?
  /// How many reports stand there.
  let reportsBefore: Int
}

/// Reads what stands around the reports of a document, if it is of the kind that our own writer
/// makes.
///
/// All bytes are followed by the zeros that ``XMLScanner`` needs.
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
    var xml = XMLScanner(base, at: 0)
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
      return .batch(XMLBatchHead(bytes: Array(bytes[..<end]), items: items))
    } catch {
      return nil
    }
  }

  /// Whether what stands around the one report of a document is what ``XMLReportWriter`` writes there.
  static func isAsWritten(_ document: [UInt8], around report: Range<Int>) -> Bool {
    document[..<report.lowerBound].elementsEqual(declaration)
      && document[report.upperBound...].elementsEqual([UInt8(ascii: "\n")])
  }

  private static let declaration: [UInt8] = {
    var xml = XMLWriter()
    xml.declaration()
    return xml.bytes
  }()

  private static let header = 0
  private static let trailer = 1
  private static let children = NameTable(["header", "trailer", "report"])
  private static let headerParts = NameTable(
    XMLVocabulary.HeaderPart.allCases.map(\.rawValue))
  private static let trailerParts = NameTable(["count"])

  private static func readHeader(
    _ xml: inout XMLScanner, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(XMLScanner.Declined) -> [ReadItem] {
    var mark = TextMark()
    mark.advance(to: xml.tagOffset, in: bytes)
    guard try xml.opens() else { return [] }
    var last = -1
    var isEmpty = true
    while let part = try xml.child(of: headerParts, after: last) {
      last = part
      let text = xml.string(try xml.text(headerParts, part))
      if text.isEmpty { continue }
      isEmpty = false
      if XMLVocabulary.HeaderPart.allCases[part] == .created, !Envelope.isTimestamp(text) {
        throw XMLScanner.Declined()
      }
    }
    try xml.end(children, header)
    if isEmpty { return [] }
    let place = Place(line: mark.line, column: mark.column)
    return [
      ReadItem(outcome: .remark, place: place, findings: [Diagnostic(.envelopeDropped, at: place)])
    ]
  }

  /// Whether `bytes` is the end of a batch of `count` reports, and nothing else.
  static func isEnd(_ bytes: UnsafeBufferPointer<UInt8>, ofBatchOf count: Int) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var xml = XMLScanner(base, at: 0)
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
