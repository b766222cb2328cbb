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

    /// Whether a blank cell can be seen.
    var showsBlanks: Bool { self != .bareLines }
  }

  let form: Form
  let year: Int
  let cells: [String]
  let agency = "示例市林业和草原局"

  /// A report of `form` with random cells: numbers of every size, now and then "/", and blank one
  /// time in `blankOnceIn`, 0 for never.
  init(_ form: Form, blankOnceIn: Int = 0, _ random: inout SeededGenerator) {
    self.form = form
    year = form.edition == "2014" ? 2016 : form.edition == "2019" ? 2020 : 2023
    cells = form.cells.map { cell in
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
        lines += Self.lines(change(TablePrinter(form, table, cells).rows), layout)
      }
    }
    for table in form.tables where table.section.isEmpty {
      lines.append(form.title)
      lines += Self.lines(change(TablePrinter(form, table, cells).rows), layout)
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
