internal import ReportDiagnostics
internal import ReportFormats
internal import ReportIO

/// Runs through the reports of many inputs, one after the other, and keeps the books: every command
/// that reads reports goes through here.
///
/// The unit of failure is the report: one that is refused, and an input that gives none, are told
/// and counted, and the run goes on. A file of many reports that breaks off is different: the reports
/// before the break may be only a part, so that the run is given up, unless it was told to keep going.
struct ReportRun {
  let options: InputOptions
  let observer: any RunObserver
  /// Whether a report that is taken is judged by what was found in it.
  let judges: Bool
  private(set) var summary = Summary()
  private var progress = RunProgress()
  private var input = Input()

  /// The input that is being read, and the counts from before it.
  private struct Input {
    var began = StampedInput(path: "", stamp: FileStamp(size: 0, modified: 0))
    var path: String { began.path }
    var acceptedBefore = 0
    var reportsBefore = 0
    /// Whether it ended or failed.
    var isOver = false
  }

  /// Makes a run.
  ///
  /// - Parameter summary: what an earlier run that this one takes up came to.
  init(
    options: InputOptions, observer: any RunObserver, judges: Bool = false,
    summary: Summary = Summary()
  ) {
    self.options = options
    self.judges = judges
    self.observer = observer
    self.summary = summary
    progress.inputs = summary.inputs
    progress.reports = summary.reports
  }

  /// What is done with an item on any thread, before a command gets it: it may add findings, refuse
  /// the report, or make of it what the command takes.
  typealias Preparation<Content> =
    @Sendable (_ item: ReadItem, _ source: InputSource) -> PreparedItem<Content>

  /// What a command makes of one report: the findings of its own, and whether it takes the report.
  typealias Take<Content> =
    (_ content: Content, _ place: Place) throws(Diagnostic) -> Taken

  /// What a command does when an input is done with, whatever became of it.
  typealias Settle = (_ input: StampedInput, _ summary: Summary) throws(Diagnostic) -> Void

  /// What a command made of a report.
  struct Taken {
    var isAccepted = true
    var findings: [Diagnostic] = []
  }

  /// Hands every report of every input to `take`, in order.
  ///
  /// - Parameters:
  ///   - inputs: the inputs that are still to be read.
  ///   - jobs: how many threads read and prepare items; with 1, all is done here in turn. What comes
  ///     of it is the same.
  ///   - prepare: what is to be done with each item first, on any thread.
  ///   - settle: what is to be done after each input.
  ///   - isolate: what is to be done before an input that is read alone, because an earlier run may
  ///     have crashed by it: all before it are done with then, and none behind it has begun.
  /// - Throws: `run-interrupted`; what `take`, `settle` and `isolate` throw: the output cannot be
  ///   written on.
  mutating func go<Content: Sendable>(
    through inputs: InputSequence, jobs: Int = 1, prepare: @escaping Preparation<Content>,
    take: Take<Content>,
    settle: Settle = { _, _ throws(Diagnostic) in },
    isolate: Settle = { _, _ throws(Diagnostic) in }
  ) throws(Diagnostic) {
    var rest = try go(
      toSuspect: inputs, jobs: jobs, prepare: prepare, take: take, settle: settle)
    while !summary.isGivenUp, let suspect = rest.takeSuspect() {
      try isolate(StampedInput(suspect.path, options), summary)
      _ = try goAlone(through: suspect.alone, prepare: prepare, take: take, settle: settle)
      if summary.isGivenUp { return }
      rest = try go(toSuspect: rest, jobs: jobs, prepare: prepare, take: take, settle: settle)
    }
  }

  /// Reads up to an input that is to be read alone, or to the end.
  ///
  /// - Returns: what is still to be read.
  private mutating func go<Content: Sendable>(
    toSuspect inputs: InputSequence, jobs: Int, prepare: @escaping Preparation<Content>,
    take: Take<Content>, settle: Settle
  ) throws(Diagnostic) -> InputSequence {
    guard jobs > 1 else {
      return try goAlone(through: inputs, prepare: prepare, take: take, settle: settle)
    }
    let options = options
    let work = OrderedWork<[ReadingEvent<Content>]>(workers: jobs)
    let rest = Guarded(inputs)
    let giver = WorkerThread {
      var reading = InputReading(inputs, options: options, prepare: prepare)
      while let piece = reading.next(), work.give(piece) {}
      rest.withValue { [reading] in $0 = reading.inputs }
      work.finish()
    }
    defer {
      work.stop()
      giver?.join()
    }
    guard giver != nil else {
      return try goAlone(through: inputs, prepare: prepare, take: take, settle: settle)
    }
    try go(through: { work.next() }, take: take, settle: settle)
    return rest.withValue { $0 }
  }

