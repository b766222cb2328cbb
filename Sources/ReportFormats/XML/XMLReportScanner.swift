internal import ReportDiagnostics
internal import ReportForms
internal import ReportModel
internal import ReportSyntax

/// Reads one `report` element of the kind that our own writer makes, straight from its bytes.
///
/// What it takes is valid against the schema of its edition, and comes out as ``XMLReportDecoder``
/// would have it, without a finding; of anything else it knows nothing.
struct XMLReportScanner {
  private var xml: XMLScanner
  private let bytes: UnsafeBufferPointer<UInt8>
  private let names: FormNames
  private var report: Report
  /// Where the parts stand; nil if nobody asks.
  private var places: ReportPlaces?
  private var mark: TextMark

  /// Reads the element at `start`, whose place is `mark`.
  ///
  /// - Parameter bytes: the document, or a part of it, without the zeros that follow
  ///   (``XMLScanner/padding``).
  /// - Returns: the report and where the element ends; nil if the scanner declines.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ mark: TextMark, _ options: ReadOptions
  ) -> (item: ReadItem, end: Int)? {
    guard let base = bytes.baseAddress else { return nil }
    var xml = XMLScanner(base, at: start)
    do throws(XMLScanner.Declined) {
      try xml.demand("<report")
      guard let namespace = try xml.attribute(" xmlns=\""),
        xml.bytes(namespace).starts(with: XMLVocabulary.reportNamespacePrefix.utf8),
        let id = try xml.attribute(" id=\""),
        let form = options.forms[
          xml.string(namespace.dropFirst(XMLVocabulary.reportNamespacePrefix.utf8.count))],
        let id = ReportID(xml.string(id))
      else { return nil }
      var scanner = XMLReportScanner(
        xml: xml, bytes: bytes, names: options.cache.names(form),
        report: Report(id: id, form: form),
        places: options.keepsPlaces ? ReportPlaces(cellCount: form.cells.count) : nil, mark: mark)
      try scanner.readReport()
      let place = Place(line: mark.line, column: mark.column)
      let item = ReadItem(
        outcome: .report(scanner.report), id: id.description, place: place,
        places: scanner.places)
      return (item, scanner.xml.offset)
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
  private enum Part: String, CaseIterable {
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
      let text = try xml.text(children, child)
      take(&self, child, xml.string(text))
    }
    try xml.end(names, index)
  }

  private mutating func readPublication(_ index: Int) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    while let item = try xml.child(of: Self.publicationItem, after: -1) {
      var field = PublicationField(label: "", value: "")
      var count = 0
      try readTexts(Self.fieldParts, Self.publicationItem, item) { _, part, text in
        count += 1
        if part == 0 { field.label = text } else { field.value = text }
      }
      // Both must be there.
      guard count == 2 else { throw XMLScanner.Declined() }
      report.publication.append(field)
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
      let value = xml.string(try xml.text(Self.extraParts, child))
      if child == text {
        extra.texts.append(value)
        last = text - 1
      } else {
        extra[Extra.Part.allCases[child]] = value
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
  private var place: Place {
    mutating get {
      mark.advance(to: xml.tagOffset, in: bytes)
      return Place(line: mark.line, column: mark.column)
    }
  }
}

extension XMLReportScanner {
  // MARK: - Narrative

  private mutating func readNarrative(_ index: Int) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    while let section = try xml.child(of: Self.narrativeItem, after: -1) {
      if places != nil {
        let place = place
        places?.sections.append(place)
      }
      report.narrative.append(try readSection(section))
    }
    try xml.end(Part.table, index)
  }

  private static let narrativeItem = NameTable(["section"])

  private mutating func readSection(
    _ index: Int
  ) throws(XMLScanner.Declined) -> NarrativeSection {
    var section = NarrativeSection()
    if let code = try xml.attribute(" code=\"") {
      guard names.sections.index(of: xml.bytes(code).span) != nil else {
        throw XMLScanner.Declined()
      }
      section.code = xml.string(code)
    }
    guard try xml.opens() else { return section }
    if let title = try xml.child(of: Self.blocks, after: -1) {
      if Block.allCases[title] == .title {
        section.title = xml.string(try xml.text(Self.blocks, title))
      } else {
        section.blocks.append(try readBlock(title))
      }
      while let block = try xml.child(of: Self.blocks, after: 0) {
        section.blocks.append(try readBlock(block))
      }
    }
    try xml.end(Self.narrativeItem, index)
    return section
  }

  /// What a section is made of; the title comes first, if at all.
  private enum Block: String, CaseIterable {
    case title, paragraph, heading, table
  }

  private static let blocks = NameTable(Block.allCases.map(\.rawValue))

  private mutating func readBlock(_ index: Int) throws(XMLScanner.Declined) -> NarrativeBlock {
    switch Block.allCases[index] {
    case .title: throw XMLScanner.Declined()
    case .paragraph: return .paragraph(xml.string(try xml.text(Self.blocks, index)))
    case .heading:
      guard let level = try xml.attribute(" level=\""), level.count == 1,
        let level = xml.bytes(level).first.map({ Int($0) - Int(UInt8(ascii: "0")) }),
        NarrativeBlock.headingLevels.contains(level)
      else { throw XMLScanner.Declined() }
      return .heading(xml.string(try xml.text(Self.blocks, index)), level: level)
    case .table: return .table(try readTable(index))
    }
  }

  private mutating func readTable(_ index: Int) throws(XMLScanner.Declined) -> [[String]] {
    var rows: [[String]] = []
    guard try xml.opens() else { throw XMLScanner.Declined() }
    while let row = try xml.child(of: Self.tableRow, after: -1) {
      var cells: [String] = []
      guard try xml.opens() else { throw XMLScanner.Declined() }
      while let cell = try xml.child(of: Self.tableCell, after: -1) {
        cells.append(xml.string(try xml.text(Self.tableCell, cell)))
      }
      try xml.end(Self.tableRow, row)
      if cells.isEmpty { throw XMLScanner.Declined() }
      rows.append(cells)
    }
    if rows.isEmpty { throw XMLScanner.Declined() }
    try xml.end(Self.blocks, index)
    return rows
  }

  private static let tableRow = NameTable(["row"])
  private static let tableCell = NameTable(["cell"])

  // MARK: - Cells

  private mutating func readTables(_ index: Int) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    var last = -1
    while let table = try xml.child(of: names.tables, after: last) {
      last = table
      try readRows(of: table)
    }
    try xml.end(Part.table, index)
  }

  private mutating func readRows(of table: Int) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    let rows = names.rows[table]
    var last = -1
    while let row = try xml.child(of: rows, after: last) {
      last = row
      guard let place = names.place(table: table, row: row) else { throw XMLScanner.Declined() }
      if try xml.opens() {
        try readCells(names.columns[table][place.block], from: place.firstCell)
        try xml.end(rows, row)
      }
    }
    try xml.end(names.tables, table)
  }

  private mutating func readCells(
    _ columns: NameTable, from firstCell: Int
  ) throws(XMLScanner.Declined) {
    var last = -1
    while let column = try xml.child(of: columns, after: last) {
      last = column
      let ordinal = firstCell + column
      if places != nil {
        let place = place
        places?[cell: ordinal] = place
      }
      let unit = try xml.attribute(" unit=\"")
      let text = try xml.text(columns, column)
      let kind = names.form.cells[ordinal].kind
      guard let value = CellValue(lexicalForm: xml.bytes(text.range).span, kind: kind) else {
        throw XMLScanner.Declined()
      }
      if let unit {
        report.cells[ordinal] = try amount(value, unit, ordinal)
      } else {
        report.cells[ordinal] = value
      }
    }
  }

  /// The amount that an attribute marks as one of unknown unit.
  private func amount(
    _ value: CellValue, _ unit: Range<Int>, _ ordinal: Int
  ) throws(XMLScanner.Declined) -> CellValue {
    guard case .number(let number) = value,
      xml.bytes(unit).elementsEqual(UnitWord.unknown.utf8),
      names.form.admits(.amountOfUnknownUnit(number), at: ordinal)
    else { throw XMLScanner.Declined() }
    return .amountOfUnknownUnit(number)
  }
}
