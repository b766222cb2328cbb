internal import ReportDiagnostics
internal import ReportFormats
internal import ReportSyntax

/// Runs through the reports of many inputs, one after the other, and keeps the books: every command
/// that reads reports goes through here.
///
/// The unit of failure is the report: one that is refused, and an input that gives none, are told
/// and counted, and the run goes on. A file of many reports that breaks off is different: the reports
/// before the break may be only a part, so that the run is given up, unless it was told to keep going.
struct ReportRun {
  let options: InputOptions
  let observer: any RunObserver
  private(set) var summary = Summary()
  private var progress = RunProgress()

  init(options: InputOptions, observer: any RunObserver) {
    self.options = options
    self.observer = observer
  }

  /// What a command makes of one item: the findings of its own, and whether it takes the report.
  typealias Take = (_ item: ReadItem, _ input: OpenedInput) throws(Diagnostic) -> Taken

  /// What a command made of a report.
  struct Taken {
    var isAccepted = true
    var findings: [Diagnostic] = []
  }

  /// Hands every item of every input to `take`.
  ///
  /// - Throws: what `take` throws: the output cannot be written on.
  mutating func go(through arguments: [String], take: Take) throws(Diagnostic) {
    var inputs = InputSequence(arguments, markers: options.registry.markers)
    while let input = inputs.next() {
      switch input {
      case .single(let path): try go(through: path, take: take)
      case .failure(let diagnostic):
        summary.inputs += 1
        fail(diagnostic)
      }
      progress.inputs += 1
      observer.progressed(progress)
      if summary.isGivenUp { return }
    }
  }

  private mutating func go(through path: String, take: Take) throws(Diagnostic) {
    summary.inputs += 1
    let input: OpenedInput
    do {
      input = try OpenedInput(path: path, options: options)
    } catch {
      fail(error.inSource(path))
      return
    }
    progress.bytesRead = 0
    progress.bytes = input.position.size
    let acceptedBefore = summary.accepted
    let reportsBefore = summary.reports
    while true {
      let item: ReadItem?
      do {
        item = try input.reader.next()
      } catch {
        fail(error.inSource(path))
        if input.reader.holdsMany, !options.keepsGoing { summary.isGivenUp = true }
        return
      }
      guard let item else { break }
      try settle(item, of: input, path: path, take: take)
      progress.bytesRead = input.position.bytesTaken
      observer.progressed(progress)
    }
    if summary.reports == reportsBefore {
      fail(Diagnostic(.inputWithoutReport, at: Place(source: path)))
    } else if summary.accepted == acceptedBefore {
      summary.failedInputs += 1
    }
  }

  private mutating func settle(
    _ item: ReadItem, of input: OpenedInput, path: String, take: Take
  ) throws(Diagnostic) {
    var findings = item.findings
    var verdict = ReportOutcome.Verdict.refused
    switch item.outcome {
    case .remark:
      tell(findings, id: "", path)
      return
    case .refused: break
    case .report:
      let taken = try take(item, input)
      findings += taken.findings
      if taken.isAccepted { verdict = .accepted }
    }
    let tally = tell(findings, id: item.id, path)
    if verdict == .accepted { summary.accepted += 1 } else { summary.refused += 1 }
    progress.reports += 1
    observer.finished(
      ReportOutcome(source: path, id: item.id, place: item.place, verdict: verdict, findings: tally)
    )
  }

  @discardableResult
  private mutating func tell(_ findings: [Diagnostic], id: String, _ path: String) -> Tally {
    for finding in findings {
      var finding = finding.inSource(path)
      if finding.report.isEmpty { finding.report = id }
      observer.found(finding)
    }
    let tally = Tally(of: findings)
    summary.findings.add(tally)
    return tally
  }

  /// An input cannot be read, or not to its end.
  private mutating func fail(_ diagnostic: Diagnostic) {
    observer.found(diagnostic)
    summary.findings.count(diagnostic)
    summary.failedInputs += 1
  }
}
