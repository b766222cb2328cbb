internal import ReportDiagnostics
internal import ReportModel
internal import ReportIO
internal import ReportSyntax

/// Makes a report of the `report` element whose start tag has just been handed out.
///
/// The element is being validated meanwhile; what the schema refuses is found at the end, so that
/// decoding takes what fits and passes over the rest.
struct XMLReportDecoder {
  private let xml: XMLStreamReader
  private let source: ByteSource
  private let names: FormNames
  private let id: String
  private let place: Place
  private let carriageReturns: Int
  private var report: Report?
  /// Where the parts stand; nil if nobody asks.
  private var places: ReportPlaces?
  private var findings: [Diagnostic] = []
  private var repairs = TextRepairs()

  init(
    xml: XMLStreamReader, source: ByteSource, names: FormNames, id: String, place: Place,
    keepsPlaces: Bool = false
  ) {
    self.xml = xml
    self.source = source
    self.names = names
    self.id = id
    self.place = place
    carriageReturns = xml.carriageReturns
    if keepsPlaces { places = ReportPlaces(cellCount: names.form.cells.count) }
    report = ReportID(id).map { Report(id: $0, form: names.form) }
  }

  /// Reads to the end of the element: the report, or why it is refused.
  mutating func item() throws(Diagnostic) -> ReadItem {
    try forEachChild { (decoder, name) throws(Diagnostic) in try decoder.readPart(name) }
    addSchemaFindings()
    if report == nil, findings.isEmpty {
      // The pattern leaves out the device names, which no file system of Windows can hold.
      findings.append(Diagnostic(.reportIdInvalid, at: place, ["id": id]))
    }
    let isRefused = !findings.isEmpty
    if xml.carriageReturns > carriageReturns { repairs.noteLineEnd(mark: 0) }
    let all = findings + repairs.diagnostics { _ in place }
    if let report, !isRefused {
      return ReadItem(
        outcome: .report(report), id: id, place: place, findings: all, places: places)
    }
    return ReadItem(outcome: .refused, id: id, place: place, findings: all)
  }

  /// The findings of the schema, in the words of the model where it knows what is meant.
  private mutating func addSchemaFindings() {
    guard !xml.findings.isEmpty else { return }
    findings = xml.findings.map { finding in
      var diagnostic = finding.diagnostic
      let steps = finding.path.split(separator: "/", omittingEmptySubsequences: false)
      if steps.count == 5, steps[1] == "tables" {
        diagnostic.cell = steps[2...].joined(separator: "/")
      }
      guard diagnostic.kind == .xmlValueInvalid else { return diagnostic }
      switch (finding.path, finding.attribute) {
      case ("report", "id"):
        (diagnostic.kind, diagnostic.arguments) = (.reportIdInvalid, ["id": id])
      case ("report/year", ""):
        (diagnostic.kind, diagnostic.arguments) = (.reportYearInvalid, ["year": finding.value])
      case ("report/issueDate", ""):
        (diagnostic.kind, diagnostic.arguments) = (.reportDateInvalid, ["date": finding.value])
      case (_, "") where !diagnostic.cell.isEmpty:
        guard
          let ordinal = names.form.ordinal(
            table: String(steps[2]), row: String(steps[3]), column: String(steps[4]))
        else { break }
        diagnostic.kind = names.form.cells[ordinal].kind.invalidText
        diagnostic.arguments = ["value": finding.value]
      default: break
      }
      return diagnostic
    }
  }

  private mutating func readPart(_ name: String) throws(Diagnostic) {
    keepPlace(of: name)
    switch name {
    case "year":
      let year = try text()
      report?.year = Int(year)
    case "agency":
      try forEachChild { (decoder, name) throws(Diagnostic) in
        decoder.keepPlace(of: name)
        let text = try decoder.text()
        if let part = Agency.Part(rawValue: name) { decoder.report?.agency[part] = text }
      }
    case "title":
      let title = try text()
      report?.title = title
    case "issueDate": try readDate()
    case "publication":
      try forEachChild { (decoder, _) throws(Diagnostic) in try decoder.readField() }
    case "narrative":
      try forEachChild { (decoder, _) throws(Diagnostic) in try decoder.readSection() }
    case "tables": try readTables()
    case "extras":
      try forEachChild { (decoder, _) throws(Diagnostic) in try decoder.readExtra() }
    case "source":
      try forEachChild { (decoder, name) throws(Diagnostic) in
        let text = try decoder.text()
        if let part = Source.Part(rawValue: name) { decoder.report?.source[part] = text }
      }
    default: try skip()
    }
  }

  /// Takes note of where the element of a part begins.
  private mutating func keepPlace(of name: String) {
    guard places != nil else { return }
    if let part = ReportPlaces.Part(rawValue: name) { places?.parts[part] = xml.place }
  }

