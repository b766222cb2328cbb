import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportModel
import Testing

@testable import ReportImport

/// Lines of publication data: every pair and triple of labels, with every separator, fields empty or
/// filled.
@Suite struct PublicationTests {
  static let wording: ImportWording = {
    do { return try .embedded() } catch { fatalError("\(error)") }
  }()
  static let finder = FrontMatterFinder(wording, LabelFolding(wording))
  static let labels = wording[.publicationLabels]
  /// What stands between a label and its value.
  static let colons = [
    ":", "\u{FF1A}", " :", ": ", " : ", " \u{FF1A}", "\u{FF1A} ", " \u{FF1A} ", "\t:\t",
    "\u{3000}\u{FF1A}\u{3000}",
  ]
  /// What makes no publication data of a line, but must lose nothing either.
  static let others = [" ", "\t", "\u{3000}", " | ", "|", " \u{FF5C} ", ": | ", "\u{FF1A}|"]

  /// A line with what it is to give.
  struct Line {
    var text = ""
    var fields: [PublicationField] = []

    /// Labels by number; of the fields, those are empty whose bit in `empty` is set.
    init(_ numbers: [Int], _ separators: [String], from separator: Int, empty: Int) {
      for (position, number) in numbers.enumerated() {
        let label = PublicationTests.labels[number]
        let isEmpty = empty >> position & 1 == 1
        let value = isEmpty ? "" : PublicationTests.value(of: label, number + 100 * position)
        if !text.isEmpty { text += " " }
        text += label + separators[(separator + position) % separators.count] + value
        if !isEmpty { fields.append(PublicationField(label: label, value: value)) }
      }
    }
  }

  static let day = "2023-12-20"

  static func value(of label: String, _ number: Int) -> String {
    label.hasSuffix("日期") || label.hasSuffix("时间") ? day : "甲\(number)-1 号"
  }

  /// The number of a case picks its separators and which fields are empty, so that all meet.
  private static func check(_ numbers: [Int], _ variant: Int) -> String? {
    let line = Line(
      numbers, colons, from: variant % colons.count,
      empty: variant / colons.count % (1 << numbers.count))
    return finder.fields(in: line.text) == line.fields ? nil : line.text
  }

