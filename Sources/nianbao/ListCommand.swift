internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// `nianbao list`.
struct ListCommand: ParsableCommand {
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case formats
    case editions
    case diagnostics
  }

  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say(
      zh: "列出格式、版本或诊断信息。", en: "Lists formats, editions or diagnostics."),
    discussion: discussion(
      zh: "示例：\n  nianbao list formats\n  nianbao list diagnostics --language en",
      en: "Examples:\n  nianbao list formats\n  nianbao list diagnostics --language zh"))

  @Argument(help: help(zh: "列出什么。", en: "What to list."))
  var subject: Subject

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let rows: [[String]] =
      switch subject {
      case .formats: FormatRegistry.standard.formats.map(Self.row)
      case .editions: try formLibrary(shared).forms.map(Self.row)
      case .diagnostics:
        DiagnosticKind.catalogue.map {
          [$0.id, $0.severity.rawValue, $0.message[processLanguage]]
        }
      }
    for line in TextTable.lines(rows) { printLine(line) }
  }

  private static func row(_ format: Format) -> [String] {
    let use =
      switch (format.reading, format.writing) {
      case (_, nil): say(zh: "只读", en: "read")
      case (nil, _): say(zh: "只写", en: "write")
      default: say(zh: "读写", en: "read, write")
      }
    let folder = format.marker == nil ? [] : [say(zh: "文件夹", en: "folder")]
    let kinds = folder + format.extensions
    return [
      format.name, use, kinds.joined(separator: " "), format.summary[processLanguage],
    ]
  }

  private static func row(_ form: Form) -> [String] {
    let years = form.reportYears.map { "\($0.first)–\($0.last.map(String.init) ?? "")" } ?? "–"
    let cells = say(zh: "\(form.cells.count) 个单元格", en: "\(form.cells.count) cells")
    return [form.edition, years, cells, form.title, form.instrument]
  }
}

/// Lines up columns of text; a Chinese character takes the room of two letters.
enum TextTable {
  /// The lines of a table, two spaces between columns, the last column as it is.
  static func lines(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? width($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        line += text
        if column < row.count - 1 {
          line += String(repeating: " ", count: widths[column] - width(text) + 2)
        }
      }
      return line
    }
  }

  /// The columns of a terminal that `text` takes.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        sum + 2
      default: sum + 1
      }
    }
  }
}
