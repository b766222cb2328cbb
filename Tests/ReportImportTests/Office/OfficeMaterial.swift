import ReportDiagnostics
import ReportForms
import ReportModel
import ReportContainers
import ReportTestSupport
import Testing

/// Word and Excel files made in memory, as little of them as a reader needs.
enum OfficeMaterial {
  /// A container of `parts`, in order.
  static func zip(_ parts: [(name: String, text: String)]) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = ZIPWriter(sink)
    for (name, text) in parts { try writer.add(name, try PackedEntry(Array(text.utf8))) }
    try writer.finish()
    return sink.bytes
  }

  private static let relationNamespace =
    "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let typeBase =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

  private static func relations(_ targets: [(id: String, type: String, target: String)]) -> String {
    "<Relationships xmlns=\"\(relationNamespace)\">"
      + targets.map {
        "<Relationship Id=\"\($0.id)\" Type=\"\(typeBase)\($0.type)\" Target=\"\($0.target)\"/>"
      }.joined() + "</Relationships>"
  }

  /// A Word document with `body`, and other parts by name.
  static func docx(
    _ body: String, styles: String = "", numbering: String = "", footnotes: String = ""
  ) throws -> [UInt8] {
    let names =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
      + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
    var parts = [
      (name: "_rels/.rels", text: relations([("1", "officeDocument", "word/document.xml")])),
      (
        name: "word/document.xml",
        text: "<w:document \(names)><w:body>\(body)</w:body></w:document>"
      ),
    ]
    var related: [(id: String, type: String, target: String)] = []
    let contents = [("styles", styles), ("numbering", numbering), ("footnotes", footnotes)]
    for (type, content) in contents where !content.isEmpty {
      related.append((type, type, type + ".xml"))
      parts.append(
        (name: "word/\(type).xml", text: "<w:\(type) \(names)>\(content)</w:\(type)>"))
    }
    parts.append((name: "word/_rels/document.xml.rels", text: relations(related)))
    return try zip(parts)
  }

  /// A paragraph of one run.
  static func paragraph(_ text: String) -> String {
    "<w:p><w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
  }

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

  /// A sheet of a workbook: its name, its rows as XML, what else stands in it.
  struct Sheet {
    var name: String
    var state = "visible"
    var rows: String
    var columns = ""
    var merges: [String] = []
  }

  /// A row of a sheet whose cells are texts.
  static func row(_ number: Int, _ texts: [String], hidden: Bool = false) -> String {
    "<row r=\"\(number)\"\(hidden ? " hidden=\"1\"" : "")>"
      + texts.enumerated().map { column, text in
        cell(number, column, "t=\"inlineStr\"", "<is><t>\(text)</t></is>")
      }.joined() + "</row>"
  }

  /// A cell of a sheet.
  static func cell(_ row: Int, _ column: Int, _ attributes: String, _ content: String) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + column)))
    return "<c r=\"\(letter)\(row)\" \(attributes)>\(content)</c>"
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

  /// A workbook of `sheets`.
  static func xlsx(
    _ sheets: [Sheet], strings: [String] = [], styles: String = ""
  ) throws -> [UInt8] {
    let names =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
      + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    let list = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" state=\"\(sheet.state)\""
        + " r:id=\"s\(index)\"/>"
    }.joined()
    var related = sheets.indices.map { ("s\($0)", "worksheet", "sheet\($0).xml") }
    related += [("strings", "sharedStrings", "strings.xml"), ("styles", "styles", "styles.xml")]
    var parts = [
      (name: "_rels/.rels", text: relations([("1", "officeDocument", "xl/workbook.xml")])),
      (name: "xl/workbook.xml", text: "<workbook \(names)><sheets>\(list)</sheets></workbook>"),
      (name: "xl/_rels/workbook.xml.rels", text: relations(related)),
      (
        name: "xl/strings.xml",
        text: "<sst \(names)>" + strings.map { "<si><t>\($0)</t></si>" }.joined() + "</sst>"
      ),
      (name: "xl/styles.xml", text: "<styleSheet \(names)>\(styles)</styleSheet>"),
    ]
    for (index, sheet) in sheets.enumerated() {
      let merges = sheet.merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
      parts.append(
        (
          name: "xl/sheet\(index).xml",
          text: "<worksheet \(names)>\(sheet.columns)<sheetData>\(sheet.rows)</sheetData>"
            + (merges.isEmpty ? "" : "<mergeCells>\(merges)</mergeCells>") + "</worksheet>"
        ))
    }
    return try zip(parts)
  }
}
