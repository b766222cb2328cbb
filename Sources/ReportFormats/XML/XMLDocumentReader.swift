internal import ReportDiagnostics
internal import ReportForms
internal import ReportModel
internal import ReportIO
internal import ReportSyntax

/// Reads XML documents with libxml2: the judge of what ``XMLReportReader`` is not sure of.
///
/// Every report is validated against the schema of its edition while it is read, each from a clean
/// state, so that one bad report of a batch is refused and the next is not. What stands between the
/// reports of a batch is checked here, with the same verdict as `batch.xsd`.
final class XMLDocumentReader: ReportReader {
  private(set) var holdsMany = false
  let source: ByteSource
  private let options: ReadOptions
  private let xml: XMLStreamReader
  private var hasRoot = false
  /// Whether what is read is dropped, so that nobody need judge it.
  private var isSkipping = false
  private var batch = BatchProgress()

  /// How far a batch is read.
  private struct BatchProgress {
    var count = 0
    var hasHeader = false
    var hasTrailer = false
  }

  /// A reader of the document that `source` gives.
  convenience init(_ source: ByteSource, _ options: ReadOptions) {
    self.init(source, options, XMLStreamReader(limits: Self.limits()))
  }

  private init(_ source: ByteSource, _ options: ReadOptions, _ xml: XMLStreamReader) {
    self.source = source
    self.options = options
    self.xml = xml
  }

  /// Of a text somewhat more is kept than the longest that a report may have, of characters of four bytes:
  /// so that what is cut off is always longer than a schema allows.
  private static func limits(depth: Int = XMLLimits().depth) -> XMLLimits {
    XMLLimits(depth: depth, textBytes: 4 * TextRule.maximumLength + 4096)
  }

  /// Reads one report of a batch alone.
  ///
  /// - Parameters:
  ///   - report: the report, which stands in the namespaces that it declares itself.
  ///   - mark: where it begins in the document.
  /// - Returns: nil if it is not well-formed.
  static func item(
    of report: Slice<UnsafeBufferPointer<UInt8>>, at mark: TextPosition, _ options: ReadOptions
  ) -> ReadItem? {
    // In its batch, everything is one element deeper.
    let limits = Self.limits(depth: XMLLimits().depth - 1)
    let reader = XMLDocumentReader(
      ByteSource(bytes: Array(report), name: options.sourceName), options,
      XMLStreamReader(limits: limits, at: mark.asStart))
    do throws(Diagnostic) {
      guard let item = try reader.next(), try reader.next() == nil else { return nil }
      return item
    } catch {
      return nil
    }
  }

  func next() throws(Diagnostic) -> ReadItem? {
    while let event = try xml.next(from: source) {
      let item: ReadItem?
      if hasRoot {
        item = try readInBatch(event)
      } else {
        hasRoot = true
        item = try openRoot()
      }
      if let item { return item }
    }
    return nil
  }

  /// Reads on behind the next `count` items, which are known already.
  ///
  /// - Returns: where the last of them begins.
  /// - Throws: `run-interrupted`; what ``next()`` throws.
  func skip(_ count: Int) throws(Diagnostic) -> Place? {
    isSkipping = true
    defer { isSkipping = false }
    var last: Place?
    for _ in 0..<count {
      if Interruption.isRequested { throw Diagnostic(.runInterrupted) }
      guard let item = try next() else { return nil }
      last = item.place
    }
    return last
  }

  private func openRoot() throws(Diagnostic) -> ReadItem? {
    if isElement("batch", in: XMLVocabulary.batchNamespace) {
      holdsMany = true
      return unexpectedAttributes()
    }
    guard xml.localName.elementsEqual("report".utf8),
      string(xml.namespace).hasPrefix(XMLVocabulary.reportNamespacePrefix)
    else {
      throw Diagnostic(
        .xmlRootUnknown, at: xml.place,
        ["name": string(xml.localName), "namespace": string(xml.namespace)])
    }
    return try readReport()
  }

  // MARK: - Batches

  private func readInBatch(_ event: XMLEvent) throws(Diagnostic) -> ReadItem? {
    switch event {
    case .text: return remark(.xmlTextUnexpected, ["path": "batch", "value": excerpt(xml.text)])
    case .end:
      return batch.hasTrailer || !holdsMany ? nil : remark(.batchTrailerMissing, [:])
    case .start: break
    }
    if isElement("header", in: XMLVocabulary.batchNamespace) { return try readHeader() }
    if isElement("trailer", in: XMLVocabulary.batchNamespace) { return try readTrailer() }
    if xml.localName.elementsEqual("report".utf8),
      string(xml.namespace).hasPrefix(XMLVocabulary.reportNamespacePrefix)
    {
      batch.count += 1
      var item = try readReport()
      if batch.hasTrailer {
        item.findings.append(
          Diagnostic(
            .xmlElementUnexpected, at: item.place, ["path": "batch/report", "expected": "—"]))
      }
      return item
    }
    return try unexpectedElement()
  }

