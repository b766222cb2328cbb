internal import ReportDiagnostics
internal import ReportModel

/// Names cells in findings: by the labels that the form prints in Chinese, by codes in English.
struct CellNames {
  let form: Form

  /// The label of a row, with those above it where it has any of them only there.
  func row(at ordinal: Int) -> BilingualText {
    let cell = form.cells[ordinal]
    let row = form.tables[cell.table].blocks[cell.block].rows[cell.row]
    let isAmbiguous =
      form.tables[cell.table].blocks.lazy.flatMap(\.rows).count { $0.label == row.label } > 1
    let labels = isAmbiguous ? row.path + [row.label] : [row.label]
    return BilingualText(zh: labels.joined(separator: " "), en: row.code)
  }

  /// The label of a column.
  func column(at ordinal: Int) -> BilingualText {
    let cell = form.cells[ordinal]
    let block = form.tables[cell.table].blocks[cell.block]
    let column = block.columns[cell.column]
    let isAmbiguous = block.columns.count { $0.label == column.label } > 1
    return BilingualText(
      zh: isAmbiguous ? "\(column.group) \(column.label)" : column.label, en: column.code)
  }

  /// Row and column of one cell.
  func cell(at ordinal: Int) -> BilingualText {
    let row = row(at: ordinal)
    let column = column(at: ordinal)
    return BilingualText(zh: "“\(row.zh)” 的 “\(column.zh)”", en: form.path(at: ordinal))
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
      let columns = table.blocks[cell.block].columns.count
      let name = self.row(at: first)
      if row.count == columns {
        zh.append("“\(name.zh)”")
        en.append("\(table.code)/\(name.en)" + (columns > 1 ? "/*" : ""))
      } else {
        let names = row.map(column)
        zh.append("“\(name.zh)”（\(names.map(\.zh).joined(separator: "、"))）")
        let codes = names.map(\.en).joined(separator: ", ")
        en.append("\(table.code)/\(name.en)/" + (names.count > 1 ? "{\(codes)}" : codes))
      }
      rest = rest.dropFirst(row.count)
    }
    return BilingualText(zh: zh.joined(separator: "、"), en: en.joined(separator: ", "))
  }
}

extension BilingualText {
  /// The two wordings as the arguments `zh` and `en` of a message.
  var arguments: [String: String] { ["zh": zh, "en": en] }
}
