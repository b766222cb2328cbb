internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel

/// Reads one table of the form out of the rows of the source that belong to it.
///
/// A row's values get their columns only when two readings agree: the labels (the row's own, and
/// those above the columns) and the geometry (as many values as columns, or blanks whose place is
/// certain). Else the cells stay open, and the row is kept among the extras.
struct TableReader {
  /// What the rows came to.
  struct Result {
    var values: [(value: CellValue, evidence: CellEvidence)] = []
    /// Where cells stand, those that could not be read among them.
    var places: [(ordinal: Int, place: Place)] = []
    var extras: [Extra] = []
    var findings: [Diagnostic] = []
    /// The parts of the document that are read, and those whose texts are kept as extras.
    var readParts: Set<Int> = []
    var keptParts: Set<Int> = []
  }

  /// A row with a label and values, before its columns are told.
  final class DataRow {
    var printed: PrintedRow
    let block: Int
    let row: Int
    let columns: PrintedColumns.Reading
    /// The unit printed between the label and the values, in half-width form; empty for none.
    var unit = ""
    /// Whether the row before it had no values though they are printed line by line.
    var isDetached = false

    init(printed: PrintedRow, block: Int, row: Int, columns: PrintedColumns.Reading) {
      self.printed = printed
      self.block = block
      self.row = row
      self.columns = columns
    }
  }

  /// No other table has a row of the same label and that many values.
  private static let tellingColumnCount = 5

  let form: Form
  let definition: FormTable
  let book: LabelBook
  let words: TableWords
  let cellText: CellText
  var result = Result()
  var dataRows: [DataRow] = []
  /// Where each cell that has a value got it from.
  var sources: [Int: DataRow] = [:]
  /// The rows left open, by reason.
  var openRows: [OpenReason: [(place: Place, label: String)]] = [:]

  init(_ form: Form, table: Int, book: LabelBook, words: TableWords) {
    self.form = form
    definition = form.tables[table]
    self.book = book
    self.words = words
    cellText = CellText(folding: words.folding, words: words.words)
  }

  /// Reads `regions`, in order.
  mutating func read(_ regions: [Outline.Region]) -> Result {
    let isSideBySide = definition.layout == .sideBySide
    var split = PrintedRows(
      book, isSideBySide: isSideBySide, columnCounts: definition.blocks.map(\.columns.count))
    for region in regions { split.expect(region) }
    for region in regions {
      split.add(region)
      for row in region.rows { result.readParts.formUnion(row.parts) }
    }
    reportMisprints(split.rows)
    if isSideBySide { readSideBySide(split.rows) } else { collect(split.rows) }
    let layout = PrintedLayout(split.rows, dataRows.map { ($0.printed, columnCount($0)) })
    for row in dataRows { assign(row, layout) }
    reportOpenRows()
    return result
  }

  func columnCount(_ row: DataRow) -> Int { definition.blocks[row.block].columns.count }

  // MARK: labels

  private mutating func reportMisprints(_ rows: [PrintedRow]) {
    for row in rows {
      for label in row.labels {
        guard let match = label.match, match.isMisprint else { continue }
        result.findings.append(
          Diagnostic(
            .importLabelMisprinted, at: label.piece.place,
            ["printed": label.piece.text, "label": match.label]))
      }
    }
  }

  /// What the labels down to a row say of it.
  private struct LabelsAbove {
    /// The labels of columns that stand above it.
    var columns = PrintedColumns()
    /// The block that the latest caption names.
    var captioned: Int?
    /// Whether there was a label above labels of columns, a corner or a note.
    var hasCorner = false
    /// The row of the form before it; nil if something else stands between them.
    var previousRow: (target: LabelBook.Target, hadValues: Bool)?

    /// Takes the labels of `row`.
    ///
    /// - Returns: the row of the form that the last of them names, and the last that is not known.
    mutating func take(
      _ row: PrintedRow
    ) -> (target: (block: Int, row: Int)?, unknown: PrintedRow.Label?) {
      var target: (block: Int, row: Int)?
      var unknown: PrintedRow.Label?
      for label in row.labels {
        switch label.match?.target {
        case .caption(let block):
          columns.begin()
          captioned = block
          (target, previousRow) = (nil, nil)
        case .column:
          columns.add(label)
          (target, previousRow) = (nil, nil)
        case .header, .side, .codes:
          columns.addHeader(label)
          target = nil
          hasCorner = true
        case .heading: target = nil
        case .row(let block, let row):
          if let passed = target {
            previousRow = (.row(block: passed.block, row: passed.row), false)
          }
          target = (block, row)
        case nil:
          unknown = label
          if row.hasNoTexts || label.piece.label != row.labels.last?.piece.label {
            columns.add(label)
          }
        }
      }
      return (target, unknown)
    }
  }

