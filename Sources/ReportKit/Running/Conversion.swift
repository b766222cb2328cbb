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

  /// Makes a conversion.
  public init(
    options: InputOptions, target: Format, destination: Destination,
    writeOptions: WriteOptions = WriteOptions(), editionChange: EditionChange? = nil,
    jobs: Int = 1
  ) {
    self.options = options
    self.target = target
    self.destination = destination
    self.writeOptions = writeOptions
    self.editionChange = editionChange
    self.jobs = jobs
  }

  /// Runs the conversion. Failures of any kind are told to `observer` and counted.
  public func run(_ inputs: [String], observer: any RunObserver) -> Summary {
    var run = ReportRun(options: options, observer: observer)
    let output = ConversionOutput(self)
    for remark in output.remarks { run.tellOfRun(remark) }
    var failure: Diagnostic?
    do {
      let editionChange = editionChange
      try run.go(
        through: inputs, jobs: jobs, prepare: { editionChange?.apply($0) ?? $0 },
        take: { item, source throws(Diagnostic) in try output.take(item, from: source) })
    } catch {
      failure = error
    }
    var summary = run.summary
    if failure == nil, !summary.isGivenUp {
      if summary.accepted == 0 {
        failure = Diagnostic(.outputWithoutReport)
      } else {
        do {
          try output.commit()
          summary.written = summary.accepted
        } catch {
          failure = error
        }
      }
    }
    if let failure {
      observer.found(failure)
      summary.count([failure])
      summary.hasFailed = true
    }
    if summary.written == 0 {
      output.cancel()
      if summary.accepted > 0 { summary.isGivenUp = true }
    }
    return summary
  }
}
