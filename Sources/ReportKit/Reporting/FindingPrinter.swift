public import ReportDiagnostics
internal import ReportSyntax

/// Puts findings, outcomes and totals into lines, for people or for scripts.
public enum FindingPrinter: Sendable {
  /// As a compiler does: `path:line:column: error: message [id]`.
  case text(Language)
  /// NDJSON: one object a line, each with the version of the line format under `nianbao`.
  case json

  /// The version of the NDJSON lines; it changes when a script that reads them would break.
  public static let version = 1

  /// The line of a finding.
  public func line(_ finding: Diagnostic) -> String {
    switch self {
    case .text(let language):
      let place = finding.place.description
      let cell = finding.cell.isEmpty ? "" : "\(finding.cell): "
      let start = place.isEmpty ? "nianbao" : place
      let line =
        "\(start): \(finding.severity.name[language]): \(cell)"
        + "\(finding.message(in: language)) [\(finding.kind.id)]"
      return line.visibleLine
    case .json:
      return Self.object("finding") { json in
        json.member("id", finding.kind.id)
        json.member("severity", finding.severity.rawValue)
        json.member("place", finding.place.description)
        json.member("source", finding.place.source)
        if finding.place.line > 0 { json.member("line", finding.place.line) }
        if finding.place.column > 0 { json.member("column", finding.place.column) }
        if !finding.report.isEmpty { json.member("report", finding.report) }
        if !finding.cell.isEmpty { json.member("cell", finding.cell) }
        for language in Language.allCases {
          json.member(language.rawValue, finding.message(in: language))
        }
        json.key("arguments")
        json.beginObject()
        for (name, value) in finding.arguments.sorted(by: { $0.key < $1.key }) {
          json.member(name, value)
        }
        json.endObject()
      }
    }
  }

  /// The line of a report that is done with; nil where people read, who see the findings.
  public func line(_ outcome: ReportOutcome) -> String? {
    guard case .json = self else { return nil }
    return Self.object("report") { json in
      json.member("source", outcome.source)
      json.member("report", outcome.id)
      json.member(
        "place",
        Place(source: outcome.source, line: outcome.place.line, column: outcome.place.column)
          .description)
      json.member("verdict", outcome.verdict.rawValue)
      json.add(outcome.findings)
    }
  }

  /// The line of a total.
  public func line(_ summary: Summary, command: String, exitCode: Int32) -> String {
    switch self {
    case .text(let language): Self.sentence(summary, command)[language]
    case .json:
      Self.object("total") { json in
        json.member("command", command)
        json.member("inputs", summary.inputs)
        json.member("failedInputs", summary.failedInputs)
        json.member("reports", summary.reports)
        json.member("accepted", summary.accepted)
        json.member("refused", summary.refused)
        json.member("written", summary.written)
        json.add(summary.findings)
        json.add(summary.outcomes)
        json.member("exitCode", Int(exitCode))
      }
    }
  }

  /// The table of outcomes of a run over several inputs, for people: scripts have it in the total.
  public func outcomeLines(_ summary: Summary) -> [String] {
    guard case .text(let language) = self, summary.inputs > 1 else { return [] }
    let table = summary.outcomes
    let lines = [
      (table.accepted, BilingualText(zh: "接受，无警告和错误", en: "accepted, no warnings or errors")),
      (
        table.acceptedWithFindings,
        BilingualText(zh: "接受，有警告或错误", en: "accepted, with warnings or errors")
      ),
      (table.refused.values.reduce(0, +), BilingualText(zh: "退回", en: "refused")),
      (
        table.failedInputs.values.reduce(0, +),
        BilingualText(
          zh: "个输入未得到报告或未读完", en: "inputs that gave no report, or were not read to their end")
      ),
    ]
    let width = lines.map { "\($0.0)".count }.max() ?? 0
    func line(_ count: Int, _ indent: Int, _ text: String) -> String {
      let number = String(repeating: " ", count: max(width - "\(count)".count, 0)) + "\(count)"
      return String(repeating: " ", count: indent) + number + "  " + text
    }
    func reasons(_ reasons: [DiagnosticKind: Int]) -> [String] {
      OutcomeTable.sorted(reasons).map { line($0.count, 6, $0.reason.id) }
    }
    return lines.prefix(2).map { line($0.0, 2, $0.1[language]) }
      + [line(lines[2].0, 2, lines[2].1[language])] + reasons(table.refused)
      + [line(lines[3].0, 2, lines[3].1[language])] + reasons(table.failedInputs)
  }

