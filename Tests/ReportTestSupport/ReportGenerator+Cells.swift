internal import ReportModel

extension ReportGenerator {
  /// Gives the cells values: each its own, but sometimes a whole table or row the same state.
  mutating func fillCells(_ report: inout Report) {
    let density = options.density ?? random.one(of: [0, 0.05, 0.5, 0.95, 1])
    for table in report.form.tables {
      if options.density == nil, random.once(in: 8) { continue }
      for block in table.blocks {
        for row in block.rows where !row.isHeading {
          let whole: CellValue? =
            !options.isPlain && random.once(in: 15)
            ? random.one(of: [.blank, .notApplicable, .number(.zero)]) : nil
          for ordinal in row.firstCell..<row.firstCell + block.columns.count
          where Double.random(in: 0..<1, using: &random) < density {
            report.cells[ordinal] = whole ?? value(report.form.cells[ordinal])
          }
        }
      }
    }
  }

  private mutating func value(_ cell: FormCell) -> CellValue {
    switch random.number(1...(options.isPlain ? 40 : 10)) {
    case 1: return .blank
    case 2: return .notApplicable
    default: break
    }
    let number = number(cell.kind)
    return cell.isUnitOpen && random.once(in: 2) ? .amountOfUnknownUnit(number) : .number(number)
  }

  private mutating func number(_ kind: CellKind) -> ExactNumber {
    let largest = Int(ExactNumber.limit) - 1
    var magnitude =
      switch random.number(1...(options.isPlain ? 8 : 12)) {
      case 1...3: 0
      case 4...7: random.number(1...99)
      case 8: random.number(100...99_999)
      case 9: random.number(1...largest)
      case 10: largest
      case 11: 1_000_000 * random.number(1...99)
      default: Int(ExactNumber.limit) / 10
      }
    if kind == .signedCount, random.once(in: 2) { magnitude = -magnitude }
    let scale = kind == .amount ? random.number(0...ExactNumber.maximumScale) : 0
    return ExactNumber(mantissa: Int64(magnitude), scale: scale) ?? .zero
  }

  /// Items of every kind, and an open cell: one that is absent, with its raw text here.
  mutating func addExtras(_ report: inout Report) {
    guard random.once(in: 2) else { return }
    for _ in 0..<random.number(0...3) { report.extras.append(extra()) }
    if !report.form.cells.isEmpty, random.once(in: 2) {
      let ordinal = random.number(0...report.form.cells.count - 1)
      let codes = report.form.codes(at: ordinal)
      report.cells[ordinal] = .absent
      report.extras.append(
        Extra(
          kind: .cell, table: codes.table, row: codes.row, column: codes.column,
          place: "12:5", reason: "cell-unread", texts: [text()]))
    }
  }

  private mutating func extra() -> Extra {
    var extra = Extra(kind: random.one(of: Extra.Kind.allCases))
    for part in Extra.Part.allCases where random.once(in: 2) { extra[part] = text() }
    extra.texts = (0..<random.number(0...3)).map { _ in text() }
    return extra
  }
}
