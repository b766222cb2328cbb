internal import ReportModel
internal import ReportSyntax

/// Puts a report into a JSON document that ends in a line feed: indented for `json`, compact and so
/// on one line for `ndjson`.
struct JSONReportEncoder: ReportEncoder {
  private let layout: JSONWriter.Layout
  private let keepsProvenance: Bool
  private let spellings: CellSpellings

  init(_ layout: JSONWriter.Layout, _ options: WriteOptions) {
    self.layout = layout
    keepsProvenance = options[ProvenanceOptions.self].isKept
    spellings = CellSpellings { .json($0, layout) }
  }

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport<[UInt8]> {
    var json = JSONWriter(layout: layout)
    json.bytes.reserveCapacity(Self.usualSize)
    let recognition = keepsProvenance ? origin?.recognition : nil
    json.write(report, spellings[report.form], recognition: recognition)
    json.endDocument()
    return EncodedReport(report, json.bytes)
  }
}

private typealias Names = JSONVocabulary

extension JSONWriter {
  /// Writes a report as one object. What is absent or empty is left out; members and cells stand in
  /// the order of the form. In the indented layout a row of cells, a block, an item of publication
  /// data and an extra take one line each.
  ///
  /// - Parameter recognition: how it was imported, to stand with it; nil to leave that out.
  mutating func write(
    _ report: Report, _ spelling: CellSpelling, recognition: Recognition? = nil
  ) {
    beginObject()
    for member in Names.ReportMember.inOrder { write(member, of: report, spelling, recognition) }
    endObject()
  }

  private mutating func write(
    _ member: Names.ReportMember, of report: Report, _ spelling: CellSpelling,
    _ recognition: Recognition?
  ) {
    let name = member.name
    switch member {
    case .id: text(name, report.id.description)
    case .edition: text(name, report.edition)
    case .year:
      if let year = report.year {
        key(name)
        integer(year)
      }
    case .agency: parts(name, report.agency, isEmpty: report.agency.isEmpty) { $0[$1] }
    case .title: text(name, report.title)
    case .issueDate: text(name, report.issueDate?.description ?? "")
    case .publication: array(name, report.publication) { $0.write($1) }
    case .narrative: array(name, report.narrative) { $0.write($1) }
    case .tables: writeTables(name, report, spelling)
    case .extras: array(name, report.extras) { $0.write($1) }
    case .source: parts(name, report.source, isEmpty: report.source.isEmpty) { $0[$1] }
    case .provenance:
      guard let recognition else { return }
      key(name)
      write(recognition, of: report)
    }
  }

  // MARK: - Parts

  /// Writes a text as a member, unless it is empty.
  private mutating func text(_ name: String, _ text: String) {
    guard !text.isEmpty else { return }
    key(name)
    string(text)
  }

  /// Writes an object of single texts as a member, unless all are empty.
  private mutating func parts<Whole, Part: JSONMember>(
    _ name: String, _ whole: Whole, isEmpty: Bool, _ textOf: (Whole, Part) -> String
  ) {
    guard !isEmpty else { return }
    key(name)
    beginObject()
    for part in Part.inOrder { text(part.name, textOf(whole, part)) }
    endObject()
  }

  /// Writes an array as a member, unless it is empty.
  private mutating func array<Element>(
    _ name: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    guard !elements.isEmpty else { return }
    key(name)
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }

  private mutating func write(_ field: PublicationField) {
    beginObject(inline: true)
    key(Names.FieldMember.label.name)
    string(field.label)
    key(Names.FieldMember.value.name)
    string(field.value)
    endObject()
  }

  private mutating func write(_ section: NarrativeSection) {
    beginObject()
    text(Names.SectionMember.code.name, section.code)
    text(Names.SectionMember.title.name, section.title)
    array(Names.SectionMember.blocks.name, section.blocks) { $0.write($1) }
    endObject()
  }

  private mutating func write(_ block: NarrativeBlock) {
    beginObject(inline: true)
    switch block {
    case .heading(let text, let level):
      key(Names.BlockMember.heading.name)
      string(text)
      key(Names.BlockMember.level.name)
      integer(level)
    case .paragraph(let text):
      key(Names.BlockMember.paragraph.name)
      string(text)
    case .table(let rows):
      array(Names.BlockMember.table.name, rows) { writer, row in
        writer.beginArray()
        for text in row { writer.string(text) }
        writer.endArray()
      }
    }
    endObject()
  }

  private mutating func write(_ extra: Extra) {
    beginObject(inline: true)
    for member in Names.ExtraMember.inOrder {
      switch member {
      case .kind: text(member.name, extra.kind.rawValue)
      case .part(let part): text(member.name, extra[part])
      case .texts: array(member.name, extra.texts) { $0.string($1) }
      }
    }
    endObject()
  }

  // MARK: - Cells

  private mutating func writeTables(_ name: String, _ report: Report, _ spelling: CellSpelling) {
    guard !report.cells.areAbsent(in: report.form.cells.indices) else { return }
    key(name)
    beginObject()
    let rows = spelling.rows
    for table in spelling.tables where !report.cells.areAbsent(in: table.cells) {
      key(table.code)
      beginObject()
      for index in table.rows {
        if report.cells.areAbsent(in: rows[index].cells) { continue }
        item { spelling.append(rows[index], of: report.cells, to: &$0) }
      }
      endObject()
    }
    endObject()
  }
}

extension CellSpelling {
  /// The rows of `form` as members of an object, each on one line.
  static func json(_ form: Form, _ layout: JSONWriter.Layout) -> CellSpelling {
    let space = layout == .indented ? " " : ""
    // Codes are plain ASCII names.
    func member(_ name: String) -> String { "\"\(name)\":\(space)" }
    return CellSpelling(
      form,
      Rules(
        row: { _, row in (member(row.code) + "{", "}") }, separator: "," + space,
        cell: { _, _, column, _ in
          let name = member(column.code)
          let value = member(Names.AmountMember.value.name)
          let unit = member(Names.AmountMember.unit.name)
          return Cell(
            number: (name, ""),
            openAmount: (
              "\(name){\(value)", ",\(space)\(unit)\"\(UnitWord.unknown)\"}"
            ),
            blank: name + "null", notApplicable: "\(name)\"\(Names.notApplicable)\"")
        }))
  }
}
