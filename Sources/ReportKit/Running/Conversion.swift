internal import ReportDiagnostics
public import ReportFormats

/// Reads reports from inputs of any format and writes them in one format.
///
///     let conversion = Conversion(
///       options: InputOptions(forms: try .embedded()), target: .xml, destination: .file("out.xml"))
///     let summary = conversion.run(["report.txt"], observer: observer)
///
/// The output is there whole at the end, or not at all; see ``ReportWriter`` for what it is made of.
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
  /// What the writer is told.
  public var writeOptions: WriteOptions
  /// The edition that reports are converted to; nil to leave them as they are.
  public var editionChange: EditionChange?
  /// How many threads to use; the result is the same with any number.
  public var jobs: Int
  /// Whether the run can be taken up again if it does not come to its end, and takes up the one
  /// before; for a path, and a format that says how (``Format/resuming``).
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

  /// Runs the conversion. Failures of any kind are told to `observer` and counted.
  public func run(_ inputs: [String], observer: any RunObserver) -> Summary {
    let output = ConversionOutput(self)
    let start: RunJournal.Start
    do throws(Diagnostic) {
      start = try output.begin(options.sequence(of: inputs), identity: identity(of: inputs))
    } catch {
      return conclude(Summary(), failure: error, observer)
    }
    var options = options
    options.keepsStamps = output.isJournalled
    var run = ReportRun(options: options, observer: observer, summary: start.summary)
    if let remark = start.remark { run.tellOfRun(remark) }
    for remark in output.remarks { run.tellOfRun(remark) }
    var failure: Diagnostic?
    do throws(Diagnostic) {
      let (editionChange, encoder) = (editionChange, output.encoder)
      try run.go(
        through: start.inputs, jobs: jobs,
        prepare: { item, source in
          let item = editionChange?.apply(item) ?? item
          return encoder.map { item.encoded(by: $0, from: source.origin(of: item)) } ?? item
        },
        take: { item, source throws(Diagnostic) in try output.take(item, from: source) },
        settle: { input, summary throws(Diagnostic) in try output.settle(input, summary) })
      if run.summary.isGivenUp {
        // Told already.
      } else if run.summary.accepted == 0 {
        failure = Diagnostic(.outputWithoutReport)
      } else {
        for finding in try output.commit() { run.tellOfRun(finding) }
        return written(run.summary)
      }
    } catch {
      failure = error
    }
    if let kept = output.cancel(keepsWork: run.summary.accepted > 0) { run.tellOfRun(kept) }
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
    let envelope = writeOptions.envelope
    return [
      "nianbao \(ProgramVersion.current)", target.name, options.format?.name ?? "",
      options.asEdition ?? "", options.agency, "\(options.keepsGoing)",
      editionChange?.target ?? "", envelope.sender, envelope.receiver, envelope.created,
      "\(writeOptions.isForExcel)", "\(writeOptions.keepsProvenance)",
      writeOptions.checksums.map(\.rawValue).sorted().joined(separator: ","),
    ] + inputs
  }
}
