internal import ReportDiagnostics
internal import ReportModel

/// The parts of a source by what they are: sections of text, and regions of the form's tables.
struct Outline {
  /// The sections of text, in order.
  var sections: [NarrativeSection] = []
  /// For each section, where its title stands; no place for text before the first.
  var sectionPlaces: [Place] = []
  /// Rows that follow each other and belong to one table of the form.
  struct Region {
    var rows: [SourceRow] = []
    /// Whether they stand in the section that the form puts the table into.
    let isInSection: Bool
  }

  /// For each table of the form, its regions.
  var regions: [[Region]]
  /// The parts of the document that are text.
  var narrativeParts: Set<Int> = []
  /// The parts that only say that a table follows.
  var tableParts: Set<Int> = []
  /// The titles of sections that are misprinted.
  var misprints: [(row: SourceRow, title: String)] = []
  /// Whether a section of the form or a label of a table was found.
  var hasEvidence = false
}

/// Sorts the rows of a source into an outline.
struct OutlineBuilder {
  let edition: ImportVocabulary.Edition
  let vocabulary: ImportVocabulary
  /// The rows that are used up already.
  let used: Set<Int>
  private let rows: [SourceRow]
  /// For each table of the source, the form's tables by how many of their labels it has.
  private let tableScores: [[Int]]
  private var outline: Outline
  private var section: NarrativeSection?
  private var sectionPlace = Place()
  /// The form's table that rows are being added to.
  private var openTable: Int?
  /// The source's table whose rows are being collected as narrative.
  private var narrativeTable: Int?

  init(
    _ rows: [SourceRow], used: Set<Int>, _ edition: ImportVocabulary.Edition,
    _ vocabulary: ImportVocabulary
  ) {
    self.rows = rows
    self.used = used
    self.edition = edition
    self.vocabulary = vocabulary
    outline = Outline(regions: edition.form.tables.map { _ in [] })
    tableScores = Self.scores(rows, edition)
  }

  /// The outline.
  mutating func build() -> Outline {
    for index in rows.indices where !used.contains(index) {
      if rows[index].isLine { addLine(index) } else { addRow(index) }
    }
    endSection()
    return outline
  }

  /// For each table of the source, how many different labels of each of the form's tables it has.
  private static func scores(
    _ rows: [SourceRow], _ edition: ImportVocabulary.Edition
  ) -> [[Int]] {
    var found: [[Set<LabelText.Key>]] = []
    for row in rows {
      guard let table = row.table else { continue }
      while found.count <= table { found.append(edition.books.map { _ in [] }) }
      for piece in row.pieces where !piece.isValue && piece.tables != 0 {
        for (index, book) in edition.books.enumerated() where piece.isLabel(of: book) {
          found[table][index].insert(piece.label.key)
        }
      }
    }
    return found.map { $0.map(\.count) }
  }

  // MARK: lines

  private mutating func addLine(_ index: Int) {
    let row = rows[index]
    let label = row.pieces[0].label
    if !isRowOfOpenTable(row.pieces[0]), let title = exactSection(label) {
      return beginSection(row, section: title)
    }
    if let (table, cells) = splitRow(row) { return add(cells, to: table) }
    if let table = table(ofLine: index) { return add(row, to: table) }
    if label.key == edition.title, !label.isEmpty,
      !edition.form.tables.isEmpty
    {
      outline.tableParts.formUnion(row.parts)
      return
    }
    if case .line(let level?) = row.standing, level <= 2, HeadingText.isHeadingLike(row.text) {
      return beginSection(row, section: nil)
    }
    if label.number?.style == .plain, HeadingText.isHeadingLike(row.text) {
      return beginSection(row, section: misprintedSection(row, label))
    }
    openTable = nil
    narrativeTable = nil
    outline.narrativeParts.formUnion(row.parts)
    if let level = HeadingText.level(row.text, number: label.number) {
      append(.heading(row.text, level: level - 1))
    } else {
      append(.paragraph(row.text))
    }
  }

  /// Whether a label that could be a section's title is one of the table being read.
  private func isRowOfOpenTable(_ piece: SourceRow.Piece) -> Bool {
    guard let openTable, piece.isLabel(of: edition.books[openTable]) else { return false }
    let label = piece.label
    return edition.books[openTable].exact(label).contains { entry in
      !entry.target.isOfHeader && entry.number != nil && entry.number == label.number
    }
  }

  private func exactSection(_ label: LabelText) -> Int? {
    guard !label.isEmpty, label.number == nil || label.number?.style == .plain else { return nil }
    return edition.sections.first { $0.title.key == label.key }?.section
  }

  private mutating func misprintedSection(_ row: SourceRow, _ label: LabelText) -> Int? {
    let limit = LabelBook.allowedDistance(label.key.count)
    var best: (distance: Int, section: Int)?
    var second = Int.max
    for (title, section) in edition.sections {
      let distance = EditDistance.between(title.key, label.key, limit: limit + 2)
      guard distance <= limit + 2 else { continue }
      if distance < best?.distance ?? Int.max {
        if let best, best.section != section { second = best.distance }
        best = (distance, section)
      } else if section != best?.section {
        second = min(second, distance)
      }
    }
    guard let best, best.distance <= limit, second >= best.distance + 2 else { return nil }
    outline.misprints.append((row, edition.form.sections[best.section].title))
    return best.section
  }

  // MARK: tables

  /// A line that holds a row of a table, with its cells.
  private func splitRow(_ row: SourceRow) -> (table: Int, row: SourceRow)? {
    let splitter = LineSplitter(vocabulary)
    let tables = [openTable, sectionTable].compactMap { $0 } + Array(edition.books.indices)
    for table in tables {
      guard
        let cells = splitter.cells(
          of: row.pieces[0], edition.books[table],
          isOpen: table == openTable || table == sectionTable)
      else { continue }
      let pieces = cells.map { SourceRow.Piece($0, vocabulary) }
      return (table, SourceRow(pieces: pieces, standing: .splitLine, parts: row.parts))
    }
    return nil
  }

