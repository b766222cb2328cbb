import ReportForms
import ReportModel
import ReportTestSupport

/// A report with known cells, printed as sites and extractors print them.
struct PrintedReport {
  /// How tables come out.
  enum Layout: String, CaseIterable, Sendable {
    /// Cells between bars; spans have vanished.
    case bars
    /// The same, every row filled up with bars to one width.
    case paddedBars
    /// The same with a bar at the start of each row.
    case leadingBars
    /// Merged cells stand as blank ones, so that columns line up.
    case expanded
    /// One cell a line, with a bar behind it.
    case cellLines
    /// One cell a line, with a bar behind it and bars to one width on a line of their own.
    case paddedCellLines
    /// One cell a line, a blank line between them.
    case bareLines
    /// One row a line, a space between cells.
    case spacedLines
  }

  let form: Form
  let year: Int
  let cells: [String]
  /// How each cell is printed, if not as it is kept.
  var shown: [String]
  let agency = "示例市林业和草原局"

  /// A report of `form` with random cells: numbers of every size, now and then "/", and blank one
  /// time in `blankOnceIn`, 0 for never.
  init(_ form: Form, blankOnceIn: Int = 0, _ random: inout SeededGenerator) {
    self.form = form
    year = form.edition == "2014" ? 2016 : form.edition == "2019" ? 2020 : 2023
    let cells = form.cells.map { cell -> String in
      if blankOnceIn > 0, random.once(in: blankOnceIn) { return "" }
      if random.once(in: 12) { return "/" }
      let number =
        random.once(in: 3)
        ? 0 : random.once(in: 20) ? random.number(0...999_999_999_999_999) : random.number(0...4000)
      switch cell.kind {
      case .count: return "\(number)"
      case .signedCount: return random.once(in: 2) && number > 0 ? "-\(number)" : "\(number)"
      case .amount:
        let decimals = random.number(0...6)
        guard decimals > 0, number > 0 else { return "\(number % 100_000)" }
        let value = ExactNumber(mantissa: Int64(number % 1_000_000_000), scale: decimals)
        return value?.description ?? "0"
      }
    }
    self.cells = cells
    shown = cells
  }

  /// A report of `form` in which no two numbers are alike, so that one that moved is found.
  init(distinct form: Form, _ random: inout SeededGenerator) {
    self.form = form
    year = form.edition == "2014" ? 2016 : form.edition == "2019" ? 2020 : 2023
    cells = form.cells.map { _ in "\(random.number(100_000_000...999_999_999))" }
    shown = cells
  }

  /// What the importer should make of the cell at `ordinal`.
  func expected(_ ordinal: Int) -> CellValue {
    let value = CellValue(lexicalForm: cells[ordinal], kind: form.cells[ordinal].kind) ?? .absent
    if case .number(let number) = value, form.cells[ordinal].isUnitOpen {
      return .amountOfUnknownUnit(number)
    }
    return value
  }

  /// The text of the report; `change` is shown every table before it is laid out.
  func text(_ layout: Layout, change: ([[PrintedCell]]) -> [[PrintedCell]] = { $0 }) -> String {
    var lines = ["\(agency)\(year)年政府信息公开工作年度报告"]
    for (index, section) in form.sections.enumerated() {
      lines.append(section.title)
      if index == 0 { lines.append("\(year)年，本单位按要求公开信息。") }
      for table in form.tables where table.section == section.code {
        lines += Self.lines(change(TablePrinter(form, table, shown).rows), layout)
      }
    }
    for table in form.tables where table.section.isEmpty {
      lines.append(form.title)
      lines += Self.lines(change(TablePrinter(form, table, shown).rows), layout)
    }
    return (lines + [agency, "\(year + 1)年1月28日"]).joined(separator: "\n")
  }

