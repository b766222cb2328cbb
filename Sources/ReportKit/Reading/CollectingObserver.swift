public import ReportDiagnostics

/// An observer that keeps everything a run reports, for programs that look at it afterwards.
///
///     let collected = CollectingObserver()
///     let validation = Validation(options: InputOptions(forms: try .embedded()), profile: .submission)
///     let summary = validation.run(["submissions"], observer: collected)
///     for report in collected.reports where report.outcome.verdict == .withErrors {
///       print(report.outcome.id, report.diagnostics.map { $0.message(in: .english) })
///     }
///
/// It holds all diagnostics in memory: for very many reports, write an observer of your own.
public final class CollectingObserver: RunObserver {
  /// A report that was accepted or refused, and what was found in it.
  public struct Collected: Sendable, Hashable {
    /// Where it comes from, and what became of it.
    public let outcome: ReportOutcome
    /// What was found in it, in order.
    public let diagnostics: [Diagnostic]
  }

  /// The reports, in the order of the inputs.
  public private(set) var reports: [Collected] = []
  /// The inputs that are done.
  public private(set) var inputs: [InputOutcome] = []
  /// What is about no report: inputs that could not be read, remarks on a file or on the run.
  public var general: [Diagnostic] { passed + pending }
  private var passed: [Diagnostic] = []
  /// What was found since the last report; whose it is shows when the next one is finished.
  private var pending: [Diagnostic] = []

  /// Makes an observer that has seen nothing.
  public init() {}

  /// Keeps a diagnostic.
  public func found(_ finding: Diagnostic) { pending.append(finding) }

  /// Keeps a report, with the diagnostics that were just found in it.
  public func finished(_ outcome: ReportOutcome) {
    let tally = outcome.findings
    let count = tally.errors + tally.warnings + tally.notes
    reports.append(Collected(outcome: outcome, diagnostics: pending.suffix(count)))
    passed += pending.dropLast(count)
    pending = []
  }

  /// Keeps an input.
  public func ended(_ input: InputOutcome) { inputs.append(input) }

  /// Does nothing.
  public func progressed(_ progress: RunProgress) {}
}
