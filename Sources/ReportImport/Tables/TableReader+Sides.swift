internal import ReportModel

// What stands between the label of a row and its values, or among them: units, numbers of rows,
// values of other years.
extension TableReader {
  /// Takes units and numbers of rows out of the values, where the table has columns for them.
  func takeSides(_ row: DataRow) {
    guard book.hasSideColumn else { return }
    takeUnitBehind(row)
    switch row.printed.codes {
    case nil: takeUnit(row)
    case .beforeLabels:
      takeUnit(row)
      // In a stream the number of the next row stands among the values of this one.
      if row.printed.extent == .cells || row.printed.extent == .lines { row.isDetached = true }
    case .afterLabels:
      let hasCode = takeCode(row)
      let hasUnit = takeUnit(row)
      let isStream = row.printed.extent == .cells || row.printed.extent == .lines
      if isStream, !hasCode || !hasUnit { row.isDetached = true }
    case .afterUnits:
      if takeUnit(row) || row.printed.extent == .row || row.printed.extent == .grid {
        takeCode(row)
      } else {
        row.isDetached = true
      }
    }
  }

  /// Takes the unit out of a row that has it behind the value, in a column of its own.
  private func takeUnitBehind(_ row: DataRow) {
    let columns = row.columns.unitColumns
    guard row.printed.extent == .grid, !columns.isEmpty else { return }
    row.printed.values.removeAll { piece in
      guard let column = piece.cell.column, columns.contains(column), !piece.isBlank else {
        return false
      }
      let text = words.folding.folded(piece.text).filter { $0 != 0x20 }
      guard words.words.isUnit(text[...]) else { return false }
      if words.words.moneyUnit(text[...]) != nil {
        row.unit = String(String.UnicodeScalarView(text.compactMap(Unicode.Scalar.init)))
      }
      return true
    }
  }

  @discardableResult
  private func takeCode(_ row: DataRow) -> Bool {
    guard let index = row.printed.values.firstIndex(where: { !$0.isBlank }),
      row.printed.values[index].isValue
    else { return false }
    drop(through: index, row)
    return true
  }

  @discardableResult
  private func takeUnit(_ row: DataRow) -> Bool {
    guard let index = row.printed.values.firstIndex(where: { !$0.isBlank }),
      !row.printed.values[index].isValue
    else { return false }
    let text = words.folding.folded(row.printed.values[index].text).filter { $0 != 0x20 }
    guard words.words.isUnit(text[...]) else { return false }
    if words.words.moneyUnit(text[...]) != nil {
      row.unit = String(String.UnicodeScalarView(text.compactMap(Unicode.Scalar.init)))
    }
    drop(through: index, row)
    return true
  }

  private func drop(through index: Int, _ row: DataRow) {
    row.printed.labelWidth += index + 1
    row.printed.values.removeFirst(index + 1)
  }

  /// The value of the year reported on, of a row that has those of other years, too; nil where the
  /// source does not tell which it is.
  func ownValue(of row: DataRow, _ periods: PrintedColumns.Periods) -> [SourceRow.Piece]? {
    let values = row.printed.values
    if row.printed.extent == .grid, let span = row.columns.spans[0] {
      let own = values.filter { span.contains($0.cell.column ?? -1) && !$0.cell.isCovered }
      return own.count == 1 && own[0].cell.columnSpan == span.count ? own : nil
    }
    let texts = values.indices.filter { !values[$0].isBlank }
    guard let first = texts.first, let last = texts.last else { return [] }
    guard texts.count == periods.count, last - first + 1 == periods.count else { return nil }
    return [values[first + periods.own]]
  }
}
