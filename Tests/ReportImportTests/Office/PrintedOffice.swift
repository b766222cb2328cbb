import ReportForms
import ReportModel
import ReportTestSupport

/// Printed reports as Word and Excel files.
extension OfficeMaterial {
  /// A table of Word, spans and all.
  static func table(_ rows: [[PrintedCell]]) -> String {
    "<w:tbl>"
      + rows.enumerated().map { number, row in
        var column = 0
        return "<w:tr>"
          + row.map { cell in
            let columns = max(cell.columns, 1)
            let isOpen = number + 1 < rows.count && covers(rows[number + 1], column)
            column += columns
            let merge =
              cell.isCovered ? "<w:vMerge/>" : isOpen ? "<w:vMerge w:val=\"restart\"/>" : ""
            let span = columns > 1 ? "<w:gridSpan w:val=\"\(columns)\"/>" : ""
            return "<w:tc><w:tcPr>\(span)\(merge)</w:tcPr>\(paragraph(cell.text))</w:tc>"
          }.joined() + "</w:tr>"
      }.joined() + "</w:tbl>"
  }

  /// Whether the cell that begins in `column` of a row is covered from above.
  static func covers(_ row: [PrintedCell], _ column: Int) -> Bool {
    var place = 0
    for cell in row {
      if place == column { return cell.isCovered }
      place += max(cell.columns, 1)
    }
    return false
  }

  /// The text of a Word document's body: the report, table by table.
  static func body(
    of printed: PrintedReport, change: ([[PrintedCell]]) -> [[PrintedCell]] = { $0 }
  ) -> String {
    var body = paragraph("\(printed.agency)\(printed.year)年政府信息公开工作年度报告")
    for (index, section) in printed.form.sections.enumerated() {
      body += paragraph(section.title)
      if index == 0 { body += paragraph("\(printed.year)年，本单位按要求公开信息。") }
      for table in printed.form.tables where table.section == section.code {
        body += Self.table(change(TablePrinter(printed.form, table, printed.shown).rows))
      }
    }
    for table in printed.form.tables where table.section.isEmpty {
      body += paragraph(printed.form.title)
      body += Self.table(change(TablePrinter(printed.form, table, printed.shown).rows))
    }
    return body + paragraph(printed.agency) + paragraph("\(printed.year + 1)年1月28日")
  }

  /// The whole report in one sheet, tables with merged cells.
  static func sheet(
    of printed: PrintedReport, change: ([[PrintedCell]]) -> [[PrintedCell]] = { $0 }
  ) -> Sheet {
    var number = 0
    var sheet = Sheet(name: "年报", rows: "")
    func add(_ texts: [String]) {
      number += 1
      sheet.rows += row(number, texts)
    }
    func add(_ rows: [[PrintedCell]]) {
      for (index, printedRow) in rows.enumerated() {
        var texts: [String] = []
        for cell in printedRow {
          let columns = max(cell.columns, 1)
          let below = rows[(index + 1)...].prefix { covers($0, texts.count) }.count
          if !cell.isCovered, columns > 1 || below > 0 {
            let first = String(UnicodeScalar(UInt8(65 + texts.count)))
            let last = String(UnicodeScalar(UInt8(65 + texts.count + columns - 1)))
            sheet.merges.append("\(first)\(number + 1):\(last)\(number + 1 + below)")
          }
          texts += [cell.text] + [String](repeating: "", count: columns - 1)
        }
        add(texts)
      }
    }
    add(["\(printed.agency)\(printed.year)年政府信息公开工作年度报告"])
    for section in printed.form.sections {
      add([section.title])
      for table in printed.form.tables where table.section == section.code {
        add(change(TablePrinter(printed.form, table, printed.shown).rows))
      }
    }
    for table in printed.form.tables where table.section.isEmpty {
      add([printed.form.title])
      add(change(TablePrinter(printed.form, table, printed.shown).rows))
    }
    return sheet
  }
}
