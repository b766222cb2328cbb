internal import ReportDiagnostics

/// A row of a table of the form as far as labels tell: labels, then what stands beside them.
struct PrintedRow {
  /// A label of it.
  struct Label {
    let piece: SourceRow.Piece
    /// What it stands for; nil if that is not known.
    let match: LabelBook.Match?
  }

  /// How sure the row's extent is.
  enum Extent {
    /// It is a row of the source in which every cell has its column.
    case grid
    /// It is a row of the source.
    case row
    /// It is what stands between two labels; blank cells are there.
    case cells
    /// It is what stands between two labels; blank cells are not printed.
    case lines
  }

  var labels: [Label] = []
  var values: [SourceRow.Piece] = []
  var extent: Extent
  /// How many cells stand before the first value.
  var labelWidth = 0
  /// How many cells the row has.
  var width: Int { labelWidth + values.count }
  /// The parts of the document that it stands in.
  var parts: [Int] = []
  /// Whether it stands in the section that the form puts the table into.
  var isInSection = false
  /// Where the rows' numbers stand, if there is a column for them.
  var codes: CodeColumn?
  /// The number of the source's table that it is a row of; nil where it is none.
  var table: Int?

  /// Where it begins.
  var place: Place { (labels.first?.piece ?? values.first)?.place ?? Place() }

  /// Whether one cell spans all of it.
  var isOneText: Bool {
    guard extent == .grid, labels.count == 1, let cell = labels.first?.piece.cell else {
      return false
    }
    return cell.column == 0 && cell.columnSpan > 1 && values.allSatisfy(\.cell.isCovered)
  }

  /// Whether its first cell alone has a text.
  var isOneTextBesideBlanks: Bool {
    extent == .grid && labels.count == 1 && labels.first?.piece.cell.column == 0 && hasNoTexts
      && values.contains { !$0.cell.isCovered }
  }

  /// Whether nothing stands beside the labels.
  var hasNoTexts: Bool { values.allSatisfy(\.isBlank) }
}

/// Splits the rows of a region of the source into labels and values.
struct PrintedRows {
  private(set) var rows: [PrintedRow] = []
  private(set) var finder: LabelFinder
  private let isSideBySide: Bool
  private let columnCounts: [Int]
  /// The row that collects the cells of a stream.
  private var open: PrintedRow?
  /// Whether labels of columns are expected.
  private var isInHeader = true
  /// Where the rows' numbers stand, as far as the header says.
  private var codes = CodeColumn.Finder()

  /// - Parameters:
  ///   - isSideBySide: whether the form prints its rows beside each other.
  ///   - columnCounts: how many columns each block has.
  init(_ book: LabelBook, isSideBySide: Bool, columnCounts: [Int]) {
    finder = LabelFinder(book)
    self.isSideBySide = isSideBySide
    self.columnCounts = columnCounts
  }

  /// Records the labels of a region before any is read.
  mutating func expect(_ region: Outline.Region) {
    for row in region.rows {
      for piece in row.pieces where !piece.isValue { finder.expect(piece.label) }
    }
  }

  /// Adds a region.
  mutating func add(_ region: Outline.Region) {
    isInHeader = true
    let first = rows.count
    for row in region.rows {
      switch row.standing {
      case .grid:
        closeStream()
        addRow(row, extent: .grid)
      case .row:
        closeStream()
        addRow(row, extent: .row)
      case .splitLine:
        closeStream()
        addRow(row, extent: .lines)
      case .cell: addCells(row, extent: .cells)
      case .line: addCells(row, extent: .lines)
      }
    }
    closeStream()
    for index in first..<rows.count {
      rows[index].isInSection = region.isInSection
      rows[index].codes = codes.column
    }
  }

  // MARK: rows

  private mutating func addRow(_ row: SourceRow, extent: PrintedRow.Extent) {
    guard row.pieces.contains(where: { !$0.isBlank }) else { return }
    if isHeader(row) { return addHeader(row, extent: extent) }
    var printed = PrintedRow(extent: extent, parts: row.parts, table: row.table)
    var index = firstLabel(row)
    while let next = row.pieces[index...].firstIndex(where: { !$0.isBlank }) {
      let piece = row.pieces[next]
      let follows = printed.labels.last?.match?.target.isRow ?? false
      guard !piece.isValue,
        let match = finder.find(piece.label, .data, admittingMisprints: !follows),
        !follows || !match.target.isOfHeader
      else { break }
      finder.saw(match, piece.label)
      printed.labels.append(PrintedRow.Label(piece: piece, match: match))
      index = next + 1
    }
    // A label that is not known, at the start or under known ones.
    if !(printed.labels.last?.match?.target.isRow ?? false),
      let next = row.pieces[index...].firstIndex(where: { !$0.isBlank }), !row.pieces[next].isValue
    {
      printed.labels.append(PrintedRow.Label(piece: row.pieces[next], match: nil))
      index = next + 1
    }
    printed.labelWidth = index
    printed.values = Array(row.pieces[index...])
    rows.append(printed)
  }

