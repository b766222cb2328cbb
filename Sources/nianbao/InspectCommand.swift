internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// `nianbao inspect`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: say(
      zh: "显示从输入中识别出了什么。", en: "Shows what was recognised in an input."),
    discussion: discussion(
      zh: "显示版本及其依据、各表找到的单元格、正文各部分、剩余未识别的内容。\n\n示例：\n  nianbao inspect 报告.txt",
      en: """
        Shows the edition and why, the cells found in each table, the sections, what was left over.

        Example:
          nianbao inspect report.txt
        """))

  @Argument(
    help: help(zh: "文件，或 - 表示标准输入。", en: "A file, or - for standard input.", valueName: "input"))
  var input: String

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let inspection = Inspection(options: try reading.inputOptions(archives, shared))
    let observer = Console(shared, to: STDOUT_FILENO)
    let summary = inspection.run([input], observer: observer) { report in
      // Scripts have the lines about reports and findings; the table is for people.
      guard shared.diagnostics == .text else { return }
      for line in InspectionText.lines(report, processLanguage) {
        printLine(line.visibleLine)
      }
    }
    try observer.end(summary, command: "inspect")
  }
}

/// An inspected report in words.
enum InspectionText {
  static func lines(_ inspected: InspectedReport, _ language: Language) -> [String] {
    let report = inspected.report
    var rows: [[String]] = [
      [say(zh: "报告", en: "report"), report.id.description],
      [say(zh: "格式", en: "format"), inspected.format.name],
      [say(zh: "版本", en: "edition"), edition(inspected, language)],
      [say(zh: "年度", en: "year"), report.year.map { "\($0)" } ?? missing],
      [say(zh: "机关", en: "agency"), orMissing(report.agency.name)],
      [say(zh: "标题", en: "title"), orMissing(report.title)],
      [say(zh: "成文日期", en: "issue date"), report.issueDate?.description ?? missing],
    ]
    for table in inspected.tables {
      let text = say(
        zh: "\(table.known)/\(table.expected) 个单元格，其中数字 \(table.numbers)",
        en: "\(table.known) of \(table.expected) cells, \(table.numbers) of them numbers")
      rows.append([say(zh: "表 ", en: "table ") + table.code, text])
    }
    for section in report.narrative {
      let blocks = say(zh: "\(section.blocks.count) 段", en: "\(section.blocks.count) blocks")
      let title = section.title.isEmpty ? missing : section.title
      let code = section.code.isEmpty ? "–" : section.code
      rows.append([say(zh: "部分 ", en: "section ") + code, "\(title)  (\(blocks))"])
    }
    if !report.extras.isEmpty {
      rows.append([say(zh: "表外内容", en: "extras"), "\(report.extras.count)"])
    }
    var lines = TextTable.lines(rows)
    if let recognition = inspected.recognition {
      lines += evidence(recognition, report)
      lines += coverage(recognition)
    }
    return lines
  }

  /// Where the numbers come from: a line a row, each cell as printed, and what it was converted to.
  private static func evidence(_ recognition: Recognition, _ report: Report) -> [String] {
    guard !recognition.cells.isEmpty else { return [] }
    var rows = [
      [
        say(zh: "位置", en: "place"), say(zh: "单元格", en: "cells"), say(zh: "依据", en: "by"),
        say(zh: "印出的标签", en: "printed label"), say(zh: "印出的数值", en: "printed values"),
      ]
    ]
    var last = ""
    for cell in recognition.cells {
      let codes = report.form.codes(at: cell.ordinal)
      let path = "\(codes.table)/\(codes.row)"
      let value = report.cells[cell.ordinal].lexicalForm
      let printed =
        cell.text.isEmpty ? "∅" : cell.text.split(separator: "\n").joined(separator: " ")
      let text = cell.conversions.isEmpty ? printed : "\(printed) → \(value)"
      if path == last {
        rows[rows.count - 1][4] += " | " + text
      } else {
        let place = String(cell.place.description.drop { $0 == ":" || $0 == " " || $0 == "!" })
        rows.append([place, path, cell.recognised.name[processLanguage], cell.label, text])
      }
      last = path
    }
    return TextTable.lines(rows)
  }

  private static var missing: String { say(zh: "（无）", en: "(none)") }

  private static func orMissing(_ text: String) -> String { text.isEmpty ? missing : text }

  private static func edition(_ inspected: InspectedReport, _ language: Language) -> String {
    let reason = inspected.recognition?.editionReason[language] ?? ""
    return inspected.report.edition + (reason.isEmpty ? "" : "  (\(reason))")
  }

  /// What became of every part of the source; the counts add up to the parts there are.
  private static func coverage(_ recognition: Recognition) -> [String] {
    let counts = Recognition.Disposition.allCases.map { disposition in
      "\(disposition.name[processLanguage]) \(recognition.count(of: disposition))"
    }
    let total = recognition.parts.count
    var lines = [
      say(zh: "来源共 \(total) 处：", en: "source, \(total) parts: ") + counts.joined(separator: " + ")
    ]
    for part in recognition.parts where part.disposition == .leftOver {
      lines.append("  \(part.place.description): \(part.text)")
    }
    return lines
  }
}

extension CellEvidence.Manner {
  fileprivate var name: BilingualText {
    switch self {
    case .exact: BilingualText(zh: "标签相符", en: "label")
    case .variant: BilingualText(zh: "标签异写", en: "variant")
    case .misprint: BilingualText(zh: "标签误印", en: "misprint")
    case .position: BilingualText(zh: "位置", en: "position")
    }
  }
}

extension Recognition.Disposition {
  fileprivate var name: BilingualText {
    switch self {
    case .table: BilingualText(zh: "表格", en: "tables")
    case .narrative: BilingualText(zh: "正文", en: "narrative")
    case .metadata: BilingualText(zh: "元数据", en: "metadata")
    case .extra: BilingualText(zh: "表外", en: "extras")
    case .navigation: BilingualText(zh: "导航", en: "navigation")
    case .leftOver: BilingualText(zh: "未识别", en: "left over")
    }
  }
}