  private static func lines(_ rows: [[PrintedCell]], _ layout: Layout) -> [String] {
    let width = rows.map { $0.reduce(0) { $0 + max($1.columns, 1) } }.max() ?? 0
    return rows.flatMap { row -> [String] in
      let shown = row.filter { !$0.isCovered }
      let texts = shown.map(\.text)
      let padding = String(repeating: "|", count: width - texts.count)
      switch layout {
      case .bars: return [texts.joined(separator: " | ") + " |"]
      case .paddedBars: return [texts.joined(separator: " | ") + " | " + padding]
      case .leadingBars: return ["| " + texts.joined(separator: " | ") + " |"]
      case .expanded:
        return [
          row.flatMap { cell in
            [cell.isCovered ? "" : cell.text]
              + [String](repeating: "", count: max(cell.columns - 1, 0))
          }.joined(separator: " | ") + " |"
        ]
      case .cellLines: return texts.map { $0.isEmpty ? "|" : $0 + " |" }
      case .paddedCellLines:
        return texts.map { $0.isEmpty ? "|" : $0 + " |" } + (padding.isEmpty ? [] : [padding])
      case .spacedLines: return [texts.filter { !$0.isEmpty }.joined(separator: " ")]
      case .bareLines: return texts.filter { !$0.isEmpty }.flatMap { [$0, ""] }
      }
    }
  }
}

/// One cell of a printed table.
struct PrintedCell {
  var text: String
  /// How many columns it spans.
  var columns = 1
  /// Whether a cell above covers it.
  var isCovered = false
  /// Whether it is a value.
  var isValue = false
}

extension PrintedReport {
  /// How a page is made.
  enum PageStyle: String, CaseIterable, Sendable {
    /// Tables with spans, nothing else.
    case plain
    /// Tables inside tables that arrange the page; a menu, a list of links, a footer; `<br>` and
    /// `&nbsp;` in cells; no end tags for rows and cells.
    case cluttered
  }

  /// The report as a page.
  func page(_ style: PageStyle, change: ([[PrintedCell]]) -> [[PrintedCell]] = { $0 }) -> String {
    var body = "<h1>\(agency)\(year)年政府信息公开工作年度报告</h1>"
    for (index, section) in form.sections.enumerated() {
      body += style == .plain ? "<h2>\(section.title)</h2>" : "<p><b>\(section.title)</b></p>"
      if index == 0 { body += "<p>\(year)年，本单位按要求公开<em>信息</em>。</p>" }
      for table in form.tables where table.section == section.code {
        body += Self.table(change(TablePrinter(form, table, shown).rows), style)
      }
    }
    for table in form.tables where table.section.isEmpty {
      body += "<p>\(form.title)</p>"
      body += Self.table(change(TablePrinter(form, table, shown).rows), style)
    }
    body += "<p>\(agency)</p><p>\(year + 1)年1月28日</p>"
    if style == .cluttered {
      body =
        "<div><ul><li><a href='/'>首页</a></li><li><a href='/zw'>政务公开</a></li></ul></div>"
        + "<table width=980><tr><td><table><tr><td>\(body)</td></tr></table></td></tr></table>"
        + "<footer>版权所有：示例市 ICP备00000000号</footer><script>var a = '<table>';</script>"
    }
    return "<!DOCTYPE html><html><head><title>页</title></head><body>\(body)</body></html>"
  }

  private static func table(_ rows: [[PrintedCell]], _ style: PageStyle) -> String {
    let isTerse = style == .cluttered
    var html = isTerse ? "<table border=1>" : "<table><tbody>"
    for (number, row) in rows.enumerated() {
      html += "<tr>"
      var column = 0
      for cell in row {
        let columns = max(cell.columns, 1)
        if !cell.isCovered {
          let below = rows[(number + 1)...].prefix { next in
            Self.isCovered(next, column: column)
          }
          html += "<td"
          if columns > 1 { html += " colspan=\"\(columns)\"" }
          if !below.isEmpty { html += " rowspan=\"\(below.count + 1)\"" }
          html += ">" + Self.content(cell.text, isTerse) + (isTerse ? "" : "</td>")
        }
        column += columns
      }
      html += isTerse ? "" : "</tr>"
    }
    return html + (isTerse ? "</table>" : "</tbody></table>")
  }

  private static func isCovered(_ row: [PrintedCell], column: Int) -> Bool {
    var place = 0
    for cell in row {
      if place == column { return cell.isCovered }
      place += max(cell.columns, 1)
    }
    return false
  }

  private static func content(_ text: String, _ isTerse: Bool) -> String {
    guard isTerse else { return text }
    if text.isEmpty { return "&nbsp;" }
    guard text.count > 4, text.allSatisfy({ !$0.isASCII && !$0.isNumber }) else {
      return "<p>\(text)</p>"
    }
    return text.prefix(3) + "<br>" + text.dropFirst(3)
  }
}
