internal import ReportSyntax
internal import ReportDiagnostics
internal import ReportModel
internal import ReportIO

/// What a run that can be taken up again has done: the journal of its ``PartialOutput``.
///
/// The first line says what the run is: the version, the format, the options, the inputs as they were
/// given. Every other line is a ``Checkpoint``, or part of a ``CrashRecord``. A run is taken up at the last of them up to which the
/// files are intact, if it is the same run and none of the inputs that are done has changed by size or
/// time. Else all begins afresh.
struct RunJournal {
  /// Where a run goes on.
  struct Start {
    /// The inputs that are still to be read.
    var inputs: InputSequence
    /// The reports that are in the output.
    var reports: [ReportID] = []
    /// The counters of the writer.
    var counters: [String: Int] = [:]
    /// What the run had come to.
    var summary = Summary()
    /// That it goes on, or why all begins afresh; nil if there was nothing to go on with.
    var remark: Diagnostic?
  }

  /// The files of the output.
  let partial: PartialOutput
  /// Whether there is a checkpoint to go on from.
  private(set) var hasCheckpoint = false
  private var present = Checkpoint()
  private var crashes = CrashRecord()
  /// The path of the input that is read alone now.
  private var alone: String?

  /// How many inputs there are between two checkpoints.
  private static let interval = 256
  /// The longest line that is read.
  private static let lineLimit = 1 << 28

  /// Opens the journal of the output at `path`, or begins one.
  ///
  /// - Throws: `output-in-use`; another entry of the output area.
  init(output path: String) throws(Diagnostic) {
    partial = try PartialOutput(of: path, opening: "{\"run\":[\"nianbao ")
  }

  // MARK: - Beginning

  /// Finds out where the run goes on that `identity` tells from others, and cuts the output back to
  /// there.
  ///
  /// - Throws: an entry of the output area.
  mutating func start(of identity: [String], through inputs: InputSequence) throws(Diagnostic)
    -> Start
  {
    var header = JournalLine()
    header["run"] = identity
    var recovery = Recovery(Start(inputs: inputs))
    let isRecovered = try recover(&recovery, header: header)
    try partial.cutBack(journal: recovery.journalSize, files: recovery.files)
    if !isRecovered { try partial.addLine(header.json) }
    if !crashes.isEmpty { try partial.addLine(crashes.line.json) }
    partial.notesFatalSignals()
    hasCheckpoint = recovery.start.summary.inputs > 0 || !crashes.isEmpty
    recovery.start.inputs.crashes = crashes
    return recovery.start
  }

  /// What an old journal gives.
  private struct Recovery {
    var start: Start
    /// Up to where journal and files are good.
    var journalSize = 0
    var files: [String: Int] = [:]

    init(_ start: Start) { self.start = start }

    mutating func advance(to checkpoint: Checkpoint, _ inputs: InputSequence) {
      files = Dictionary(
        checkpoint.files.map { ($0.name, $0.size) }, uniquingKeysWith: { $1 })
      start.inputs = inputs
      start.reports += checkpoint.reports
      start.counters = checkpoint.counters
      start.summary = checkpoint.summary
    }
  }

