import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// The statistics table of 2014–2018 in the layouts that sites give it.
@Suite struct StatisticsLayoutTests {
  /// What stands in its columns.
  enum Columns: String, CaseIterable, Sendable {
    /// 指标名称 | 计量单位 | 统计数
    case plain
    /// 指标名称 | 代码 | 计量单位 | 统计数
    case codes
    /// 序号 | 指标名称 | 计量单位 | 统计数
    case codesFirst
    /// 指标名称 | 计量单位 | 代码 | 统计数
    case codesLast
    /// 指标名称 | 统计数
    case withoutUnits
    /// 指标名称 | 计量单位 | 2016年 | 2015年
    case yearsDown
    /// 指标名称 | 计量单位 | 2015年 | 2016年
    case yearsUp
    /// 指标名称 | 计量单位 | 统计数 | 历年累计
    case total
    /// 指标名称 | 计量单位 | 统计数 | 备注
    case remarks
    /// 指标名称 | 统计数 | 计量单位
    case unitsLast
    /// 指标名称 | 统计数, units in brackets behind the labels
    case unitsInLabels
    /// Units in a column of their own, and in the cells again
    case unitsInCells
    /// 指标名称 | 计量单位 | 统计数 | 指标名称 | 计量单位 | 统计数: the second half beside the first
    case halves

    /// Whether a layout tells whose each number is; nil for a page.
    func isTold(in layout: PrintedReport.Layout?) -> Bool {
      switch (self, layout) {
      // Numbers between words and numbers in a line: nothing tells them apart.
      case (.codes, .spacedLines), (.codesLast, .spacedLines), (.codesFirst, .spacedLines),
        (.yearsDown, .spacedLines), (.yearsUp, .spacedLines), (.total, .spacedLines):
        false
      // The number of the next row stands behind the value of this one.
      case (.codesFirst, .cellLines), (.codesFirst, .paddedCellLines), (.codesFirst, .bareLines):
        false
      // Of what stands behind a number in a stream, or a line, nothing tells to which label it belongs.
      case (.unitsLast, .some), (.halves, _): false
      default: true
      }
    }

    /// The rows of the second half beside those of the first, under a header twice as wide.
    private static func halves(_ rows: [[PrintedCell]]) -> [[PrintedCell]] {
      let half = rows.count / 2
      let blank = [PrintedCell](repeating: PrintedCell(text: ""), count: 3)
      return [rows[0] + rows[0]]
        + (1...max(half, rows.count - half - 1)).map { index in
          (index <= half ? rows[index] : blank)
            + (half + index < rows.count ? rows[half + index] : blank)
        }
    }

    /// The rows of the table so laid out; they are label, unit, value at first.
    func applied(
      to rows: [[PrintedCell]], _ random: inout SeededGenerator
    ) -> [[PrintedCell]] {
      if self == .halves { return Self.halves(rows) }
      return rows.enumerated().map { index, row in
        let isHeader = index == 0
        let isHeading = !isHeader && !row.contains(where: \.isValue)
        let code = PrintedCell(
          text: isHeader ? random.one(of: ["代码"]) : index < 10 ? "0\(index)" : "\(index)")
        func other(_ title: String) -> PrintedCell {
          PrintedCell(
            text: isHeader ? title : isHeading ? "" : "\(random.number(0...5000))")
        }
        let (label, unit, value) = (row[0], row[1], row[2])
        switch self {
        case .plain: return row
        case .codes: return [label, code, unit, value]
        case .codesFirst:
          return [PrintedCell(text: isHeader ? "序号" : code.text), label, unit, value]
        case .codesLast: return [label, unit, code, value]
        case .withoutUnits: return [label, value]
        case .yearsDown:
          return [label, unit, isHeader ? PrintedCell(text: "2016年") : value, other("2015年")]
        case .yearsUp:
          return [label, unit, other("2015年"), isHeader ? PrintedCell(text: "2016年") : value]
        case .total: return [label, unit, value, other("历年累计")]
        case .unitsLast: return [label, value, unit]
        case .unitsInLabels:
          let isUnit = !isHeader && !unit.text.isEmpty
          return [PrintedCell(text: label.text + (isUnit ? "（\(unit.text)）" : "")), value]
        case .unitsInCells:
          let isNumber = value.isValue && value.text.contains(where: \.isNumber)
          return [
            label, unit,
            PrintedCell(text: value.text + (isNumber ? unit.text : ""), isValue: value.isValue),
          ]
        case .halves: return row
        case .remarks: return [label, unit, value, PrintedCell(text: isHeader ? "备注" : "")]
        }
      }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let columns: Columns
    let layout: PrintedReport.Layout?
    var testDescription: String { "\(columns.rawValue), \(layout?.rawValue ?? "page")" }
  }

  static let cases = Columns.allCases.flatMap { columns in
    (PrintedReport.Layout.allCases.map(Optional.some) + [nil]).map {
      Case(columns: columns, layout: $0)
    }
  }

  @Test(arguments: cases) func everyNumberIsItsOwn(_ test: Case) throws {
    let form = try #require(ImportedText.forms["2014"])
    var missed = 0
    var read = 0
    for seed in UInt64(1)...10 {
      var random = SeededGenerator(seed: seed)
      let printed = PrintedReport(form, blankOnceIn: seed > 5 ? 5 : 0, &random)
      let change = { (rows: [[PrintedCell]]) in test.columns.applied(to: rows, &random) }
      let report =
        if let layout = test.layout {
          try ImportedText.report(printed.text(layout, change: change))
        } else {
          try ImportedText.report(printed.page(.plain, change: change), as: .html)
        }
      #expect(report.edition == "2014")
      for ordinal in printed.cells.indices {
        let value = report.cells[ordinal]
        let expected = printed.expected(ordinal)
        if value == expected {
          if value.number != nil { read += 1 }
        } else if value == .absent {
          if seed <= 5 { missed += 1 }
        } else {
          Issue.record("seed \(seed) \(form.path(at: ordinal)): \(value), printed \(expected)")
          return
        }
      }
    }
    if test.columns.isTold(in: test.layout) {
      #expect(missed == 0, "\(missed) missed, \(read) read")
    }
  }
}