  /// Where the labels of a row begin: behind its number, if it has one in front.
  private func firstLabel(_ row: SourceRow) -> Int {
    guard codes.column == .beforeLabels,
      let first = row.pieces.firstIndex(where: { !$0.isBlank }), row.pieces[first].isValue
    else { return 0 }
    return first + 1
  }

  /// Whether a row holds labels of columns, captions and corners and no value.
  private func isHeader(_ row: SourceRow) -> Bool {
    let texts = row.pieces.filter { !$0.isBlank }
    guard !texts.contains(where: \.isValue) else { return false }
    if isSideBySide { return true }
    let matches = texts.map { finder.find($0.label, .header, admittingMisprints: false) }
    if matches.contains(where: { $0?.target.isOfHeader ?? false }) { return true }
    // A header with nothing but misprints: its first label is no row.
    guard let first = texts.first, texts.count > 1 else { return false }
    return finder.find(first.label, .data) == nil
      && texts.contains { finder.find($0.label, .header)?.target.isOfHeader ?? false }
  }

  private mutating func addHeader(_ row: SourceRow, extent: PrintedRow.Extent) {
    var printed = PrintedRow(extent: extent, labelWidth: row.pieces.count, parts: row.parts)
    for piece in row.pieces where !piece.isBlank {
      let match = finder.find(piece.label, .header)
      if let match {
        finder.saw(match, piece.label)
        codes.add(match.target)
      }
      printed.labels.append(PrintedRow.Label(piece: piece, match: match))
    }
    let trailing = row.pieces.reversed().prefix { $0.isBlank }
    printed.labelWidth -= trailing.count
    printed.values = Array(trailing)
    rows.append(printed)
  }

  // MARK: streams

  private mutating func addCells(_ row: SourceRow, extent: PrintedRow.Extent) {
    for piece in row.pieces {
      if piece.isBlank || piece.isValue {
        addValue(piece, row, extent)
        continue
      }
      let phase: LabelFinder.Phase = isInHeader || isSideBySide ? .header : .data
      if let match = finder.find(piece.label, phase) {
        finder.saw(match, piece.label)
        codes.add(match.target)
        addLabel(PrintedRow.Label(piece: piece, match: match), row, extent)
      } else if expectsValue {
        addValue(piece, row, extent)
      } else {
        addLabel(PrintedRow.Label(piece: piece, match: nil), row, extent)
      }
    }
  }

  /// Whether the open row has a known label and not all its values yet.
  private var expectsValue: Bool {
    guard let open, case .row(let block, _) = open.labels.last?.match?.target else { return false }
    // Behind the number of a row comes its unit.
    let expected = columnCounts[block] + (codes.column == .afterLabels ? 1 : 0)
    return open.values.count { !$0.isBlank } < expected && !isSideBySide
  }

  private mutating func addLabel(
    _ label: PrintedRow.Label, _ row: SourceRow, _ extent: PrintedRow.Extent
  ) {
    if let open, !open.values.isEmpty || open.labels.last?.match == nil { closeStream() }
    switch label.match?.target {
    case .row, .heading: isInHeader = isSideBySide
    case .caption, .column, .header, .side, .codes: isInHeader = true
    case nil: break
    }
    var current = open ?? PrintedRow(extent: extent)
    current.labels.append(label)
    current.labelWidth += 1
    current.parts += row.parts
    open = current
  }

  private mutating func addValue(
    _ piece: SourceRow.Piece, _ row: SourceRow, _ extent: PrintedRow.Extent
  ) {
    if open == nil, piece.isBlank { return }
    var current = open ?? PrintedRow(extent: extent)
    current.values.append(piece)
    current.parts += row.parts
    open = current
  }

  private mutating func closeStream() {
    if let open { rows.append(open) }
    open = nil
  }
}

extension LabelBook.Target {
  /// Whether it is a row with cells.
  var isRow: Bool { if case .row = self { true } else { false } }
}
