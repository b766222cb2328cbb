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
  /// Whether a report that is taken is judged by what was found in it.
  let judges: Bool
  private(set) var summary = Summary()
  private var progress = RunProgress()

  init(options: InputOptions, observer: any RunObserver, judges: Bool = false) {
    self.options = options
    self.judges = judges
    self.observer = observer
  }

  /// What a command makes of one item: the findings of its own, and whether it takes the report.
  typealias Take = (_ item: ReadItem, _ source: ItemSource) throws(Diagnostic) -> Taken

  /// What a command made of a report.
  struct Taken {
    var isAccepted = true
    var findings: [Diagnostic] = []
  }

  /// How many items are read ahead of `take` at most, with a thread of its own for reading.
  private static let itemsAhead = 32

  /// Hands every item of every input to `take`.
  ///
  /// - Parameter jobs: 1 to read and take in turn; else items are read ahead on another thread.
  ///   What comes of it is the same.
  /// - Throws: what `take` throws: the output cannot be written on.
  mutating func go(
    through arguments: [String], jobs: Int = 1, take: Take
  ) throws(Diagnostic) {
    guard jobs > 1 else {
      var reading = InputReading(arguments, options: options)
      return try go(through: { reading.next() }, take: take)
    }
    let queue = BoundedQueue<ReadingEvent>(capacity: Self.itemsAhead)
    let options = options
    let thread = WorkerThread {
      var reading = InputReading(arguments, options: options)
      while let event = reading.next(), queue.push(event) {}
      queue.finish()
    }
    guard let thread else { return try go(through: arguments, take: take) }
    defer {
      queue.cancel()
      thread.join()
    }
    try go(through: { queue.pop() }, take: take)
  }

  /// Keeps the books of what happens, up to where the run is given up.
  private mutating func go(
    through next: () -> ReadingEvent?, take: Take
  ) throws(Diagnostic) {
    var path = ""
    var acceptedBefore = 0
    var reportsBefore = 0
    while let event = next() {
      switch event {
      case .began(let begun):
        path = begun
        summary.inputs += 1
        (acceptedBefore, reportsBefore) = (summary.accepted, summary.reports)
        continue
      case .item(let item, let source, let position):
        try settle(item, from: source, path: path, take: take)
        (progress.bytesRead, progress.bytes) = (position.bytesTaken, position.size)
        observer.progressed(progress)
        continue
      case .failed(let diagnostic, let isPart):
        fail(diagnostic)
        if isPart, !options.keepsGoing { summary.isGivenUp = true }
      case .ended:
        if summary.reports == reportsBefore {
          fail(Diagnostic(.inputWithoutReport, at: Place(source: path)))
        } else if summary.accepted == acceptedBefore {
          summary.failedInputs += 1
        }
      }
      progress.inputs += 1
      observer.progressed(progress)
      if summary.isGivenUp { return }
    }
  }

  private mutating func settle(
    _ item: ReadItem, from source: ItemSource, path: String, take: Take
  ) throws(Diagnostic) {
    var findings = item.findings
    var verdict = ReportOutcome.Verdict.refused
    switch item.outcome {
    case .remark:
      tell(findings, id: "", path)
      return
    case .refused: break
    case .report:
      let taken = try take(item, source)
      findings += taken.findings
      if taken.isAccepted { verdict = judges ? .judging(findings) : .accepted }
    }
    let tally = tell(findings, id: item.id, path)
    summary.count(verdict)
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
    summary.failedInputs += 1
  }
}
