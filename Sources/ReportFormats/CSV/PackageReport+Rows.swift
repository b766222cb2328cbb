internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

extension PackageReport {
  /// Takes a row of a resource other than `reports` and `cells`, of the right number of fields.
  mutating func addRow(_ record: CSVRecord) throws(Diagnostic) {
    switch resource {
    case .reports, .cells: break
    case .narrative: try addNarrative(record)
    case .narrativeTables: try addTableCell(record)
    case .publication: try addPublication(record)
    case .extras: try addExtra(record)
    case .extraTexts: try addExtraText(record)
    }
  }

  // MARK: - narrative

  private mutating func addNarrative(_ record: CSVRecord) throws(Diagnostic) {
    let row = try narrativeRow(record)
    if row.kind == .section {
      try resource.expect(narrative.sections.count + 1, record, NarrativeColumn.section.index)
      try resource.expect(0, record, NarrativeColumn.block.index)
      narrative.sections.append(NarrativeSection(code: row.code, title: row.text))
      if places != nil {
        let place = placeInFile(record, NarrativeColumn.text.index)
        places?.sections.append(place)
      }
      return
    }
    // A block before any section stands in section 0, which is no number of a section.
    try resource.expect(max(narrative.sections.count, 1), record, NarrativeColumn.section.index)
    guard let last = narrative.sections.indices.last else {
      throw resource.finding(
        .packageNumberInvalid, record, NarrativeColumn.block.index, ["expected": "0"])
    }
    try resource.expect(
      narrative.sections[last].blocks.count + 1, record, NarrativeColumn.block.index)
    guard narrative.sections[last].code == row.code else {
      throw resource.invalid(
        record, NarrativeColumn.code.index, expected: "\"\(narrative.sections[last].code)\"")
    }
    switch row.kind {
    case .section: break
    case .heading: narrative.sections[last].blocks.append(.heading(row.text, level: row.level))
    case .paragraph: narrative.sections[last].blocks.append(.paragraph(row.text))
    case .table:
      try resource.expectEmpty(record, NarrativeColumn.text.index)
      narrative.sections[last].blocks.append(.table([]))
    }
  }

  private struct NarrativeRow {
    let kind: NarrativeColumn.Kind
    let code: String
    let level: Int
    let text: String
  }