  /// Goes through the journal.
  ///
  /// - Returns: whether it is of the same run, so that it can go on, from wherever.
  private mutating func recover(
    _ recovery: inout Recovery, header: JournalLine
  ) throws(Diagnostic) -> Bool {
    let fresh = recovery
    var lines = LineSource(try partial.lines(), limit: Self.lineLimit)
    guard let first = try lines.next() else { return false }
    guard Array(lines.bytes[first.range]) == header.json else {
      recovery.start.remark = Diagnostic(.runDiffers, at: Place(source: partial.target))
      return false
    }
    crashes = try CrashRecord(&lines)
    lines = LineSource(try partial.lines(), limit: Self.lineLimit)
    recovery.journalSize = first.range.count + 1
    var inputs = recovery.start.inputs
    var checker = FileChecker(partial: partial)
    while let line = try lines.next() {
      let bytes = lines.bytes.span.extracting(line.range)
      if line.number == 1 || CrashRecord.isNote(bytes) { continue }
      // The last line may have been cut by whatever ended the run.
      guard let checkpoint = Checkpoint(bytes) else { break }
      if let path = Self.changed(checkpoint.inputs, &inputs) {
        recovery = fresh
        recovery.start.remark = Diagnostic(
          .runInputChanged, at: Place(source: partial.target), ["path": path])
        return false
      }
      guard try checker.isIntact(checkpoint.files) else { break }
      recovery.journalSize = line.offset + line.range.count + 1
      recovery.advance(to: checkpoint, inputs)
    }
    if recovery.start.summary.inputs > 0 {
      recovery.start.remark = Diagnostic(
        .runResumed, at: Place(source: partial.target),
        ["count": "\(recovery.start.summary.inputs)"])
    }
    return true
  }

  /// Takes the next of `inputs` for those that are done.
  ///
  /// - Returns: the first that is not what it was.
  private static func changed(_ done: [StampedInput], _ inputs: inout InputSequence) -> String? {
    for input in done {
      let path = inputs.next()?.path ?? ""
      // What was to be said then was said, and counted.
      _ = inputs.takeRemarks()
      guard JournalLine.kept(path) == input.path, FileStamp(path: path) == input.stamp else {
        return input.path
      }
    }
    return nil
  }

  // MARK: - Keeping

  /// Notes that a report was taken into the output.
  mutating func add(_ report: ReportID) { present.reports.append(report) }

  /// Notes that an input is done, and makes a checkpoint if it is time for one.
  ///
  /// - Parameter counters: hands all reports over to the files, and gives the counters of the writer.
  /// - Throws: an entry of the output area.
  mutating func add(
    _ input: StampedInput, _ summary: Summary,
    counters: () throws(Diagnostic) -> [String: Int]
  ) throws(Diagnostic) {
    present.inputs.append(input)
    if present.inputs.count >= Self.interval || alone != nil {
      try makeCheckpoint(summary, counters: counters)
    }
    guard let path = alone else { return }
    crashes.clear(path)
    try partial.addLine(crashes.line.json)
    alone = nil
  }

  /// Notes that `input` is read next, and alone, behind a checkpoint of all before it.
  ///
  /// - Throws: an entry of the output area.
  mutating func isolate(
    _ input: StampedInput, _ summary: Summary,
    counters: () throws(Diagnostic) -> [String: Int]
  ) throws(Diagnostic) {
    if !present.inputs.isEmpty { try makeCheckpoint(summary, counters: counters) }
    try partial.addLine(CrashRecord.line(alone: input).json)
    alone = input.path
  }

  private mutating func makeCheckpoint(
    _ summary: Summary, counters: () throws(Diagnostic) -> [String: Int]
  ) throws(Diagnostic) {
    present.counters = try counters()
    present.files = try partial.marks()
    present.summary = summary
    try partial.addLine(present.line)
    hasCheckpoint = true
    present = Checkpoint()
  }
}

/// Reads the files of an output once more, to see whether they are what the journal says.
private struct FileChecker {
  let partial: PartialOutput
  private var sources: [String: ByteSource] = [:]
  private let digest = MessageDigest()

  init(partial: PartialOutput) { self.partial = partial }

  /// Whether what was added to each file up to a checkpoint is what was written. Checkpoints must be
  /// given in order, each once.
  mutating func isIntact(_ marks: [PartialOutput.Mark]) throws(Diagnostic) -> Bool {
    for mark in marks {
      guard let source = sources[mark.name] ?? (try? partial.content(of: mark.name)) else {
        return false
      }
      sources[mark.name] = source
      while source.bytesTaken < mark.size {
        let bytes = try source.take(mark.size - source.bytesTaken)
        if bytes.isEmpty { return false }
        digest.update(UnsafeRawBufferPointer(bytes))
      }
      guard digest.finish() == mark.digest else { return false }
    }
    return true
  }
}
