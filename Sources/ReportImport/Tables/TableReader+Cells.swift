internal import ReportDiagnostics
internal import ReportFormats
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
    if let periods = row.columns.periods { return ownValue(of: row, periods) }
    let count = columnCount(row)
    guard row.printed.extent == .grid, row.columns.spans.count == count else {
      return row.columns.isReordered ? nil : layout.values(row.printed, count: count)
    }
    return PrintedLayout.values(row.printed, under: row.columns.spans, count: count)
  }

  /// Whether the values are that row's: words among numbers in a stream of cells may be the label of
  /// another row, or dirt beside a blank.
  private func isSure(_ row: DataRow, _ values: [SourceRow.Piece]) -> Bool {
    let isWord = values.map { !$0.isValue }
    guard isWord.contains(true), isWord.contains(false) else { return true }
    switch row.printed.extent {
    case .grid, .row: return true
    case .lines: return false
    case .cells:
      let texts = row.printed.values.reversed().drop(while: \.isBlank)
      return !texts.contains(where: \.isBlank)
        && isWord.lastIndex(of: false) ?? 0 < isWord.firstIndex(of: true) ?? 0
    }
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
      case .value(let value, let conversions):
        // Characters of another width say the same.
        if conversions.contains(where: { $0 != .fullWidth }) {
          result.findings.append(
            Diagnostic(
              .importCellConverted, at: cell.piece.place, cell: form.path(at: cell.ordinal),
              ["printed": cell.piece.text, "value": value.lexicalForm]))
        }
        store(value, cell.ordinal, cell.piece, row, conversions)
      case .open:
        keepCell(cell.piece, cell.ordinal, label: label)
      }
    }
  }

  private mutating func store(
    _ value: CellValue, _ ordinal: Int, _ piece: SourceRow.Piece, _ row: DataRow,
    _ conversions: [CellEvidence.Conversion]
  ) {
    let label = row.printed.labels.last
    result.values.append(
      (
        value,
        CellEvidence(
          ordinal: ordinal, place: piece.place, text: piece.text, label: label?.piece.text ?? "",
          recognised: manner(label), conversions: conversions)
      ))
    if case .amountOfUnknownUnit = value {
      result.findings.append(
        Diagnostic(
          .importUnitUnknown, at: piece.place, cell: form.path(at: ordinal),
          ["value": value.lexicalForm]))
    }
  }

  private func manner(_ label: PrintedRow.Label?) -> CellEvidence.Manner {
    guard let label, let match = label.match, match.target.isRow else { return .position }
    if match.isMisprint { return .misprint }
    let text = label.piece.label
    return text.key == match.key || text.core == match.key ? .exact : .variant
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
        place: piece.place.withinSource, reason: OpenReason.cellUnreadable.rawValue,
        texts: [piece.text]))
    result.keptParts.insert(piece.cell.part)
  }

  /// A row that was there before: the same values say nothing new, others leave both open.
  private mutating func fillAgain(
    _ readings: [(ordinal: Int, reading: CellText.Reading)], _ row: DataRow, _ earlier: DataRow,
    _ rowCode: String, _ label: String
  ) {
    let same = readings.allSatisfy { ordinal, reading in
      let known = result.values.last { $0.evidence.ordinal == ordinal }?.value
      return switch reading {
      case .value(let value, _): known == value
      case .open: false
      }
    }
    guard !same else { return }
    let ordinals = Set(readings.map(\.ordinal))
    let isFirstConflict = result.values.contains { ordinals.contains($0.evidence.ordinal) }
    result.values.removeAll { ordinals.contains($0.evidence.ordinal) }
    if isFirstConflict {
      let earlierLabel = earlier.printed.labels.last?.piece.text ?? ""
      keep(earlier.printed, .rowDoubled, rowCode: rowCode, label: earlierLabel)
    }
    keep(row.printed, .rowDoubled, rowCode: rowCode, label: label)
  }
}