  /// The form's table that a line belongs to; nil for text.
  private func table(ofLine index: Int) -> Int? {
    let piece = rows[index].pieces[0]
    if let openTable {
      if piece.isValue || isLabel(piece, openTable) { return openTable }
      if let other = tableBegun(by: index) { return other }
      if edition.books[openTable].misprint(piece.label) != nil { return openTable }
      if Self.canBeCell(piece.text), isResumed(after: index, openTable) { return openTable }
      return nil
    }
    return tableBegun(by: index)
  }

  /// Whether `label` is one of a table, or of a column that other editions have there.
  private func isLabel(_ piece: SourceRow.Piece, _ table: Int) -> Bool {
    piece.isLabel(of: edition.books[table])
      || (piece.tables != 0 && edition.books[table].isForeign(piece.label))
  }

  /// A longer line is no cell of a table.
  private static let longestCell = 16
  /// How many lines a label is broken over at most, words of cells among them.
  private static let longestGap = 12

  private static func canBeCell(_ text: String) -> Bool {
    text.unicodeScalars.count <= longestCell && !HeadingText.isSentence(text)
  }

  /// Whether a table goes on soon after a line that is none of its labels.
  private func isResumed(after index: Int, _ table: Int) -> Bool {
    for next in rows[(index + 1)...].prefix(Self.longestGap) {
      guard let piece = next.pieces.first, next.isLine else { return false }
      if exactSection(piece.label) != nil { return false }
      if piece.isValue || isLabel(piece, table) { return true }
      guard Self.canBeCell(piece.text) else { return false }
    }
    return false
  }

  /// The table that a line begins: it has a label of it, and what follows does, too.
  private func tableBegun(by index: Int) -> Int? {
    let piece = rows[index].pieces[0]
    let candidates = edition.books.indices.filter { piece.isLabel(of: edition.books[$0]) }
    return candidates.first { table in
      isFollowed(index, by: table)
        || (table == sectionTable
          && edition.books[table].exact(piece.label).contains { $0.target.isOfHeader })
    }
  }

  /// Whether the next row is a value or holds a label of `table`.
  private func isFollowed(_ index: Int, by table: Int) -> Bool {
    guard index + 1 < rows.count, !used.contains(index + 1) else { return false }
    return rows[index + 1].pieces.contains { piece in
      !piece.isBlank && (piece.isValue || isLabel(piece, table))
    }
  }

  private mutating func addRow(_ index: Int) {
    let row = rows[index]
    guard let source = row.table else { return }
    let scores = tableScores[source]
    let best = scores.max() ?? 0
    if best == 0 {
      if let openTable, row.pieces.allSatisfy(\.isValue) { return add(row, to: openTable) }
      return addNarrativeRow(row, source)
    }
    // One label alone could be there by accident.
    let own = sectionTable
    guard best >= 2 || own.map({ scores[$0] == best }) ?? false || openTable != nil else {
      return addNarrativeRow(row, source)
    }
    let hits = edition.books.indices.filter { table in
      row.pieces.contains { !$0.isValue && $0.isLabel(of: edition.books[table]) }
    }
    let current = openTable.flatMap { scores[$0] > 0 || hits.isEmpty ? $0 : nil }
    if let current, hits.isEmpty || hits.contains(current) { return add(row, to: current) }
    let preferred = (hits.isEmpty ? Array(edition.books.indices) : hits)
      .max { (scores[$0], $1) < (scores[$1], $0) }
    if let preferred { add(row, to: preferred) }
  }

  /// The table that the form puts into the current section.
  private var sectionTable: Int? {
    guard let code = section?.code, !code.isEmpty else { return nil }
    return edition.form.tables.firstIndex { $0.section == code }
  }

  private mutating func add(_ row: SourceRow, to table: Int) {
    outline.hasEvidence = true
    narrativeTable = nil
    if openTable != table {
      outline.regions[table].append(Outline.Region(isInSection: sectionTable == table))
    }
    openTable = table
    outline.regions[table][outline.regions[table].count - 1].rows.append(row)
  }

  private mutating func addNarrativeRow(_ row: SourceRow, _ source: Int) {
    openTable = nil
    outline.narrativeParts.formUnion(row.parts)
    let texts = row.texts.isEmpty ? [""] : row.texts
    if narrativeTable == source, case .table(let known)? = section?.blocks.last {
      section?.blocks.removeLast()
      section?.blocks.append(.table(known + [texts]))
    } else {
      append(.table([texts]))
    }
    narrativeTable = source
  }

  // MARK: sections

  private mutating func beginSection(_ row: SourceRow, section index: Int?) {
    endSection()
    openTable = nil
    narrativeTable = nil
    outline.narrativeParts.formUnion(row.parts)
    if index != nil { outline.hasEvidence = true }
    sectionPlace = row.place
    section = NarrativeSection(
      code: index.map { edition.form.sections[$0].code } ?? "", title: row.text)
  }

  private mutating func append(_ block: NarrativeBlock) {
    if section == nil { section = NarrativeSection() }
    section?.blocks.append(block)
  }

  private mutating func endSection() {
    if let section {
      outline.sections.append(section)
      outline.sectionPlaces.append(sectionPlace)
    }
    section = nil
    sectionPlace = Place()
  }
}

extension HeadingText {
  /// Whether `text` has the marks of a sentence.
  static func isSentence(_ text: String) -> Bool {
    text.unicodeScalars.contains { isSentenceEnd($0) || $0 == "\u{FF0C}" }
  }
}
