import ReportDiagnostics
import ReportIO
import ReportModel
import ReportTestSupport
import Testing

@testable import ReportKit

/// Lines of a journal that say what no run has written: they are not followed, and what is counted on
/// from one that is stays in range.
@Suite struct JournalLineTests {
  private static let names: [(name: String, words: [[String]])] = [
    ("inputs", [["a"], [], []]), ("files", [["output"], [], [""]]),
    ("counters", [["bytes", "files", "entries"], []]), ("counts", [[], []]),
    ("verdicts", [["accepted", "refused"], []]),
    ("outcomes", [["accepted", "refused"], ["report-id-doubled"], []]),
    ("findings", [["report-id-doubled"], ["error"], []]), ("reports", [[]]),
  ]

  private static func checkpoint(_ change: (inout JournalLine) -> Void) -> Checkpoint? {
    var line = JournalLine()
    line["counts"] = ["1", "0"]
    change(&line)
    return Checkpoint(line.json.span)
  }

  /// Counts on from `checkpoint`, as a run that is taken up again does.
  private static func goOn(from checkpoint: Checkpoint) {
    var summary = checkpoint.summary
    summary.inputs += 1 << 40
    summary.failedInputs += 1 << 40
    summary.count(ReportOutcome.Verdict.accepted, times: 1 << 40)
    summary.count(ReportOutcome.Verdict.refused, times: 1 << 40)
    summary.count(OutcomeTable.Key.accepted, times: 1 << 40)
    summary.count([Diagnostic(.reportIdDoubled)])
    #expect(summary.reports > 0)
    for value in checkpoint.counters.values { #expect(value >= 0 && value <= 1 << 60) }
    for file in checkpoint.files { #expect(file.size >= 0) }
  }

  @Test(arguments: ExtremeNumbers.texts) func everyNumber(_ number: String) {
    for (name, words) in Self.names {
      // Every word for what takes a word, and the number for what takes none.
      let group = words.map { $0.isEmpty ? [number] : $0 }
      for texts in group.reduce(
        [[]], { all, next in all.flatMap { one in next.map { one + [$0] } } })
      {
        for texts in [texts, texts + texts, Array(texts.dropLast()), texts + [number]] {
          guard let checkpoint = Self.checkpoint({ $0[name] = texts }) else { continue }
          Self.goOn(from: checkpoint)
          #expect(Checkpoint(checkpoint.line.span)?.counters == checkpoint.counters)
        }
      }
    }
  }

  @Test func everyCountAtItsLimit() throws {
    let limit = "\(1 << 36)"
    let many = try #require(
      Self.checkpoint { line in
        line["verdicts"] = (0..<40_000).flatMap { _ in ["accepted", limit] }
        line["outcomes"] = (0..<40_000).flatMap { _ in ["refused", "report-id-doubled", limit] }
        line["findings"] = (0..<40_000).flatMap { _ in ["report-id-doubled", "error", limit] }
      })
    #expect(many.summary.accepted == 40_000 << 36)
    Self.goOn(from: many)
    for (name, texts) in [
      ("verdicts", ["accepted", "\(1 << 36 + 1)"]), ("counters", ["bytes", "\(1 << 60 + 1)"]),
      ("counters", ["bytes", "-1"]), ("counts", ["\(Int.max)", "0"]), ("files", ["a", "-1", ""]),
    ] {
      #expect(Self.checkpoint { $0[name] = texts } == nil)
    }
  }

  @Test(arguments: [
    "", "{", "[]", "{}", "{\"counts\":[]}", "{\"counts\":[\"1\"]}", "{\"counts\":[1,0]}",
    "{\"counts\":[\"1\",\"0\"],\"files\":[\"a\"]}", "{\"counts\":{\"1\":\"0\"}}", "\u{0}",
  ])
  func noLine(_ text: String) { #expect(Checkpoint(Array(text.utf8).span) == nil) }
}
