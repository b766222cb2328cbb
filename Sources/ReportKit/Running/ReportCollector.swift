internal import ReportIO
internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel

/// Takes the reports of a conversion into its output, each id once, and keeps the journal of a run
/// that can be resumed.
final class ReportCollector<Output: ReportOutput> {
  private let output: Output
  private var identifiers = FingerprintSet()
  private var journal: RunJournal?

  /// - Parameters:
  ///   - taken: the reports that an earlier run has taken.
  ///   - journal: the journal of a run that can be resumed; nil for another.
  init(_ output: Output, _ taken: [ReportID], journal: RunJournal?) {
    self.output = output
    self.journal = journal
    for id in taken { _ = identifiers.insert(KeyedHash128(id)) }
  }

  func take(
    _ report: EncodedReport<Output.Encoder.Content>, at place: Place
  ) throws(Diagnostic) -> ReportRun.Taken {
    guard identifiers.insert(KeyedHash128(report.id)) else {
      return ReportRun.Taken(
        isAccepted: false,
        findings: [Diagnostic(.reportIdDoubled, at: place, ["id": report.id.description])])
    }
    journal?.add(report.id)
    let findings = try output.write(report).map { finding in
      guard finding.place == Place() else { return finding }
      var finding = finding
      finding.place = place
      return finding
    }
    return ReportRun.Taken(findings: findings)
  }

  /// Notes that an input is done with.
  func settle(_ input: StampedInput, _ summary: Summary) throws(Diagnostic) {
    let output = output
    try journal?.add(input, summary) { () throws(Diagnostic) in try output.checkpoint() }
  }

  /// Gives the output up, but for what a run can be resumed with.
  ///
  /// - Parameter keepsWork: whether that is of any use.
  /// - Returns: where it is kept.
  func cancel(keepsWork: Bool) -> Diagnostic? {
    output.cancel()
    guard let journal else { return nil }
    guard keepsWork, journal.hasCheckpoint else {
      journal.partial.discard()
      return nil
    }
    return Diagnostic(.runCanBeResumed, ["path": journal.partial.path])
  }
}
