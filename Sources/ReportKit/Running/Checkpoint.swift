internal import ReportDiagnostics
internal import ReportModel
internal import ReportIO
internal import ReportSyntax

/// How far a run had come that can be taken up again: one line of its ``RunJournal``.
///
/// As JSON it is an object of lists of texts, so that it is read and written without more ado.
struct Checkpoint {
  /// The inputs done since the checkpoint before.
  var inputs: [StampedInput] = []
  /// The reports that were taken into the output since then.
  var reports: [ReportID] = []
  /// All files of the output.
  var files: [PartialOutput.Mark] = []
  /// The counters of the writer.
  var counters: [String: Int] = [:]
  /// What the run had come to.
  var summary = Summary()
}

extension Checkpoint {
  /// What can be counted on from without overflow, whatever a journal says: a line of it holds less
  /// than 2²⁴ counts.
  private static let counts = 0...(1 << 36)
  /// The same for what stands in a line once: bytes and files.
  private static let sizes = 0...(1 << 60)

  /// The line, without a line feed.
  var line: [UInt8] {
    var line = JournalLine()
    line["inputs"] = inputs.flatMap(\.texts)
    line["reports"] = reports.map(\.description)
    line["files"] = files.flatMap { [$0.name, "\($0.size)", $0.digest] }
    line["counters"] = counters.sorted { $0.key < $1.key }.flatMap { [$0.key, "\($0.value)"] }
    line["counts"] = ["\(summary.inputs)", "\(summary.failedInputs)"]
    line["verdicts"] = summary.verdicts.flatMap { [$0.key.rawValue, "\($0.value)"] }
    line["outcomes"] = Self.texts(of: summary.outcomes)
    line["findings"] = summary.findingCounts.flatMap {
      [$0.key.kind.id, $0.key.severity.rawValue, "\($0.count)"]
    }
    return line.json
  }

  /// Reads a line; nil if it is not whole.
  init?(_ bytes: Span<UInt8>) {
    guard let line = JournalLine(bytes),
      let inputs = line.groups("inputs", of: 3), let files = line.groups("files", of: 3),
      let counters = line.groups("counters", of: 2), let summary = Self.summary(line)
    else { return nil }
    self.summary = summary
    for text in line["reports"] {
      guard let id = ReportID(text) else { return nil }
      reports.append(id)
    }
    for input in inputs {
      guard let input = StampedInput(input) else { return nil }
      self.inputs.append(input)
    }
    for file in files {
      guard let size = Int(file[1]), size >= 0 else { return nil }
      self.files.append(PartialOutput.Mark(name: file[0], size: size, digest: file[2]))
    }
    for counter in counters {
      guard let value = Int(counter[1]), Self.sizes.contains(value) else { return nil }
      self.counters[counter[0]] = value
    }
  }

  /// What a line says that the run had come to; nil if that is not whole.
  private static func summary(_ line: JournalLine) -> Summary? {
    guard let counts = line.groups("counts", of: 2), let verdicts = line.groups("verdicts", of: 2),
      let findings = line.groups("findings", of: 3), let outcomes = line.groups("outcomes", of: 3),
      let inputs = counts.first, let all = count(inputs[0]), let failed = count(inputs[1])
    else { return nil }
    var summary = Summary()
    (summary.inputs, summary.failedInputs) = (all, failed)
    for verdict in verdicts {
      guard let kind = ReportOutcome.Verdict(rawValue: verdict[0]), let count = count(verdict[1])
      else { return nil }
      summary.count(kind, times: count)
    }
    let kinds = Dictionary(
      DiagnosticKind.catalogue.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for outcome in outcomes {
      guard let key = Self.outcome(outcome[0], kinds[outcome[1]]), let count = count(outcome[2])
      else { return nil }
      summary.count(key, times: count)
    }
    for finding in findings {
      guard let kind = kinds[finding[0]], let severity = Severity(rawValue: finding[1]),
        let count = count(finding[2])
      else { return nil }
      summary.count(FindingCount.Key(kind: kind, severity: severity), times: count)
    }
    return summary
  }

  /// A count as a line states it; nil if it is none.
  private static func count(_ text: String) -> Int? {
    guard let count = Int(text), counts.contains(count) else { return nil }
    return count
  }
}

extension Checkpoint {
  /// A table of outcomes, three texts a line of it.
  private static func texts(of table: OutcomeTable) -> [String] {
    ["accepted", "", "\(table.accepted)", "with-findings", "", "\(table.acceptedWithFindings)"]
      + OutcomeTable.sorted(table.refused).flatMap { ["refused", $0.reason.id, "\($0.count)"] }
      + OutcomeTable.sorted(table.failedInputs).flatMap { ["failed", $0.reason.id, "\($0.count)"] }
  }

  private static func outcome(_ name: String, _ reason: DiagnosticKind?) -> OutcomeTable.Key? {
    switch name {
    case "accepted": .accepted
    case "with-findings": .acceptedWithFindings
    case "refused": reason.map(OutcomeTable.Key.refused)
    case "failed": reason.map(OutcomeTable.Key.failedInput)
    default: nil
    }
  }
}

extension StampedInput {
  /// Path, size and time, as a journal has them.
  var texts: [String] { [path, "\(stamp.size)", "\(stamp.modified)"] }

  /// Reads what ``texts`` gave; nil if it is not that.
  init?(_ texts: [String]) {
    guard texts.count == 3, let size = Int(texts[1]), let modified = Int(texts[2]) else {
      return nil
    }
    self.init(path: texts[0], stamp: FileStamp(size: size, modified: modified))
  }
}

/// A line of a ``RunJournal``: an object of lists of texts.
struct JournalLine {
  private var members: [String: [String]] = [:]

  /// Makes an empty line.
  init() {}

  /// The texts of a member; none if there is no such.
  subscript(name: String) -> [String] {
    get { members[name] ?? [] }
    set { members[name] = newValue }
  }

  /// The texts of a member, `count` at a time; nil if they are no multiple of it.
  func groups(_ name: String, of count: Int) -> [[String]]? {
    let texts = self[name]
    guard texts.count.isMultiple(of: count) else { return nil }
    return stride(from: 0, to: texts.count, by: count).map {
      Array(texts[$0..<$0 + count])
    }
  }

  /// A text as it comes back from a journal: what JSON of reports has no characters for is replaced.
  static func kept(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0xEF }) else { return text }
    var line = JournalLine()
    line["text"] = [text]
    return JournalLine(line.json.span)?["text"].first ?? text
  }

  /// The line as JSON, without a line feed.
  var json: [UInt8] {
    var json = JSONWriter(layout: .compact)
    json.beginObject()
    for (name, texts) in members.sorted(by: { $0.key < $1.key }) {
      json.key(name)
      json.beginArray()
      for text in texts { json.string(text) }
      json.endArray()
    }
    json.endObject()
    return json.bytes
  }

  /// Reads a line; nil if it is not one.
  init?(_ bytes: Span<UInt8>) {
    let json = JSONObjectReader(bytes)
    do throws(Diagnostic) {
      try json.object { key throws(Diagnostic) in members[key] = try json.texts() }
      try json.end()
    } catch {
      return nil
    }
  }
}
