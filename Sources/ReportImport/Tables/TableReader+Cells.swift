internal import ReportDiagnostics
internal import ReportModel

extension TableReader {
  /// Gives the values of a row their cells, or keeps the row.
  mutating func assign(_ row: DataRow, _ layout: PrintedLayout) {
    let definedRow = definition.blocks[row.block].rows[row.row]
    let label = row.printed.labels.last?.piece.text ?? ""
    let hasTexts = !row.printed.hasNoTexts
    if hasTexts, let reason = row.columns.contradiction {
      return keep(row.printed, reason, rowCode: definedRow.code, label: label)
    }
    guard let values = values(of: row, layout),
      !row.isDetached || !hasTexts, isSure(row, values)
    else { return keep(row.printed, .columnUnknown, rowCode: definedRow.code, label: label) }
    guard hasTexts || row.columns.contradiction == nil else { return }
    let readings = values.enumerated().map { column, piece in
      (definedRow.firstCell + column, piece, row.columns.units[column] ?? row.unit)
    }
    fill(readings, row, rowCode: definedRow.code, label: label)
  }

  /// The values of a row, one for each column; nil where the source does not tell.
  private func values(of row: DataRow, _ layout: PrintedLayout) -> [SourceRow.Piece]? {
    let count = columnCount(row)
    guard row.printed.extent == .grid, row.columns.spans.count == count else {
      return layout.values(row.printed, count: count)
    }
    return PrintedLayout.values(row.printed, under: row.columns.spans, count: count)
  }

  /// Whether the values are that row's: words among numbers in a stream of cells may be the label of
  /// another row.
  private func isSure(_ row: DataRow, _ values: [SourceRow.Piece]) -> Bool {
    guard row.printed.extent == .cells || row.printed.extent == .lines else { return true }
    let isWord = values.map { !$0.isValue }
    return !isWord.contains(true) || !isWord.contains(false)
      || isWord.lastIndex(of: false) ?? 0 < isWord.firstIndex(of: true) ?? 0
  }

  /// Reads the texts of cells and stores them.
  mutating func fill(
    _ cells: [(ordinal: Int, piece: SourceRow.Piece, unit: String)], _ row: DataRow,
    rowCode: String, label: String
  ) {
    let readings = cells.map { cell in
      (cell, cellText.read(cell.piece.text, in: form.cells[cell.ordinal], headerUnit: cell.unit))
    }
    if let earlier = cells.compactMap({ sources[$0.ordinal] }).first {
      return fillAgain(readings.map { ($0.0.ordinal, $0.1) }, row, earlier, rowCode, label)
    }
    for (cell, reading) in readings {
      sources[cell.ordinal] = row
      result.places.append((cell.ordinal, cell.piece.place))
      switch reading {
      case .plain(let value):
        store(value, cell.ordinal, cell.piece)
      case .converted(let value):
        result.findings.append(
          Diagnostic(
            .importCellConverted, at: cell.piece.place, cell: form.path(at: cell.ordinal),
            ["printed": cell.piece.text, "value": value.lexicalForm]))
        store(value, cell.ordinal, cell.piece)
      case .open:
        keepCell(cell.piece, cell.ordinal, label: label)
      }
    }
  }

  private mutating func store(_ value: CellValue, _ ordinal: Int, _ piece: SourceRow.Piece) {
    result.values.append((ordinal, value))
    if case .amountOfUnknownUnit = value {
      result.findings.append(
        Diagnostic(
          .importUnitUnknown, at: piece.place, cell: form.path(at: ordinal),
          ["value": value.lexicalForm]))
    }
  }

  private mutating func keepCell(_ piece: SourceRow.Piece, _ ordinal: Int, label: String) {
    let codes = form.codes(at: ordinal)
    result.findings.append(
      Diagnostic(
        .importCellUnreadable, at: piece.place, cell: form.path(at: ordinal),
        ["printed": piece.text]))
    result.extras.append(
      Extra(
        kind: .cell, table: codes.table, row: codes.row, column: codes.column, label: label,
        place: PlaceText.text(piece.place), reason: OpenReason.cellUnreadable.rawValue,
        texts: [piece.text]))
    result.keptParts.insert(piece.cell.part)
  }

