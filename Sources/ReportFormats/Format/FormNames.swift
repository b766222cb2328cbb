internal import ReportModel
internal import ReportSyntax

/// The codes of a form as tables to look bytes up in: what every exact reader finds cells with.
final class FormNames: Sendable {
  let form: Form
  /// The codes of the tables.
  let tables: NameTable
  /// For each table, the codes of its rows that have cells, all blocks together.
  let rows: [NameTable]
  /// For each table and block, the codes of the columns.
  let columns: [[NameTable]]
  /// For each table and each entry of ``rows``, where the row stands.
  private let places: [[RowPlace]]

  /// Where a row stands.
  struct RowPlace {
    let block: Int
    let firstCell: Int
  }

  init(_ form: Form) {
    self.form = form
    tables = NameTable(form.tables.map(\.code))
    rows = form.tables.map { table in
      NameTable(table.blocks.flatMap { $0.rows.filter { !$0.isHeading }.map(\.code) })
    }
    columns = form.tables.map { $0.blocks.map { NameTable($0.columns.map(\.code)) } }
    places = form.tables.map { table in
      table.blocks.enumerated().flatMap { index, block in
        block.rows.filter { !$0.isHeading }.map { RowPlace(block: index, firstCell: $0.firstCell) }
      }
    }
  }

  /// Where the row stands that ``rows`` found; nil if there is no such row.
  func place(table: Int, row: Int) -> RowPlace? {
    guard places.indices.contains(table), places[table].indices.contains(row) else { return nil }
    return places[table][row]
  }
}
