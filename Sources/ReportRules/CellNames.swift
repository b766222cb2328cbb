internal import ReportDiagnostics
internal import ReportModel

/// Names cells in findings: by the labels that the form prints in Chinese, by codes in English. Made
/// once for a form; a name is then only looked up.
struct CellNames: Sendable {
  let form: Form
  private let rows: [BilingualText]
  private let columns: [BilingualText]
  private let cells: [BilingualText]
  private let rowTerms: [BilingualText]
  private let columnTerms: [BilingualText]

  init(form: Form) {
    self.form = form
    let rows = form.cells.map { Self.row($0, form) }
    let columns = form.cells.map { Self.column($0, form) }
    cells = form.cells.indices.map { ordinal in
      BilingualText(
        zh: "“\(rows[ordinal].zh)” 的 “\(columns[ordinal].zh)”", en: form.path(at: ordinal))
    }
    (self.rows, self.columns) = (rows, columns)
    rowTerms = rows.map(Self.term)
    columnTerms = columns.map(Self.term)
  }

  /// The label of a row, with those above it where it has any of them only there.
  func row(at ordinal: Int) -> BilingualText { rows[ordinal] }

  /// The label of a column.
  func column(at ordinal: Int) -> BilingualText { columns[ordinal] }

  /// The cell as `table/row/column`.
  func path(at ordinal: Int) -> String { cells[ordinal].en }

  /// The cell as a further term of a sum over rows, or over columns: what stands before its number.
  func term(at ordinal: Int, isRow: Bool) -> BilingualText {
    isRow ? rowTerms[ordinal] : columnTerms[ordinal]
  }

  private static func term(_ name: BilingualText) -> BilingualText {
    BilingualText(zh: " + \(name.zh) ", en: " + \(name.en) ")
  }

  /// Row and column of one cell.
  func cell(at ordinal: Int) -> BilingualText { cells[ordinal] }

  private static func row(_ cell: FormCell, _ form: Form) -> BilingualText {
    let row = form.tables[cell.table].blocks[cell.block].rows[cell.row]
    let isAmbiguous =
      form.tables[cell.table].blocks.lazy.flatMap(\.rows).count { $0.label == row.label } > 1
    let labels = isAmbiguous ? row.path + [row.label] : [row.label]
    return BilingualText(zh: labels.joined(separator: " "), en: row.code)
  }

  private static func column(_ cell: FormCell, _ form: Form) -> BilingualText {
    let block = form.tables[cell.table].blocks[cell.block]
    let column = block.columns[cell.column]
    let isAmbiguous = block.columns.count { $0.label == column.label } > 1
    return BilingualText(
      zh: isAmbiguous ? "\(column.group) \(column.label)" : column.label, en: column.code)
  }
}

extension CellNames {
  /// What findings about several cells of one table are about: the cell, or the table.
  func common(_ ordinals: [Int]) -> String {
    guard let first = ordinals.first else { return "" }
    return ordinals.count == 1 ? path(at: first) : form.tables[form.cells[first].table].code
  }

  /// A list of cells in few words: whole tables and whole rows stand for their cells.
  ///
  /// - Parameter ordinals: ascending, each once.
  func list(_ ordinals: [Int]) -> BilingualText {
    var zh: [String] = []
    var en: [String] = []
    var rest = ordinals[...]
    while let first = rest.first {
      let cell = form.cells[first]
      let table = form.tables[cell.table]
      if rest.count >= table.cellCount, first == table.firstCell,
        rest[rest.startIndex + table.cellCount - 1] == table.cells.upperBound - 1
      {
        let section = form.sections.first { $0.code == table.section }
        zh.append("“\(section?.title ?? table.code)” 全表")
        en.append("\(table.code)/*")
        rest = rest.dropFirst(table.cellCount)
        continue
      }
      let row = rest.prefix {
        form.cells[$0].table == cell.table && form.cells[$0].block == cell.block
          && form.cells[$0].row == cell.row
      }
      let name = partOfRow(row, table)
      zh.append(name.zh)
      en.append(name.en)
      rest = rest.dropFirst(row.count)
    }
    return BilingualText(zh: zh.joined(separator: "、"), en: en.joined(separator: ", "))
  }

  /// Cells of one row.
  private func partOfRow(_ ordinals: ArraySlice<Int>, _ table: FormTable) -> BilingualText {
    guard let first = ordinals.first else { return BilingualText(zh: "", en: "") }
    let columns = table.blocks[form.cells[first].block].columns.count
    let name = row(at: first)
    if ordinals.count == columns {
      return BilingualText(
        zh: "“\(name.zh)”", en: "\(table.code)/\(name.en)" + (columns > 1 ? "/*" : ""))
    }
    let names = ordinals.map(column)
    let codes = names.map(\.en).joined(separator: ", ")
    return BilingualText(
      zh: "“\(name.zh)”（\(names.map(\.zh).joined(separator: "、"))）",
      en: "\(table.code)/\(name.en)/" + (names.count > 1 ? "{\(codes)}" : codes))
  }
}

extension BilingualText {
  /// The two wordings as the arguments `zh` and `en` of a message.
  var arguments: [String: String] { ["zh": zh, "en": en] }
}