  /// `xs:date` lets white space stand around the date.
  private mutating func readDate() throws(Diagnostic) {
    let place = xml.place
    let text = try text()
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }
    let trimmed = text.drop(while: isSpace)
    let end = trimmed.lastIndex { !isSpace($0) }.map { trimmed.index(after: $0) }
    let date = String(trimmed[..<(end ?? trimmed.startIndex)])
    report?.issueDate = CalendarDate(date)
    if report?.issueDate == nil {
      findings.append(Diagnostic(.reportDateInvalid, at: place, ["date": date]))
    }
  }

  private mutating func readField() throws(Diagnostic) {
    var field = PublicationField(label: "", value: "")
    try forEachChild { (decoder, name) throws(Diagnostic) in
      let text = try decoder.text()
      if name == "label" { field.label = text } else { field.value = text }
    }
    report?.publication.append(field)
  }

  // MARK: - Narrative

  private mutating func readSection() throws(Diagnostic) {
    if places != nil { places?.sections.append(xml.place) }
    var section = NarrativeSection(code: xml.attribute("code") ?? "")
    try forEachChild { (decoder, name) throws(Diagnostic) in
      switch name {
      case "title": section.title = try decoder.text()
      case "heading":
        let level = decoder.xml.attribute("level").flatMap { Int($0) } ?? 1
        section.blocks.append(.heading(try decoder.text(), level: level))
      case "paragraph": section.blocks.append(.paragraph(try decoder.text()))
      case "table": section.blocks.append(.table(try decoder.readTable()))
      default: try decoder.skip()
      }
    }
    report?.narrative.append(section)
  }

  private mutating func readTable() throws(Diagnostic) -> [[String]] {
    var rows: [[String]] = []
    try forEachChild { (decoder, _) throws(Diagnostic) in
      var cells: [String] = []
      try decoder.forEachChild { (decoder, _) throws(Diagnostic) in
        cells.append(try decoder.text())
      }
      rows.append(cells)
    }
    return rows
  }

  private mutating func readExtra() throws(Diagnostic) {
    let kind = xml.attribute("kind").flatMap { Extra.Kind(rawValue: $0) } ?? .line
    var extra = Extra(kind: kind)
    try forEachChild { (decoder, name) throws(Diagnostic) in
      let text = try decoder.text()
      if let part = Extra.Part(rawValue: name) {
        extra[part] = text
      } else {
        extra.texts.append(text)
      }
    }
    report?.extras.append(extra)
  }

  // MARK: - Cells

  private mutating func readTables() throws(Diagnostic) {
    var table = -1
    try forEachElement { (decoder) throws(Diagnostic) in
      let known = decoder.names.tables.index(of: decoder.xml.localName.span, expecting: table + 1)
      guard let known else { return try decoder.skip() }
      table = known
      try decoder.readRows(of: known)
    }
  }

  private mutating func readRows(of table: Int) throws(Diagnostic) {
    var row = -1
    try forEachElement { (decoder) throws(Diagnostic) in
      let known = decoder.names.rows[table].index(
        of: decoder.xml.localName.span, expecting: row + 1)
      guard let known, let place = decoder.names.place(table: table, row: known) else {
        return try decoder.skip()
      }
      row = known
      try decoder.readCells(decoder.names.columns[table][place.block], from: place.firstCell)
    }
  }

  private mutating func readCells(
    _ columns: NameTable, from firstCell: Int
  ) throws(Diagnostic) {
    var column = -1
    try forEachElement { (decoder) throws(Diagnostic) in
      let known = columns.index(of: decoder.xml.localName.span, expecting: column + 1)
      guard let known else { return try decoder.skip() }
      column = known
      try decoder.readCell(firstCell + known)
    }
  }

  private mutating func readCell(_ ordinal: Int) throws(Diagnostic) {
    if places != nil { places?[cell: ordinal] = xml.place }
    let kind = names.form.cells[ordinal].kind
    let hasOpenUnit = xml.attributeCount > 0 && xml.attribute("unit") == UnitWord.unknown
    let depth = xml.depth
    var value: CellValue? = .blank
    loop: while let event = try xml.next(from: source) {
      switch event {
      case .text: value = CellValue(lexicalForm: xml.text.span, kind: kind)
      case .start: try skip()
      case .end: if xml.depth == depth { break loop }
      }
    }
    // What is no value here is a finding of the schema.
    guard let value else { return }
    guard hasOpenUnit else {
      report?.cells[ordinal] = value
      return
    }
    if case .number(let number) = value {
      report?.cells[ordinal] = .amountOfUnknownUnit(number)
    } else {
      findings.append(
        Diagnostic(
          .cellUnitInvalid, at: xml.place, cell: names.form.path(at: ordinal),
          ["unit": UnitWord.unknown]))
    }
  }

  // MARK: - Elements

  /// Hands every child element of the element that has just begun to `body`, which reads it to its
  /// end; texts between them are for the schema to refuse.
  private mutating func forEachElement(
    _ body: (inout XMLReportDecoder) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let depth = xml.depth
    while let event = try xml.next(from: source) {
      switch event {
      case .start: try body(&self)
      case .text: break
      case .end: if xml.depth == depth { return }
      }
    }
  }

  private mutating func forEachChild(
    _ body: (inout XMLReportDecoder, String) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try forEachElement { (decoder) throws(Diagnostic) in
      try body(&decoder, String(decoding: decoder.xml.localName, as: UTF8.self))
    }
  }

  /// The text of the element that has just begun, to its end; by the text rule of the model.
  private mutating func text() throws(Diagnostic) -> String {
    let depth = xml.depth
    var text = ""
    while let event = try xml.next(from: source) {
      switch event {
      case .text: text = clean(xml.text)
      case .start: try skip()
      case .end: if xml.depth == depth { return text }
      }
    }
    return text
  }

  private mutating func clean(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.contains(0x0D) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    return CleanText.string(
      String(decoding: bytes, as: UTF8.self), mark: 0, repairs: &repairs)
  }

  private func skip() throws(Diagnostic) {
    let depth = xml.depth
    while let event = try xml.next(from: source) {
      if event == .end, xml.depth == depth { return }
    }
  }
}
