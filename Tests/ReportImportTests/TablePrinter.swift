import ReportModel

/// Sets a table of a form as it is printed, spans and all.
struct TablePrinter {
  private let form: Form
  private let table: FormTable
  private let values: [String]

  init(_ form: Form, _ table: FormTable, _ values: [String]) {
    self.form = form
    self.table = table
    self.values = values
  }

  /// The rows of the table.
  var rows: [[PrintedCell]] {
    if table.layout == .sideBySide { return sideBySide }
    if table.columnTitle.contains("|") { return withUnits }
    if table.blocks.contains(where: { $0.columns.contains { !$0.group.isEmpty } }) {
      return grouped
    }
    return table.blocks.flatMap(block)
  }

  private func value(_ ordinal: Int) -> PrintedCell {
    PrintedCell(text: values[ordinal], isValue: true)
  }

  private func values(of row: FormRow, _ block: FormBlock) -> [PrintedCell] {
    block.columns.indices.map { value(row.firstCell + $0) }
  }

  private func block(_ block: FormBlock) -> [[PrintedCell]] {
    let width = (table.blocks.map(\.columns.count).max() ?? 0) + 1
    return [[PrintedCell(text: block.caption, columns: width)]]
      + [
        [PrintedCell(text: "信息内容")]
          + block.columns.map { PrintedCell(text: $0.label) }
      ]
      + block.rows.map { [PrintedCell(text: $0.label)] + values(of: $0, block) }
  }

  private var withUnits: [[PrintedCell]] {
    let titles = table.columnTitle.split(separator: "|").map {
      PrintedCell(text: $0.filter { $0 != " " })
    }
    return [titles]
      + table.blocks[0].rows.map { row in
        let value =
          row.isHeading ? PrintedCell(text: "") : value(row.firstCell)
        return [PrintedCell(text: row.label), PrintedCell(text: row.unit), value]
      }
  }

  /// Three header rows, labels in up to three columns.
  private var grouped: [[PrintedCell]] {
    let block = table.blocks[0]
    let depth = (block.rows.map(\.path.count).max() ?? 0) + 1
    let covered = [PrintedCell(text: "", columns: depth, isCovered: true)]
    var second: [PrintedCell] = []
    var third: [PrintedCell] = []
    var group = ""
    for column in block.columns {
      if column.group.isEmpty {
        second.append(PrintedCell(text: column.label))
        third.append(PrintedCell(text: "", isCovered: true))
      } else {
        if column.group != group {
          let span = block.columns.filter { $0.group == column.group }.count
          second.append(PrintedCell(text: column.group, columns: span))
        }
        third.append(PrintedCell(text: column.label))
      }
      group = column.group
    }
    let first = [
      PrintedCell(text: table.note, columns: depth),
      PrintedCell(text: table.columnTitle, columns: block.columns.count),
    ]
    var shown: Set<[String]> = []
    let rows = block.rows.filter { !$0.isHeading }.map { row -> [PrintedCell] in
      var labels: [PrintedCell] = []
      for level in row.path.indices {
        let path = Array(row.path[...level])
        labels.append(
          PrintedCell(text: row.path[level], isCovered: !shown.insert(path).inserted))
      }
      labels.append(PrintedCell(text: row.label, columns: depth - row.path.count))
      return labels + values(of: row, block)
    }
    return [first, covered + second, covered + third] + rows
  }

  private var sideBySide: [[PrintedCell]] {
    let block = table.blocks[0]
    let labels = block.columns.map { PrintedCell(text: $0.label) }
    let covered = labels.map { _ in PrintedCell(text: "", isCovered: true) }
    var first: [PrintedCell] = []
    var second: [PrintedCell] = []
    var third: [PrintedCell] = []
    var root = ""
    for row in block.rows {
      let span = block.columns.count
      if let parent = row.path.first {
        if parent != root {
          let siblings = block.rows.filter { $0.path.first == parent }.count
          first.append(PrintedCell(text: parent, columns: span * siblings))
        }
        second.append(PrintedCell(text: row.label, columns: span))
        third += labels
        root = parent
      } else {
        first.append(PrintedCell(text: row.label, columns: span))
        second += labels
        third += covered
      }
    }
    return [first, second, third, block.rows.flatMap { values(of: $0, block) }]
  }
}
