public import ReportDiagnostics

/// How many findings there are, by severity.
public struct Tally: Sendable, Hashable {
  /// The errors.
  public var errors = 0
  /// The warnings.
  public var warnings = 0
  /// The notes.
  public var notes = 0

  /// Makes a tally of nothing.
  public init() {}

  /// Makes a tally of `findings`.
  public init(of findings: [Diagnostic]) {
    for finding in findings { count(finding) }
  }

  /// Counts one finding.
  public mutating func count(_ finding: Diagnostic) { count(finding.severity, times: 1) }

  /// Counts several findings.
  mutating func count(_ severity: Severity, times: Int) {
    switch severity {
    case .error: errors += times
    case .warning: warnings += times
    case .note: notes += times
    }
  }

  /// Adds another tally.
  public mutating func add(_ other: Tally) {
    errors += other.errors
    warnings += other.warnings
    notes += other.notes
  }
}

/// What a run came to. The counts add up: every report that was found was accepted or refused,
/// and what was accepted was written unless the run was given up.
public struct Summary: Sendable, Hashable {
  /// How many inputs there were: files, or standard input.
  public var inputs = 0
  /// How many of them gave no report because they could not be read.
  public var failedInputs = 0
  /// How many reports were taken over.
  public private(set) var accepted = 0
  /// How many reports were refused.
  public private(set) var refused = 0
  /// How many reports came to each verdict; they add up to ``reports``.
  public private(set) var verdicts: [ReportOutcome.Verdict: Int] = [:]
  /// How many reports stand in the output; 0 if the run was given up.
  public var written = 0
  /// What became of each report and input, and why.
  public private(set) var outcomes = OutcomeTable()
  /// What was found.
  public private(set) var findings = Tally()
  /// How often each kind of finding was found; they add up to ``findings``.
  public private(set) var kinds: [FindingCount.Key: Int] = [:]
  /// Whether the run was given up: nothing was written.
  public var isGivenUp = false
  /// Whether something could not be done: an input, or the output.
  public var hasFailed = false

  /// Makes a summary of nothing.
  public init() {}

  /// Counts a report, or several.
  mutating func count(_ verdict: ReportOutcome.Verdict, times: Int = 1) {
    verdicts[verdict, default: 0] += times
    if verdict == .refused { refused += times } else { accepted += times }
  }

  /// Counts what became of a report, or of an input.
  mutating func count(_ outcome: OutcomeTable.Key, times: Int = 1) {
    outcomes.count(outcome, times: times)
  }

  /// Counts findings.
  mutating func count(_ found: [Diagnostic]) {
    for finding in found {
      count(FindingCount.Key(kind: finding.kind, severity: finding.severity), times: 1)
    }
  }

  /// Counts several findings of the same kind.
  mutating func count(_ key: FindingCount.Key, times: Int) {
    findings.count(key.severity, times: times)
    kinds[key, default: 0] += times
  }

  /// Tells `observer` what ended the run, if anything did, and counts it.
  mutating func fail(_ failure: Diagnostic?, _ observer: any RunObserver) {
    guard let failure else { return }
    observer.found(failure)
    count([failure])
    hasFailed = true
  }

  /// The kinds of finding by weight, then by how often they were found, then by name.
  public var findingCounts: [FindingCount] {
    kinds.map { FindingCount(key: $0.key, count: $0.value) }.sorted {
      ($1.key.severity, $1.count, $0.key.kind.id) < ($0.key.severity, $0.count, $1.key.kind.id)
    }
  }

  /// How many reports were found.
  public var reports: Int { accepted + refused }

  /// The exit code (design §5): 0 done, 1 errors in the data, 2 something could not be done.
  public func exitCode(isStrict: Bool) -> Int32 {
    if hasFailed || failedInputs > 0 { return 2 }
    if findings.errors > 0 || refused > 0 { return 1 }
    return isStrict && findings.warnings > 0 ? 1 : 0
  }
}

/// How often a kind of finding was found with one severity.
public struct FindingCount: Sendable, Hashable {
  /// What is counted together.
  public struct Key: Sendable, Hashable {
    /// The kind.
    public let kind: DiagnosticKind
    /// The severity, which a profile may have raised.
    public let severity: Severity
  }

  /// What is counted.
  public let key: Key
  /// How often it was found.
  public let count: Int
}

/// What became of one report of an input.
public struct ReportOutcome: Sendable, Hashable {
  /// Whether it was taken over.
  public enum Verdict: String, Sendable, Hashable {
    /// It was.
    case accepted
    /// It was not: its errors say why.
    case refused
    /// It was, and nothing is wrong with it.
    case inOrder = "in-order"
    /// It was, and there are warnings, but no errors.
    case withWarnings = "with-warnings"
    /// It was, and there are errors in it.
    case withErrors = "with-errors"

    /// The verdict on a report by what was found in it.
    static func judging(_ findings: [Diagnostic]) -> Verdict {
      switch findings.map(\.severity).max() {
      case .error: .withErrors
      case .warning: .withWarnings
      case .note, nil: .inOrder
      }
    }

    /// Whether nobody needs to look at the report.
    public var isGood: Bool { self == .accepted || self == .inOrder }
  }

  /// The path of the input.
  public var source: String
  /// The id of the report, as far as known; else empty.
  public var id: String
  /// Where it begins.
  public var place: Place
  /// Whether it was taken over.
  public var verdict: Verdict
  /// What was found in it.
  public var findings: Tally

  /// Makes an outcome.
  public init(
    source: String, id: String, place: Place, verdict: Verdict, findings: Tally
  ) {
    self.source = source
    self.id = id
    self.place = place
    self.verdict = verdict
    self.findings = findings
  }
}

/// How far a run is.
public struct RunProgress: Sendable {
  /// The inputs done.
  public var inputs = 0
  /// The reports found so far.
  public var reports = 0
  /// The bytes of the present input that were read so far.
  public var bytesRead = 0
  /// The bytes of the present input in all, as it states them; 0 if it does not.
  public var bytes = 0

  /// Makes a progress of nothing.
  public init() {}
}

/// Who is told what happens in a run, as it happens and in order.
public protocol RunObserver: AnyObject {
  /// A finding.
  func found(_ finding: Diagnostic)
  /// A report is done with.
  func finished(_ outcome: ReportOutcome)
  /// An input is done with.
  func ended(_ input: InputOutcome)
  /// The run went on.
  func progressed(_ progress: RunProgress)
}

extension RunObserver {
  /// Does nothing.
  public func ended(_ input: InputOutcome) {}
}
