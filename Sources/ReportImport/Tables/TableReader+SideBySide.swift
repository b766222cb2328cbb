internal import ReportModel

extension TableReader {
  /// Reads a table whose rows the form prints beside each other: labels above, then one row of
  /// values; rows with a label of their own are read as such.
  mutating func readSideBySide(_ rows: [PrintedRow]) {
    let columnCount = definition.blocks[0].columns.count
    var header = SideBySideHeader(book, columnCount: columnCount)
    var labelsBefore = 0
    for row in rows where !keepNote(row) {
      for label in row.labels {
        header.add(label)
        if label.match?.target.isRow ?? false { labelsBefore += 1 }
      }
      guard !row.hasNoTexts else { continue }
      // Several labels of rows before the first value stand above them, not beside.
      let isBeside = labelsBefore == 1
      labelsBefore = 0
      if isBeside, case .row(_, let index) = row.labels.last?.match?.target {
        var columns = PrintedColumns.Reading()
        if !header.columnsAreInOrder { columns.contradiction = .columnsContradict }
        dataRows.append(DataRow(printed: row, block: 0, row: index, columns: columns))
      } else if let values = values(of: row, header) {
        fillSideBySide(values, row)
      } else {
        keep(
          row, header.isThere ? .columnUnknown : .rowUnknown,
          label: row.labels.last?.piece.text ?? "")
      }
    }
  }

  /// The values of all rows, one row after the other; nil where the source does not tell.
  private func values(of row: PrintedRow, _ header: SideBySideHeader) -> [SourceRow.Piece]? {
    let count = book.rowOrder.count * definition.blocks[0].columns.count
    if row.extent == .grid, let spans = header.spans {
      return PrintedLayout.values(row, under: spans, count: count)
    }
    guard header.isThere, header.columnsAreInOrder, header.rowsAreInOrder,
      let values = PrintedLayout([row], []).values(row, count: count), !values.isEmpty
    else { return nil }
    return values
  }

  private mutating func fillSideBySide(_ values: [SourceRow.Piece], _ row: PrintedRow) {
    let block = definition.blocks[0]
    let rows = block.rows.filter { !$0.isHeading }
    let cells = values.enumerated().map { index, piece in
      let (row, column) = index.quotientAndRemainder(dividingBy: block.columns.count)
      return (rows[row].firstCell + column, piece, "")
    }
    let source = DataRow(printed: row, block: 0, row: 0, columns: PrintedColumns.Reading())
    fill(cells, source, rowCode: "", label: "")
  }
}

/// The labels above a table whose rows stand beside each other.
private struct SideBySideHeader {
  private let book: LabelBook
  private let columnCount: Int
  private var columns: [(key: LabelText.Key, cell: LooseCell)] = []
  private var rows: [(target: LabelBook.Target, cell: LooseCell)] = []
  /// What of the labels is not known.
  private var unknown: [LabelText.Key] = []

  init(_ book: LabelBook, columnCount: Int) {
    self.book = book
    self.columnCount = columnCount
  }

  /// Whether any label of the table is there.
  var isThere: Bool { !columns.isEmpty || !rows.isEmpty }

  mutating func add(_ label: PrintedRow.Label) {
    switch label.match?.target {
    case .column: columns.append((label.match?.key ?? [], label.piece.cell))
    case .row: rows.append((label.match?.target ?? .header, label.piece.cell))
    case .heading, .caption, .header, .side, .codes: break
    case nil: unknown.append(label.piece.label.key)
    }
  }

  /// Whether the columns' labels, in the order in which they are printed, are the form's, row after
  /// row.
  var columnsAreInOrder: Bool {
    unknown.isEmpty ? areInOrder(columns.map(\.key)) : areScattered
  }

  private func areInOrder(_ keys: [LabelText.Key]) -> Bool {
    let indices = keys.map { key in book.columnKeys[0].firstIndex { $0.contains(key) } ?? -1 }
    return zip(indices, indices.dropFirst()).allSatisfy { ($0 + 1) % columnCount == $1 }
      && (indices.first ?? 0) == 0
  }

  /// Whether the labels came out character by character, as from columns printed downwards: then
  /// together they have the characters of all columns of all rows, and no other.
  private var areScattered: Bool {
    guard unknown.allSatisfy({ $0.count <= 2 }) else { return false }
    let expected = book.rowOrder.flatMap { _ in book.columnKeys[0].flatMap { $0.first ?? [] } }
    return (unknown + columns.map(\.key)).flatMap { $0 }.sorted() == expected.sorted()
  }

  /// Whether the labels of the rows follow each other as in the form.
  var rowsAreInOrder: Bool {
    let indices = rows.map { book.rowOrder.firstIndex(of: $0.target) ?? -1 }
    return zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// The columns of the source that each value stands in, row after row; nil unless every label of a
  /// column is there, in its order from left to right, each under the label of its row.
  var spans: [Int: Range<Int>]? {
    guard unknown.isEmpty, columns.count == columnCount * book.rowOrder.count else { return nil }
    let placed = columns.compactMap { column in
      column.cell.column.map { (key: column.key, span: $0..<$0 + column.cell.columnSpan) }
    }.sorted { $0.span.lowerBound < $1.span.lowerBound }
    guard placed.count == columns.count, areInOrder(placed.map(\.key)) else { return nil }
    for (index, target) in book.rowOrder.enumerated() {
      let own = placed[(index * columnCount)..<((index + 1) * columnCount)]
      guard let label = rows.first(where: { $0.target == target })?.cell,
        let first = label.column, let last = own.last,
        own.allSatisfy({ $0.span.lowerBound >= first }),
        last.span.upperBound <= first + label.columnSpan
      else { return nil }
    }
    return Dictionary(uniqueKeysWithValues: placed.map(\.span).enumerated().map { ($0, $1) })
  }
}
