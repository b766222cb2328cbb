internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel
public import ReportRules

/// Reads reports from inputs of any format and checks them by the rules of their forms.
///
///     let validation = Validation(options: InputOptions(forms: try .embedded()))
///     let summary = validation.run(["submissions"], observer: observer)
public struct Validation {
  /// How inputs are opened.
  public var options: InputOptions
  /// What reports are checked for.
  public var profile: RuleProfile
  /// A file or folder with the reports of the year before; nil to compare with none.
  public var previous: String?
  /// How many threads to use; the result is the same with any number.
  public var jobs: Int

  /// Makes a validation.
  public init(
    options: InputOptions, profile: RuleProfile = .draft, previous: String? = nil, jobs: Int = 1
  ) {
    self.options = options
    self.profile = profile
    self.previous = previous
    self.jobs = jobs
  }

  /// Runs through `inputs`; findings, and the verdict on each report, go to `observer` in order.
  public func run(_ inputs: [String], observer: any RunObserver) -> Summary {
    var options = options
    options.keepsPlaces = true
    var run = ReportRun(options: options, observer: observer, judges: true)
    var failure: Diagnostic?
    do throws(Diagnostic) {
      let rules = RuleSet(
        forms: options.forms, profile: profile, previous: try readPrevious(&run))
      try run.go(
        through: options.sequence(of: inputs), jobs: jobs,
        prepare: { item, _ in PreparedItem(Self.judged(item, by: rules)) { _ in } },
        take: { _, _ throws(Diagnostic) in ReportRun.Taken() })
    } catch {
      failure = error
    }
    var summary = run.summary
    summary.fail(failure, observer)
    if summary.accepted == 0, summary.failedInputs == 0 { summary.hasFailed = true }
    return summary
  }

  /// The item with what the rules find.
  private static func judged(_ item: ReadItem, by rules: RuleSet) -> ReadItem {
    guard let report = item.report else { return item }
    var findings = rules.findings(report, places: item.places, start: item.place)
    // The importer has said the same already, and knows more about it.
    if item.findings.contains(where: { $0.kind == .importEditionMismatch }) {
      findings.removeAll { $0.kind == .editionYearMismatch }
    }
    var judged = item
    judged.findings += findings
    return judged
  }

  /// Reads what is to be compared with. Findings about its reports are for a run of their own; what
  /// could not be read is told, as nothing is compared with it.
  private func readPrevious(_ run: inout ReportRun) throws(Diagnostic) -> PreviousReports? {
    guard let previous else { return nil }
    var reports = PreviousReports()
    let observer = FailureObserver()
    var reading = ReportRun(options: options, observer: observer)
    try reading.go(
      through: options.sequence(of: [previous]), jobs: jobs,
      prepare: { item, _ in PreparedItem(item) { $0 } },
      take: { report, _ throws(Diagnostic) in
        reports.add(report)
        return ReportRun.Taken()
      })
    if let failure = observer.lastError, reading.summary.failedInputs > 0, reports.count == 0 {
      throw failure
    }
    if reading.summary.refused > 0 || reading.summary.failedInputs > 0 {
      let count = max(reading.summary.refused, reading.summary.failedInputs)
      run.tellOfRun(
        Diagnostic(
          .previousReportsRefused, at: Place(source: previous), ["count": "\(count)"]))
    }
    return reports
  }
}

/// Keeps the last error only.
private final class FailureObserver: RunObserver {
  var lastError: Diagnostic?

  func found(_ finding: Diagnostic) {
    if finding.severity == .error { lastError = finding }
  }

  func finished(_ outcome: ReportOutcome) {}
  func progressed(_ progress: RunProgress) {}
}