  private mutating func narrativeRow(_ record: CSVRecord) throws(Diagnostic) -> NarrativeRow {
    let kindIndex = NarrativeColumn.kind.index
    guard
      let kind = NarrativeColumn.Kind.allCases.first(where: {
        record.field(kindIndex, is: $0.rawValue)
      })
    else {
      throw resource.invalid(
        record, kindIndex,
        expected: NarrativeColumn.Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    var code = ""
    let codeIndex = NarrativeColumn.code.index
    if !record.fields[codeIndex].range.isEmpty, let names {
      guard
        let found = names.sections.index(
          of: record.bytes.span.extracting(record.fields[codeIndex].range))
      else {
        throw resource.invalid(
          record, codeIndex, expected: names.sections.names.joined(separator: ", "))
      }
      code = names.sections.names[found]
    }
    var level = 0
    if kind == .heading {
      guard let found = record.number(NarrativeColumn.level.index),
        NarrativeBlock.headingLevels.contains(found)
      else {
        let levels = NarrativeBlock.headingLevels
        throw resource.invalid(
          record, NarrativeColumn.level.index,
          expected: "\(levels.lowerBound)–\(levels.upperBound)")
      }
      level = found
    } else {
      try resource.expectEmpty(record, NarrativeColumn.level.index)
    }
    return NarrativeRow(
      kind: kind, code: code, level: level, text: try text(record, NarrativeColumn.text.index))
  }

  // MARK: - narrative-tables

  private mutating func addTableCell(_ record: CSVRecord) throws(Diagnostic) {
    let section = record.number(TextTableColumn.section.index) ?? 0
    let block = record.number(TextTableColumn.block.index) ?? 0
    guard narrative.goToTable(section: section, block: block) else {
      throw resource.invalid(
        record, TextTableColumn.block.index, expected: "narrative.csv: kind table")
    }
    let row = record.number(TextTableColumn.row.index) ?? 0
    let isNewRow = row == narrative.rows.count + 1
    if !isNewRow {
      try resource.expect(max(narrative.rows.count, 1), record, TextTableColumn.row.index)
    }
    let column = isNewRow ? 1 : (narrative.rows.last?.count ?? 0) + 1
    try resource.expect(column, record, TextTableColumn.column.index)
    let text = try text(record, TextTableColumn.text.index)
    if isNewRow {
      narrative.rows.append([text])
    } else {
      narrative.rows[row - 1].append(text)
    }
  }

  // MARK: - publication and extras

  private mutating func addPublication(_ record: CSVRecord) throws(Diagnostic) {
    try resource.expect(publication.count + 1, record, PublicationColumn.position.index)
    publication.append(
      PublicationField(
        label: try text(record, PublicationColumn.label.index),
        value: try text(record, PublicationColumn.value.index)))
  }

  private mutating func addExtra(_ record: CSVRecord) throws(Diagnostic) {
    try resource.expect(extras.count + 1, record, ExtrasColumn.position.index)
    let kindIndex = ExtrasColumn.kind.index
    guard
      let kind = Extra.Kind.allCases.first(where: { record.field(kindIndex, is: $0.rawValue) })
    else {
      throw resource.invalid(
        record, kindIndex, expected: Extra.Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    var extra = Extra(kind: kind)
    for column in ExtrasColumn.inOrder {
      if let part = column.part { extra[part] = try text(record, column.index) }
    }
    extras.append(extra)
  }

  private mutating func addExtraText(_ record: CSVRecord) throws(Diagnostic) {
    guard let extra = record.number(ExtraTextsColumn.extra.index),
      extras.indices.contains(extra - 1)
    else {
      throw resource.finding(
        .packageNumberInvalid, record, ExtraTextsColumn.extra.index,
        ["expected": "1–\(extras.count)"])
    }
    try resource.expect(extras[extra - 1].texts.count + 1, record, ExtraTextsColumn.position.index)
    extras[extra - 1].texts.append(try text(record, ExtraTextsColumn.text.index))
  }
}

/// The narrative in the making. The cells of the table that is being read stand apart, so that each
/// costs the same however long the table is.
struct NarrativeRows {
  var sections: [NarrativeSection] = []
  /// The rows of the table that is being read.
  var rows: [[String]] = []
  private var table: (section: Int, block: Int)?

  /// Goes to the table that is a block of a section, both counted from 1; false if it is none, or its
  /// cells were there before.
  mutating func goToTable(section: Int, block: Int) -> Bool {
    if let table, table == (section, block) { return true }
    putTable()
    guard sections.indices.contains(section - 1),
      sections[section - 1].blocks.indices.contains(block - 1),
      case .table(let rows) = sections[section - 1].blocks[block - 1], rows.isEmpty
    else { return false }
    table = (section, block)
    return true
  }

  /// Ends the narrative.
  ///
  /// - Returns: the section and the block of a table without cells; nil if there is none.
  mutating func finish() -> (section: Int, block: Int)? {
    putTable()
    for (section, content) in sections.enumerated() {
      for (block, content) in content.blocks.enumerated() {
        if case .table(let rows) = content, rows.isEmpty { return (section + 1, block + 1) }
      }
    }
    return nil
  }

  private mutating func putTable() {
    if let (section, block) = table { sections[section - 1].blocks[block - 1] = .table(rows) }
    table = nil
    rows = []
  }
}

extension TableColumn where Self: Equatable {
  /// Its place in a record.
  fileprivate var index: Int { Self.inOrder.firstIndex(of: self) ?? 0 }
}

extension CSVRecord {
  /// The whole number, 0 or more, that a field spells without needless zeros; nil if it is none, or
  /// greater than any that is counted here.
  func number(_ index: Int) -> Int? {
    let range = fields[index].range
    guard (1...12).contains(range.count) else { return nil }
    if range.count > 1, bytes[range.lowerBound] == UInt8(ascii: "0") { return nil }
    var number = 0
    for byte in bytes[range] {
      guard ASCII.isDigit(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }
}