  private func readHeader() throws(Diagnostic) -> ReadItem? {
    if batch.hasHeader || batch.hasTrailer || batch.count > 0 { return try unexpectedElement() }
    batch.hasHeader = true
    let place = xml.place
    let (texts, findings) = try readEnvelope()
    guard findings.isEmpty else {
      return ReadItem(outcome: .remark, place: place, findings: findings)
    }
    guard texts.values.contains(where: { !$0.isEmpty }) else { return nil }
    return ReadItem(
      outcome: .remark, place: place, findings: [Diagnostic(.envelopeDropped, at: place)])
  }

  private func readTrailer() throws(Diagnostic) -> ReadItem? {
    if batch.hasTrailer { return try unexpectedElement() }
    batch.hasTrailer = true
    let place = xml.place
    var (texts, findings) = try readEnvelope()
    if findings.isEmpty, let stated = texts["count"], stated != "\(batch.count)" {
      findings.append(
        Diagnostic(
          .batchCountMismatch, at: place, ["stated": stated, "found": "\(batch.count)"]))
    }
    return findings.isEmpty ? nil : ReadItem(outcome: .remark, place: place, findings: findings)
  }

  /// Reads the header or trailer that has just begun, to its end: its texts by name.
  private func readEnvelope() throws(Diagnostic) -> ([String: String], [Diagnostic]) {
    xml.validate(against: try options.cache.envelopeSchema())
    var texts: [String: String] = [:]
    var name = ""
    loop: while let event = try xml.next(from: source) {
      switch event {
      case .start:
        name = string(xml.localName)
        texts[name] = ""
      case .text: if xml.depth > 2 { texts[name] = string(xml.text) }
      case .end: if xml.depth == 2 { break loop }
      }
    }
    return (texts, xml.findings.map(\.diagnostic))
  }

  private func unexpectedElement() throws(Diagnostic) -> ReadItem {
    let item = remark(
      .xmlElementUnexpected,
      ["path": "batch/" + string(xml.localName), "expected": "header, report, trailer"])
    try skipElement()
    return item
  }

  /// Reads to the end of the element that has just begun.
  private func skipElement() throws(Diagnostic) {
    let depth = xml.depth
    while let event = try xml.next(from: source) {
      if event == .end, xml.depth == depth { return }
    }
  }

  /// A batch has no attributes but those that every element may have (`xsi:schemaLocation`).
  private func unexpectedAttributes() -> ReadItem? {
    for index in 0..<xml.attributeCount {
      let attribute = xml.attribute(at: index)
      let isSchemaLocation =
        attribute.namespace.elementsEqual("http://www.w3.org/2001/XMLSchema-instance".utf8)
        && (attribute.localName.elementsEqual("schemaLocation".utf8)
          || attribute.localName.elementsEqual("noNamespaceSchemaLocation".utf8))
      if isSchemaLocation { continue }
      return remark(
        .xmlAttributeUnexpected,
        [
          "path": "batch", "attribute": string(attribute.localName), "value": attribute.value,
          "detail": "",
        ])
    }
    return nil
  }

  private func remark(_ kind: DiagnosticKind, _ arguments: [String: String]) -> ReadItem {
    ReadItem(
      outcome: .remark, place: xml.place,
      findings: [Diagnostic(kind, at: xml.place, arguments)])
  }

  // MARK: - Reports

  private func readReport() throws(Diagnostic) -> ReadItem {
    let place = xml.place
    if isSkipping {
      try skipElement()
      return ReadItem(outcome: .refused, place: place)
    }
    let id = xml.attribute("id") ?? ""
    let edition = string(xml.namespace).dropFirst(XMLVocabulary.reportNamespacePrefix.utf8.count)
    guard let form = options.forms[String(edition)] else {
      try skipElement()
      return ReadItem(
        outcome: .refused, id: id, place: place,
        findings: [
          Diagnostic(.reportEditionUnknown, at: place, ["edition": String(edition)])
        ])
    }
    xml.validate(against: try options.cache.schema(form))
    var decoder = XMLReportDecoder(
      xml: xml, source: source, names: options.cache.names(form), id: id, place: place,
      keepsPlaces: options.keepsPlaces)
    return try decoder.item()
  }

  private func isElement(_ name: String, in namespace: String) -> Bool {
    xml.localName.elementsEqual(name.utf8) && xml.namespace.elementsEqual(namespace.utf8)
  }

  private func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private func excerpt(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(string(bytes).prefix(64))
  }
}