  private mutating func goAlone<Content: Sendable>(
    through inputs: InputSequence, prepare: @escaping Preparation<Content>, take: Take<Content>,
    settle: Settle
  ) throws(Diagnostic) -> InputSequence {
    var reading = InputReading(inputs, options: options, prepare: prepare)
    try go(through: { reading.next().map { piece in piece() } }, take: take, settle: settle)
    return reading.inputs
  }

  /// Keeps the books of what happens, up to where the run is given up.
  private mutating func go<Content: Sendable>(
    through next: () -> [ReadingEvent<Content>]?, take: Take<Content>, settle: Settle
  ) throws(Diagnostic) {
    while let events = next() {
      var inFlight = InputInFlight(input.isOver ? "" : input.path)
      defer { inFlight.end() }
      for event in events {
        if case .began(let input) = event {
          inFlight.end()
          inFlight = InputInFlight(input.path)
        }
        if Interruption.isRequested { throw Diagnostic(.runInterrupted) }
        let wasOver = input.isOver
        try account(event, take: take)
        if summary.isGivenUp { return }
        if input.isOver, !wasOver { try settle(input.began, summary) }
      }
    }
  }

  private mutating func account<Content: Sendable>(
    _ event: ReadingEvent<Content>, take: Take<Content>
  ) throws(Diagnostic) {
    if case .remark(let remark) = event { return tellOfRun(remark) }
    if input.isOver, !event.isBeginning { return }
    switch event {
    case .remark: return
    case .began(let began):
      summary.inputs += 1
      input = Input(
        began: began, acceptedBefore: summary.accepted, reportsBefore: summary.reports)
      return
    case .item(let item, let position):
      try settle(item, take: take)
      (progress.bytesRead, progress.bytes) = (position.bytesTaken, position.size)
    case .failed(let diagnostic, let isPart):
      fail(diagnostic)
      input.isOver = true
      if isPart, !options.keepsGoing { summary.isGivenUp = true }
      endInput(hasFailed: true)
    case .ended:
      input.isOver = true
      if summary.reports == input.reportsBefore {
        fail(Diagnostic(.inputWithoutReport, at: Place(source: input.path)))
        endInput(hasFailed: true)
      } else {
        if summary.accepted == input.acceptedBefore { summary.failedInputs += 1 }
        endInput(hasFailed: false)
      }
    }
    observer.progressed(progress)
  }

  private mutating func endInput(hasFailed: Bool) {
    progress.inputs += 1
    let accepted = summary.accepted - input.acceptedBefore
    observer.ended(
      InputOutcome(
        path: input.path, accepted: accepted,
        refused: summary.reports - input.reportsBefore - accepted, hasFailed: hasFailed))
  }

  private mutating func settle<Content: Sendable>(
    _ item: PreparedItem<Content>, take: Take<Content>
  ) throws(Diagnostic) {
    var findings = item.findings
    var verdict = ReportOutcome.Verdict.refused
    switch item.outcome {
    case .remark:
      tell(findings, id: "")
      return
    case .refused: break
    case .content(let content):
      let taken = try take(content, item.place)
      findings += taken.findings
      if taken.isAccepted { verdict = judges ? .judging(findings) : .accepted }
    }
    let tally = tell(findings, id: item.id)
    summary.count(verdict)
    summary.count(Self.outcome(verdict, findings))
    progress.reports += 1
    observer.finished(
      ReportOutcome(
        source: input.path, id: item.id, place: item.place, verdict: verdict, findings: tally)
    )
  }

  private static func outcome(
    _ verdict: ReportOutcome.Verdict, _ findings: [Diagnostic]
  ) -> OutcomeTable.Key {
    if verdict == .refused {
      return .refused(findings.first { $0.severity == .error }?.kind ?? .inputWithoutReport)
    }
    return findings.contains { $0.severity > .note } ? .acceptedWithFindings : .accepted
  }

  @discardableResult
  private mutating func tell(_ findings: [Diagnostic], id: String) -> Tally {
    for finding in findings {
      var finding = finding.inSource(input.path)
      if finding.report.isEmpty { finding.report = id }
      observer.found(finding)
    }
    summary.count(findings)
    return Tally(of: findings)
  }

  /// A finding about the run as a whole.
  mutating func tellOfRun(_ finding: Diagnostic) {
    observer.found(finding)
    summary.count([finding])
  }

  /// An input cannot be read, or not to its end.
  private mutating func fail(_ diagnostic: Diagnostic) {
    observer.found(diagnostic)
    summary.count([diagnostic])
    summary.count(.failedInput(diagnostic.kind))
    summary.failedInputs += 1
  }
}
