internal import ReportIO
internal import ReportDiagnostics
public import ReportFormats

/// Reads reports from inputs of any format and writes them in one format.
///
///     let conversion = Conversion(
///       options: InputOptions(forms: try .embedded()), target: .xml, destination: .path("out.xml"))
///     let summary = conversion.run(["report.txt"], observer: observer)
///
/// The output is there whole at the end, or not at all; see ``ReportOutput``.
public struct Conversion {
  /// Where the output goes.
  public enum Destination: Sendable, Hashable {
    /// Standard output.
    case standardOutput
    /// A file; a folder, if the format takes one file a report and there are several, or the path
    /// ends in a slash.
    case path(String)
  }

  /// How inputs are opened.
  public var options: InputOptions
  /// The format to write.
  public var target: Format
  /// Where the output goes.
  public var destination: Destination
  /// What the output is told.
  public var writeOptions: WriteOptions
  /// The edition that reports are converted to; nil to leave them as they are.
  public var editionChange: EditionChange?
  /// How many threads to use; the result is the same with any number.
  public var jobs: Int
  /// Whether a later run can resume this one if it does not come to its end, and this one resumes the
  /// one before; for a path, and a format that can (``Format/Writing/isResumable``).
  public var resumes: Bool

  /// Makes a conversion.
  public init(
    options: InputOptions, target: Format, destination: Destination,
    writeOptions: WriteOptions = WriteOptions(), editionChange: EditionChange? = nil,
    jobs: Int = 1, resumes: Bool = false
  ) {
    self.options = options
    self.target = target
    self.destination = destination
    self.writeOptions = writeOptions
    self.editionChange = editionChange
    self.jobs = jobs
    self.resumes = resumes
  }

  /// Runs the conversion. Failures of any kind are reported to `observer` and counted.
  public func run(_ inputs: [String], observer: any RunObserver) -> Summary {
    do throws(Diagnostic) {
      let sequence = options.sequence(of: inputs)
      guard resumes, case .path(let path) = destination, target.writing?.isResumable == true else {
        return try run(RunJournal.Start(inputs: sequence), journal: nil, observer)
      }
      var journal = try RunJournal(output: path)
      let start = try journal.start(of: identity(of: inputs), through: sequence)
      return try run(start, journal: journal, observer)
    } catch {
      return conclude(Summary(), failure: error, observer)
    }
  }

  private func run(
    _ start: RunJournal.Start, journal: RunJournal?, _ observer: any RunObserver
  ) throws(Diagnostic) -> Summary {
    var writeOptions = writeOptions
    writeOptions.jobs = jobs
    let target: OutputTarget =
      if let journal {
        .partial(journal.partial, counters: start.counters)
      } else {
        switch destination {
        case .standardOutput: .sink(StandardOutput(options.keepsGoing ? .streaming : .spooled))
        case .path(let path): .path(path)
        }
      }
    let output = try self.target.makeOutput(to: target, writeOptions)
    return run(start, into: output, journal: journal, observer)
  }

  private func run<Output: ReportOutput>(
    _ start: RunJournal.Start, into output: Output, journal: RunJournal?,
    _ observer: any RunObserver
  ) -> Summary {
    var options = options
    options.keepsStamps = journal != nil
    let collector = ReportCollector(output, start.reports, journal: journal)
    var run = ReportRun(options: options, observer: observer, summary: start.summary)
    if let remark = start.remark { run.tellOfRun(remark) }
    if writeOptions[ProvenanceOptions.self].isKept, !target.takes(ProvenanceOptions.self) {
      run.tellOfRun(Diagnostic(.outputWithoutProvenance, ["format": target.name]))
    }
    var failure: Diagnostic?
    do throws(Diagnostic) {
      let (editionChange, encoder) = (editionChange, output.encoder)
      try run.go(
        through: start.inputs, jobs: jobs,
        prepare: { item, source in
          let item = editionChange?.apply(item) ?? item
          return PreparedItem(item) { encoder.encode($0, from: source.origin(of: item)) }
        },
        take: { report, place throws(Diagnostic) in try collector.take(report, at: place) },
        settle: { input, summary throws(Diagnostic) in try collector.settle(input, summary) })
      if run.summary.isGivenUp {
        // Reported already.
      } else if run.summary.accepted == 0 {
        failure = Diagnostic(.outputWithoutReport)
      } else {
        for finding in try output.commit() { run.tellOfRun(finding) }
        return written(run.summary)
      }
    } catch {
      failure = error
    }
    if let kept = collector.cancel(keepsWork: run.summary.accepted > 0) { run.tellOfRun(kept) }
    return conclude(run.summary, failure: failure, observer)
  }

  private func written(_ summary: Summary) -> Summary {
    var summary = summary
    summary.written = summary.accepted
    return summary
  }

  private func conclude(
    _ summary: Summary, failure: Diagnostic?, _ observer: any RunObserver
  ) -> Summary {
    var summary = summary
    summary.fail(failure, observer)
    if summary.accepted > 0 { summary.isGivenUp = true }
    return summary
  }

  /// What tells the run from another, as far as the output depends on it.
  private func identity(of inputs: [String]) -> [String] {
    [
      "nianbao \(ProgramVersion.current)", target.name, options.format?.name ?? "",
      options.asEdition ?? "", options.agency, "\(options.keepsGoing)",
      String(reflecting: options.archiveLimits),
      editionChange?.target ?? "",
    ] + writeOptions.identity + inputs
  }
}
