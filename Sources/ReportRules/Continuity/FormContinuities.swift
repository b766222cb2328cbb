internal import ReportModel

/// What one form takes over from the year before, column by column.
final class FormContinuities: Sendable {
  /// One cell that opens the year, and the one of the same column that closes it.
  struct Pair: Sendable {
    let continuity: FormContinuity
    let column: String
    let opening: Int
    let closing: Int
  }

  let form: Form
  let pairs: [Pair]

  init(_ form: Form) {
    self.form = form
    pairs = form.tables.flatMap { table in
      table.continuities.flatMap { continuity -> [Pair] in
        let block = table.blocks.first { $0.rows.contains { $0.code == continuity.opening } }
        let columns = block?.columns.map(\.code) ?? []
        return columns.compactMap { column in
          guard
            let opening = form.ordinal(table: table.code, row: continuity.opening, column: column),
            let closing = form.ordinal(table: table.code, row: continuity.closing, column: column)
          else { return nil }
          return Pair(
            continuity: continuity, column: column, opening: opening, closing: closing)
        }
      }
    }
  }

  /// The cells that close the year.
  var closingCells: [Int] { pairs.map(\.closing) }

  /// The index in ``closingCells`` of a continuity and a column; nil if the form has none.
  func closingIndex(continuity: String, column: String) -> Int? {
    pairs.firstIndex { $0.continuity.id == continuity && $0.column == column }
  }
}