  /// Sets header labels and rows apart.
  private mutating func collect(_ rows: [PrintedRow]) {
    var above = LabelsAbove()
    for row in rows {
      if keepNote(row, isBelowHeader: above.columns.isComplete) {
        above.previousRow = nil
        continue
      }
      let (target, unknown) = above.take(row)
      if let target {
        addDataRow(row, block: target.block, row: target.row, &above)
        continue
      }
      if isOrphaned(row), let last = dataRows.indices.last, above.previousRow != nil {
        dataRows[last].isDetached = true
      }
      if !row.labels.isEmpty { above.previousRow = nil }
      if !row.hasNoTexts { keepUnknown(row, unknown, &above.columns) }
    }
  }

  /// Adds `printed`, which has the label of a row of the form.
  private mutating func addDataRow(
    _ printed: PrintedRow, block: Int, row: Int, _ above: inout LabelsAbove
  ) {
    let hasEvidence =
      printed.isInSection || above.captioned == block
      || definition.blocks[block].columns.count >= Self.tellingColumnCount
      || (above.hasCorner && definition.blocks.count == 1)
    above.columns.complete()
    let columns = above.columns.reading(block, book, words, hasEvidence: hasEvidence)
    let data = DataRow(printed: printed, block: block, row: row, columns: columns)
    takeSides(data)
    let target = LabelBook.Target.row(block: block, row: row)
    if printed.extent == .cells || printed.extent == .lines, let previous = above.previousRow,
      !previous.hadValues, !isParent(previous.target, of: target)
    {
      data.isDetached = true
    }
    above.previousRow = (target, !printed.values.isEmpty)
    dataRows.append(data)
  }

  /// Whether a row of a stream has values that no label claims, so that those before it may belong
  /// elsewhere, too.
  private func isOrphaned(_ row: PrintedRow) -> Bool {
    guard row.extent == .cells || row.extent == .lines, !row.hasNoTexts else { return false }
    return row.labels.allSatisfy { label in
      label.match == nil && book.hasSideColumn
        && words.words.isUnit(words.folding.folded(label.piece.text).filter { $0 != 0x20 }[...])
    }
  }

  private func isParent(_ upper: LabelBook.Target, of lower: LabelBook.Target) -> Bool {
    guard case .row(let block, let row) = upper else { return false }
    return book.parent(of: lower) == book.key(block: block, row: row)
  }

  /// Keeps a row that is one text over the whole width and no label of the form: a caption or a note,
  /// which says nothing of columns. Below a header, so does one text beside blank cells.
  ///
  /// - Returns: whether it is one.
  mutating func keepNote(_ row: PrintedRow, isBelowHeader: Bool = false) -> Bool {
    guard row.isOneText || (isBelowHeader && row.isOneTextBesideBlanks),
      let label = row.labels.first, label.match == nil
    else { return false }
    keep(row, .rowUnknown, label: label.piece.text)
    return true
  }

  /// A row without a label that the form knows, but with texts.
  private mutating func keepUnknown(
    _ row: PrintedRow, _ unknown: PrintedRow.Label?, _ columns: inout PrintedColumns
  ) {
    if unknown == nil, row.labels.last?.match?.target.isOfHeader ?? false {
      // Texts beside labels of columns belong to the header: years, units.
      for value in row.values where !value.isBlank {
        columns.add(PrintedRow.Label(piece: value, match: nil))
      }
      return
    }
    columns.complete()
    keep(row, .rowUnknown, label: row.labels.last?.piece.text ?? "")
  }

  // MARK: what is kept

  /// Keeps a row that cannot be read.
  mutating func keep(
    _ row: PrintedRow, _ reason: OpenReason, rowCode: String = "", label: String
  ) {
    var texts = row.values.map(\.text)
    while texts.last?.isEmpty ?? false { texts.removeLast() }
    result.extras.append(
      Extra(
        kind: .row, table: definition.code, row: rowCode, label: label,
        place: row.place.withinSource, reason: reason.rawValue, texts: texts))
    result.keptParts.formUnion(row.parts)
    for block in definition.blocks {
      guard let open = block.rows.first(where: { $0.code == rowCode && !$0.isHeading }) else {
        continue
      }
      for column in block.columns.indices {
        result.places.append((open.firstCell + column, row.place))
      }
    }
    openRows[reason, default: []].append((row.place, label))
  }

  private mutating func reportOpenRows() {
    for (reason, rows) in openRows.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let first = rows.first else { continue }
      result.findings.append(
        Diagnostic(
          reason.rowFinding, at: first.place, cell: definition.code,
          [
            "count": "\(rows.count)", "label": first.label,
            "lines": rows.map(\.place).lines,
          ]))
    }
  }
}

extension [Place] {
  /// Their lines, neighbours joined: `34–36, 40`.
  fileprivate var lines: String {
    var runs: [ClosedRange<Int>] = []
    for line in map(\.line).sorted() where line > 0 {
      if let last = runs.last, line <= last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...line
      } else {
        runs.append(line...line)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      .joined(separator: ", ")
  }
}
