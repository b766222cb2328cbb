/// How the rows of a table are laid out in cells, as far as rows that leave no doubt show it.
struct PrintedLayout {
  /// Whether rows are filled up with blank cells, so that a blank at their end says nothing.
  let isPadded: Bool
  /// The least number of cells before the values of a row whose values begin right there; nil if
  /// no complete row shows it.
  ///
  /// By table of the source: another table, or what a line of text leaves of one, can have others.
  private let leastPackedLabelWidths: [Int?: Int]
  /// Of streams of cells, how many cells can stand before the values.
  private let streamStarts: Set<Int>

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
    let packed = dataRows.filter { row, columns in
      row.extent != .lines && row.values.first.map { !$0.isBlank } ?? false
        && row.values.count { !$0.isBlank } == columns
    }
    leastPackedLabelWidths = Dictionary(grouping: packed) { $0.row.table }
      .compactMapValues { $0.map(\.row.labelWidth).min() }
    streamStarts = Set(packed.filter { $0.row.extent == .cells }.map(\.row.labelWidth))
  }

  /// The values of `row` as a row of `count` cells; nil if the source does not tell where they
  /// stand; empty if there is nothing.
  func values(_ row: PrintedRow, count: Int) -> [SourceRow.Piece]? {
    let values = row.values.filter { !$0.cell.isCovered }
    guard let first = values.firstIndex(where: { !$0.isBlank }),
      let last = values.lastIndex(where: { !$0.isBlank })
    else { return values.count >= count ? Array(values[..<count]) : [] }
    let span = last - first + 1
    if span == count {
      // Behind blanks, a stream may have come to what belongs to another row.
      if row.extent == .cells, first > 0, !streamStarts.isEmpty,
        !streamStarts.contains(row.labelWidth + first)
      {
        return nil
      }
      return Array(values[first...last])
    }
    guard span < count, row.extent != .lines else { return nil }
    if values.count == count, row.extent == .grid || (row.extent == .row && !isPadded) {
      return values
    }
    // The last value stands in the last column if nothing shifts the row: other rows with no more
    // cells before their values show that.
    if last == count - 1, let least = leastPackedLabelWidths[row.table], least <= row.labelWidth {
      return Array(values[..<count])
    }
    return nil
  }

  /// The values of a row whose cells all have their column, each under its label; nil if one stands
  /// under none, or reaches beyond.
  static func values(
    _ row: PrintedRow, under spans: [Int: Range<Int>], count: Int
  ) -> [SourceRow.Piece]? {
    var values: [SourceRow.Piece] = []
    var texts = 0
    for column in 0..<count {
      guard let span = spans[column] else { return nil }
      let below = row.values.filter { span.contains($0.cell.column ?? -1) }
      let cells = below.filter { !$0.cell.isCovered }
      guard
        cells.allSatisfy({ ($0.cell.column ?? 0) + $0.cell.columnSpan <= span.upperBound }),
        cells.count == below.count || cells.count == 1,
        cells.count(where: { !$0.isBlank }) <= 1,
        let value = cells.first(where: { !$0.isBlank }) ?? cells.first
      else { return nil }
      if !value.isBlank { texts += 1 }
      values.append(value)
    }
    return texts == row.values.count { !$0.isBlank } ? values : nil
  }
}