  @Test func everyPair() {
    var wrong: [String] = []
    for first in Self.labels.indices {
      for second in Self.labels.indices {
        for variant in 0..<4 * Self.colons.count {
          if let text = Self.check([first, second], variant) { wrong.append(text) }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(5))")
  }

  @Test func everyTriple() {
    var wrong: [String] = []
    var variant = 0
    for first in Self.labels.indices {
      for second in Self.labels.indices {
        for third in Self.labels.indices {
          variant += 1
          if let text = Self.check([first, second, third], variant) { wrong.append(text) }
        }
      }
    }
    #expect(variant > 100_000)
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(5))")
  }

  @Test(arguments: [
    ("索引号 : 文 号 : 无", "文 号=无"), ("来源 : 发布时间 : 2023-12-20", "发布时间=2023-12-20"),
    ("来源 ： 发布时间 ：2023-12-20", "发布时间=2023-12-20"), ("发布机构 : 文号 : ", ""),
    ("发布日期 : 2023-12-20 来源 : 字体 :", "发布日期=2023-12-20"),
    ("来源：发布时间：2023-12-20", "发布时间=2023-12-20"), ("来源:::发布时间:2023-12-20", "来源=::发布时间:2023-12-20"),
    ("发布时间：2024-01-20 16:25 来源：示例局", "发布时间=2024-01-20 16:25,来源=示例局"),
    ("标题：关于：的说明", "标题=关于：的说明"), (":", nil), ("：：", nil), (" : 来源 : 甲", nil),
    ("电话：来源：甲", nil), ("时间:2019-01-18 点击数:- 分享到:", "时间=2019-01-18,点击数=-"),
    ("点击数: - 来源: 甲", "点击数=-,来源=甲"), ("点击数:-来源:甲", "点击数=-来源:甲"),
    ("- 发布 时间: 甲 【来源: 乙】", "- 发布 时间=甲,【来源=乙】"),
  ])
  func line(_ text: String, _ expected: String?) {
    let found = Self.finder.fields(in: text).map { fields in
      fields.map { "\($0.label)=\($0.value)" }.joined(separator: ",")
    }
    #expect(found == expected)
  }

  // MARK: - Whole documents

  /// The ways to print lines of fields.
  enum Layout: String, CaseIterable {
    case text, paragraphs, cells, labelCells

    var format: Format { self == .text ? .text : .html }

    func document(_ lines: [[(label: String, separator: String, value: String)]]) -> String {
      let title = "示例市河湖局2023年政府信息公开工作年度报告"
      let body = lines.map { fields in
        let texts = fields.map { $0.label + $0.separator + $0.value }
        return switch self {
        case .text: texts.joined(separator: " ")
        case .paragraphs: "<p>\(texts.joined(separator: " "))</p>"
        case .cells: "<tr>" + texts.map { "<td>\($0)</td>" }.joined() + "</tr>"
        case .labelCells:
          "<tr>"
            + fields.map { "<td>\($0.label)\($0.separator)</td><td>\($0.value)</td>" }.joined()
            + "</tr>"
        }
      }
      let rest = "一、总体情况\n2023年，本局公开信息。"
      switch self {
      case .text: return ([title] + body + [rest]).joined(separator: "\n")
      case .paragraphs:
        return "<html><body><p>\(title)</p>\(body.joined())<p>一、总体情况</p><p>正文。</p></body></html>"
      case .cells, .labelCells:
        return "<html><body><p>\(title)</p><table>\(body.joined())</table><p>一、总体情况</p>"
          + "<p>正文。</p></body></html>"
      }
    }
  }

  /// Every pair of labels once, the first empty in every second line, the second in every third.
  private static func lines(
    _ separators: [String]
  ) -> [[(label: String, separator: String, value: String)]] {
    var lines: [[(label: String, separator: String, value: String)]] = []
    for (number, first) in labels.enumerated() {
      for second in labels {
        let at = lines.count
        func separator(_ position: Int) -> String {
          separators[(at + number + position) % separators.count]
        }
        func value(_ label: String, _ position: Int) -> String {
          (at + position).isMultiple(of: position + 2)
            ? "" : Self.value(of: label, 2 * at + position)
        }
        lines.append([
          (first, separator(0), value(first, 0)), (second, separator(1), value(second, 1)),
        ])
      }
    }
    return lines
  }

  @Test(arguments: Layout.allCases)
  func documents(_ layout: Layout) throws {
    let lines = Self.lines(Self.colons)
    for start in stride(from: 0, to: lines.count, by: Self.labels.count * 2) {
      let part = Array(lines[start..<min(start + Self.labels.count * 2, lines.count)])
      let report = try ImportedText.report(layout.document(part), as: layout.format)
      let expected = part.joined().filter { !$0.value.isEmpty }
        .map { PublicationField(label: $0.label, value: $0.value) }
      #expect(
        report.publication.map { PublicationField(label: Self.plain($0.label), value: $0.value) }
          == expected)
      #expect(report.agency.name == "示例市河湖局")
      let isDated = expected.contains { $0.label == "成文日期" }
      #expect(report.issueDate == (isDated ? CalendarDate(Self.day) : nil))
    }
  }

  /// A label as it is compared: without blanks and colons.
  private static func plain(_ label: String) -> String {
    String(label.unicodeScalars.filter { !LooseText.isSpace($0) && $0 != ":" && $0 != "\u{FF1A}" })
  }

  @Test(arguments: Layout.allCases)
  func nothingIsLost(_ layout: Layout) throws {
    let lines = Self.lines(Self.others + Self.colons)
    for start in stride(from: 0, to: lines.count, by: Self.labels.count * 2) {
      let part = Array(lines[start..<min(start + Self.labels.count * 2, lines.count)])
      let item = try ImportedText.item(Array(layout.document(part).utf8), of: layout.format)
      let kept = Self.kept(try #require(item.report), try #require(item.recognition))
      let lost = part.joined().filter { !$0.value.isEmpty && !kept.contains($0.value) }
      #expect(lost.isEmpty, "\(lost.prefix(3))")
    }
  }

  /// All texts that a report has, and what is told to be left over, with its place.
  private static func kept(_ report: Report, _ recognition: Recognition) -> String {
    var texts = report.publication.flatMap { [$0.label, $0.value] }
    for section in report.narrative {
      texts.append(section.title)
      for block in section.blocks {
        switch block {
        case .heading(let text, level: _), .paragraph(let text): texts.append(text)
        case .table(let rows): texts += rows.flatMap { $0 }
        }
      }
    }
    texts += report.extras.flatMap { [$0.label] + $0.texts }
    texts += recognition.parts.filter {
      ($0.disposition == .leftOver || $0.disposition == .navigation)
        && !$0.place.description.isEmpty
    }.map(\.text)
    return texts.joined(separator: "\n")
  }
}