  /// The lines of what `validate` found: how many reports came to each verdict, and how often each
  /// kind of finding was found.
  public func lines(validation summary: Summary, exitCode: Int32) -> [String] {
    switch self {
    case .text(let language): Self.overview(summary, language)
    case .json:
      [
        Self.object("total") { json in
          json.member("command", "validate")
          json.member("inputs", summary.inputs)
          json.member("failedInputs", summary.failedInputs)
          json.member("reports", summary.reports)
          for verdict in ReportOutcome.Verdict.judgements {
            json.member(verdict.rawValue, summary.verdicts[verdict] ?? 0)
          }
          json.add(summary.findings)
          json.key("kinds")
          json.beginArray()
          for count in summary.findingCounts {
            json.beginObject()
            json.member("id", count.key.kind.id)
            json.member("severity", count.key.severity.rawValue)
            json.member("count", count.count)
            json.endObject()
          }
          json.endArray()
          json.member("exitCode", Int(exitCode))
        }
      ]
    }
  }

  private static func overview(_ summary: Summary, _ language: Language) -> [String] {
    let verdicts = ReportOutcome.Verdict.judgements.map { verdict in
      "\(verdict.name[language]) \(summary.verdicts[verdict] ?? 0)"
    }
    let failed = BilingualText(
      zh: "（\(summary.failedInputs) 个未得到报告或未读完）",
      en: " (\(summary.failedInputs) gave no report, or not all)")
    let inputs = BilingualText(
      zh: "validate：输入 \(summary.inputs) 个", en: "validate: \(count(summary.inputs, "input"))")
    let reports = BilingualText(
      zh: "，报告 \(summary.reports) 份 = ", en: ", \(count(summary.reports, "report")) = ")
    var first = inputs[language]
    if summary.failedInputs > 0 { first += failed[language] }
    first += reports[language] + verdicts.joined(separator: " + ")
    let counts = summary.findingCounts
    let width = counts.map { "\($0.count)".count }.max() ?? 0
    return [first]
      + counts.map { count in
        let number =
          String(repeating: " ", count: width - "\(count.count)".count) + "\(count.count)"
        return "  \(number)  \(count.key.severity.name[language])  \(count.key.kind.id)"
      }
  }

  private static func sentence(_ summary: Summary, _ command: String) -> BilingualText {
    var zh = "\(command)：输入 \(summary.inputs) 个"
    var en = "\(command): \(count(summary.inputs, "input"))"
    if summary.failedInputs > 0 {
      zh += "（\(summary.failedInputs) 个未得到报告或未读完）"
      en += " (\(summary.failedInputs) gave no report, or not all)"
    }
    zh += "，报告 \(summary.reports) 份 = 接受 \(summary.accepted) + 退回 \(summary.refused)"
    en += ", \(count(summary.reports, "report")) = \(summary.accepted) accepted"
    en += " + \(summary.refused) refused"
    zh += "；写出 \(summary.written) 份"
    en += "; \(summary.written) written"
    if summary.isGivenUp {
      zh += "（中止，未写出任何内容）"
      en += " (given up: nothing was written)"
    }
    let tally = summary.findings
    zh += "；错误 \(tally.errors)，警告 \(tally.warnings)，提示 \(tally.notes)"
    en += "; \(count(tally.errors, "error")), \(count(tally.warnings, "warning"))"
    en += ", \(count(tally.notes, "note"))"
    return BilingualText(zh: zh, en: en)
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private static func object(_ type: String, _ content: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(layout: .compact)
    json.beginObject()
    json.member("nianbao", version)
    json.member("type", type)
    content(&json)
    json.endObject()
    return String(decoding: json.bytes, as: UTF8.self)
  }
}

extension ReportOutcome.Verdict {
  /// The verdicts of `validate`, from good to bad.
  static let judgements: [ReportOutcome.Verdict] = [.inOrder, .withWarnings, .withErrors, .refused]

  /// The words for it in a total.
  var name: BilingualText {
    switch self {
    case .accepted: BilingualText(zh: "接受", en: "accepted")
    case .refused: BilingualText(zh: "退回", en: "refused")
    case .inOrder: BilingualText(zh: "合格", en: "in order")
    case .withWarnings: BilingualText(zh: "有警告", en: "with warnings")
    case .withErrors: BilingualText(zh: "有错误", en: "with errors")
    }
  }
}

extension Severity {
  /// The word for it in messages.
  var name: BilingualText {
    switch self {
    case .note: BilingualText(zh: "提示", en: "note")
    case .warning: BilingualText(zh: "警告", en: "warning")
    case .error: BilingualText(zh: "错误", en: "error")
    }
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  fileprivate mutating func member(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  fileprivate mutating func add(_ table: OutcomeTable) {
    key("outcomes")
    beginObject()
    member("accepted", table.accepted)
    member("acceptedWithFindings", table.acceptedWithFindings)
    for (name, reasons) in [("refused", table.refused), ("failedInputs", table.failedInputs)] {
      key(name)
      beginObject()
      for (reason, count) in OutcomeTable.sorted(reasons) { member(reason.id, count) }
      endObject()
    }
    endObject()
  }

  fileprivate mutating func add(_ tally: Tally) {
    member("errors", tally.errors)
    member("warnings", tally.warnings)
    member("notes", tally.notes)
  }
}
