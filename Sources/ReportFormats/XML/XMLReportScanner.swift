internal import ReportDiagnostics
internal import ReportForms
internal import ReportModel
internal import ReportSyntax

/// Reads one `report` element of the kind that our own writer makes, straight from its bytes.
///
/// What it takes is valid against the schema of its edition, and comes out as ``XMLReportDecoder``
/// would have it, without a finding; of anything else it knows nothing.
struct XMLReportScanner {
  var xml: XMLScanner
  let names: FormNames
  var report: Report
  /// Where the parts stand; nil if nobody asks.
  var places: ReportPlaces?
  private let bytes: UnsafeBufferPointer<UInt8>
  private var mark: TextPosition

  private init(
    _ xml: XMLScanner, _ bytes: UnsafeBufferPointer<UInt8>, _ mark: TextPosition, _ report: Report,
    _ options: ReadOptions
  ) {
    self.xml = xml
    self.bytes = bytes
    self.mark = mark
    self.report = report
    names = options.cache.names(report.form)
    places = options.keepsPlaces ? ReportPlaces(cellCount: report.form.cells.count) : nil
  }

  /// What was read.
  struct Reading {
    let item: ReadItem
    /// Where the element ends.
    let end: Int
  }

  /// Reads the element at `start`, whose place is `mark`.
  ///
  /// - Parameter bytes: the document, or a part of it, without the zeros that follow
  ///   (``XMLScanner/padding``).
  /// - Returns: nil if the scanner declines.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ mark: TextPosition, _ options: ReadOptions
  ) -> Reading? {
    guard let base = bytes.baseAddress else { return nil }
    var xml = XMLScanner(base, at: start, longestText: TextRule.maximumLength)
    do throws(XMLScanner.Declined) {
      try xml.demand("<report")
      guard let namespace = try xml.attribute(" xmlns=\""),
        xml.bytes(namespace).starts(with: XMLVocabulary.reportNamespacePrefix.utf8),
        let id = try xml.attribute(" id=\""),
        let form = options.forms[
          xml.string(namespace.dropFirst(XMLVocabulary.reportNamespacePrefix.utf8.count))],
        let id = ReportID(xml.string(id))
      else { return nil }
      var scanner = XMLReportScanner(xml, bytes, mark, Report(id: id, form: form), options)
      try scanner.readReport()
      let item = ReadItem(
        outcome: .report(scanner.report), id: id.description, place: mark.place,
        places: scanner.places)
      return Reading(item: item, end: scanner.xml.offset)
    } catch {
      return nil
    }
  }

  private mutating func readReport() throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    var last = -1
    while let index = try xml.child(of: Part.table, after: last) {
      last = index
      try read(Part.allCases[index], index)
    }
    guard xml.take("</report>") else { throw XMLScanner.Declined() }
  }

  /// The parts of a report, in the order of the schema.
  enum Part: String, CaseIterable {
    case year, agency, title, issueDate, publication, narrative, tables, extras, source

    static let table = NameTable(allCases.map(\.rawValue))
  }

  private mutating func read(_ part: Part, _ index: Int) throws(XMLScanner.Declined) {
    switch part {
    case .year:
      keepPlace(of: .year)
      try readYear(index)
    case .agency:
      keepPlace(of: .agency)
      try readAgency(index)
    case .title:
      keepPlace(of: .title)
      report.title = xml.string(try xml.text(Part.table, index))
    case .issueDate:
      keepPlace(of: .issueDate)
      let date = CalendarDate(xml.string(try xml.text(Part.table, index)))
      guard let date else { throw XMLScanner.Declined() }
      report.issueDate = date
    case .publication: try readPublication(index)
    case .narrative: try readNarrative(index)
    case .tables: try readTables(index)
    case .extras: try readExtras(index)
    case .source: try readSource(index)
    }
  }

  private mutating func readYear(_ index: Int) throws(XMLScanner.Declined) {
    let year = xml.bytes(try xml.text(Part.table, index).range)
    guard year.count == 4, year[0] != UInt8(ascii: "0"),
      let value = CellValue(lexicalForm: year.span, kind: .count)?.number
    else { throw XMLScanner.Declined() }
    report.year = Int(value.mantissa)
  }

  private mutating func readAgency(_ index: Int) throws(XMLScanner.Declined) {
    try readTexts(Self.agencyParts, Part.table, index) { scanner, part, text in
      let part = Agency.Part.allCases[part]
      if let kept = ReportPlaces.Part(rawValue: part.rawValue) { scanner.keepPlace(of: kept) }
      scanner.report.agency[part] = text
    }
  }

  private static let agencyParts = NameTable(Agency.Part.allCases.map(\.rawValue))

  private mutating func readSource(_ index: Int) throws(XMLScanner.Declined) {
    try readTexts(Self.sourceParts, Part.table, index) { scanner, part, text in
      scanner.report.source[Source.Part.allCases[part]] = text
    }
    guard Source.admitsDigest(report.source.digest) else { throw XMLScanner.Declined() }
  }

  private static let sourceParts = NameTable(Source.Part.allCases.map(\.rawValue))

  /// Reads an element whose children are texts of different names, each there or not.
  private mutating func readTexts(
    _ children: NameTable, _ names: NameTable, _ index: Int,
    _ take: (inout XMLReportScanner, Int, String) -> Void
  ) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    var last = -1
    while let child = try xml.child(of: children, after: last) {
      last = child
      take(&self, child, xml.string(try xml.text(children, child)))
    }
    try xml.end(names, index)
  }

  private mutating func readPublication(_ index: Int) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    while let item = try xml.child(of: Self.publicationItem, after: -1) {
      guard try xml.opens() else { throw XMLScanner.Declined() }
      var texts: [String] = []
      while let part = try xml.child(of: Self.fieldParts, after: texts.count - 1) {
        // Both must be there.
        guard part == texts.count else { throw XMLScanner.Declined() }
        texts.append(xml.string(try xml.text(Self.fieldParts, part)))
      }
      guard texts.count == 2 else { throw XMLScanner.Declined() }
      report.publication.append(PublicationField(label: texts[0], value: texts[1]))
      try xml.end(Self.publicationItem, item)
    }
    try xml.end(Part.table, index)
  }

  private static let publicationItem = NameTable(["field"])
  private static let fieldParts = NameTable(["label", "value"])

  // MARK: - Extras

  private mutating func readExtras(_ index: Int) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    while let item = try xml.child(of: Self.extraItem, after: -1) {
      guard let kind = try xml.attribute(" kind=\""),
        let kind = Extra.Kind(rawValue: xml.string(kind))
      else { throw XMLScanner.Declined() }
      report.extras.append(try readExtra(kind, item))
    }
    try xml.end(Part.table, index)
  }

  private mutating func readExtra(
    _ kind: Extra.Kind, _ item: Int
  ) throws(XMLScanner.Declined) -> Extra {
    var extra = Extra(kind: kind)
    guard try xml.opens() else { return extra }
    let text = Extra.Part.allCases.count
    var last = -1
    while let child = try xml.child(of: Self.extraParts, after: last) {
      if child == text {
        extra.texts.append(xml.string(try xml.text(Self.extraParts, child)))
        last = text - 1
      } else {
        extra[Extra.Part.allCases[child]] = xml.string(try xml.text(Self.extraParts, child))
        last = child
      }
    }
    try xml.end(Self.extraItem, item)
    return extra
  }

  private static let extraItem = NameTable(["item"])
  private static let extraParts = NameTable(Extra.Part.allCases.map(\.rawValue) + ["text"])

  // MARK: - Places

  /// Takes note of where the element begins whose start tag was taken last.
  private mutating func keepPlace(of part: ReportPlaces.Part) {
    if places != nil {
      let place = place
      places?.parts[part] = place
    }
  }

  /// The place of the start tag that was taken last.
  var place: Place {
    mutating get {
      mark.advance(to: xml.tagOffset, in: bytes.span)
      return mark.place
    }
  }
}
