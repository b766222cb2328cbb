/// How the rows of a table are laid out in cells, as far as rows that leave no doubt show it.
struct PrintedLayout {
  /// Whether rows are filled up with blank cells, so that a blank at their end says nothing.
  let isPadded: Bool
  /// The least number of cells before the values of a row whose values begin right there; nil if
  /// no complete row shows it.
  private let leastPackedLabelWidth: Int?

  /// - Parameters:
  ///   - rows: every row of the table.
  ///   - dataRows: those with a label of the form, with how many columns each has.
  init(_ rows: [PrintedRow], _ dataRows: [(row: PrintedRow, columns: Int)]) {
    let isWider = dataRows.contains { $0.row.extent != .lines && $0.row.values.count > $0.columns }
    let hasPaddedHeader = rows.contains { row in
      !(row.labels.last?.match?.target.isRow ?? false) && (row.values.last?.isBlank ?? false)
    }
    let widths = Set(rows.filter { $0.extent == .row }.map(\.width))
    isPadded = isWider || hasPaddedHeader || widths.count <= 1
    leastPackedLabelWidth =
      dataRows.filter { row, columns in
        row.extent != .lines && row.values.first.map { !$0.isBlank } ?? false
          && row.values.count { !$0.isBlank } == columns
      }.map(\.row.labelWidth).min()
  }

  /// The values of `row` as a row of `count` cells; nil if the source does not tell where they
  /// stand; empty if there is nothing.
  func values(_ row: PrintedRow, count: Int) -> [SourceRow.Piece]? {
    let values = row.values
    guard let first = values.firstIndex(where: { !$0.isBlank }),
      let last = values.lastIndex(where: { !$0.isBlank })
    else { return values.count >= count ? Array(values[..<count]) : [] }
    let span = last - first + 1
    if span == count { return Array(values[first...last]) }
    guard span < count, row.extent != .lines else { return nil }
    if values.count == count, !isPadded, row.extent == .row { return values }
    // The last value stands in the last column if nothing shifts the row: other rows with no more
    // cells before their values show that.
    if last == count - 1, let leastPackedLabelWidth, leastPackedLabelWidth <= row.labelWidth {
      return Array(values[..<count])
    }
    return nil
  }
}