  /// A row that was there before: the same values say nothing new, others leave both open.
  private mutating func fillAgain(
    _ readings: [(ordinal: Int, reading: CellText.Reading)], _ row: DataRow, _ earlier: DataRow,
    _ rowCode: String, _ label: String
  ) {
    let same = readings.allSatisfy { ordinal, reading in
      let known = result.values.last { $0.ordinal == ordinal }?.value
      return switch reading {
      case .plain(let value), .converted(let value): known == value
      case .open: false
      }
    }
    guard !same else { return }
    let ordinals = Set(readings.map(\.ordinal))
    let isFirstConflict = result.values.contains { ordinals.contains($0.ordinal) }
    result.values.removeAll { ordinals.contains($0.ordinal) }
    if isFirstConflict {
      let earlierLabel = earlier.printed.labels.last?.piece.text ?? ""
      keep(earlier.printed, .rowDoubled, rowCode: rowCode, label: earlierLabel)
    }
    keep(row.printed, .rowDoubled, rowCode: rowCode, label: label)
  }

  // MARK: rows side by side

  /// Reads a table whose rows the form prints beside each other: labels above, then one row of
  /// values; rows with a label of their own are read as such.
  mutating func readSideBySide(_ rows: [PrintedRow]) {
    let block = definition.blocks[0]
    let dataRows = block.rows.filter { !$0.isHeading }
    let count = dataRows.count * block.columns.count
    var header = SideBySideHeader()
    for row in rows {
      for label in row.labels { header.add(label) }
      guard !row.hasNoTexts else { continue }
      if case .row(_, let index) = row.labels.last?.match?.target {
        var columns = PrintedColumns.Reading()
        if !header.columnsAreInOrder(book, columns: block.columns.count) {
          columns.contradiction = .columnsContradict
        }
        self.dataRows.append(DataRow(printed: row, block: 0, row: index, columns: columns))
        continue
      }
      guard header.isThere, header.columnsAreInOrder(book, columns: block.columns.count),
        header.rowsAreInOrder(book),
        let values = PrintedLayout([row], []).values(row, count: count), !values.isEmpty
      else {
        keep(
          row, header.isThere ? .columnUnknown : .rowUnknown,
          label: row.labels.last?.piece.text ?? "")
        continue
      }
      let source = DataRow(printed: row, block: 0, row: 0, columns: PrintedColumns.Reading())
      let cells = values.enumerated().map { index, piece in
        let (row, column) = index.quotientAndRemainder(dividingBy: block.columns.count)
        return (dataRows[row].firstCell + column, piece, "")
      }
      fill(cells, source, rowCode: "", label: "")
    }
  }
}

/// The labels above a table whose rows stand beside each other.
struct SideBySideHeader {
  private var columns: [LabelText.Key] = []
  private var rows: [LabelBook.Target] = []
  /// What of the labels is not known.
  private var unknown: [LabelText.Key] = []

  /// Whether any label of the table is there.
  var isThere: Bool { !columns.isEmpty || !rows.isEmpty }

  mutating func add(_ label: PrintedRow.Label) {
    switch label.match?.target {
    case .column: columns.append(label.match?.key ?? [])
    case .row: rows.append(label.match?.target ?? .header)
    case .heading, .caption, .header, .side: break
    case nil: unknown.append(label.piece.label.key)
    }
  }

  /// Whether the columns' labels are the form's, row after row.
  func columnsAreInOrder(_ book: LabelBook, columns count: Int) -> Bool {
    guard unknown.isEmpty else { return areScattered(book) }
    let indices = columns.map { key in book.columnKeys[0].firstIndex { $0.contains(key) } ?? -1 }
    return zip(indices, indices.dropFirst()).allSatisfy { ($0 + 1) % count == $1 }
      && (indices.first ?? 0) == 0
  }

  /// Whether the labels came out character by character, as from columns printed downwards: then
  /// together they have the characters of all columns of all rows, and no other.
  private func areScattered(_ book: LabelBook) -> Bool {
    guard unknown.allSatisfy({ $0.count <= 2 }) else { return false }
    let expected = book.rowOrder.flatMap { _ in book.columnKeys[0].flatMap { $0.first ?? [] } }
    return (unknown + columns).flatMap { $0 }.sorted() == expected.sorted()
  }

  /// Whether the labels of the rows follow each other as in the form.
  func rowsAreInOrder(_ book: LabelBook) -> Bool {
    let indices = rows.map { book.rowOrder.firstIndex(of: $0) ?? -1 }
    return zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 }
  }
}
