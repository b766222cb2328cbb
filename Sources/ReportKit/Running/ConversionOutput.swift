internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel
internal import ReportIO

/// The output of a conversion in the making.
final class ConversionOutput {
  private let target: Format
  private let destination: Conversion.Destination
  private let writeOptions: WriteOptions
  private let keepsGoing: Bool
  private var identifiers = FingerprintSet()
  private var sink: (any ByteSink)?
  private var folder: OutputFolder?
  /// The writer of a format that is one stream of bytes.
  private var writer: (any ReportWriter)?
  /// The writer of a format that owns its output, or of an output that is journalled.
  private var package: (any PackageWriter)? {
    didSet { encodedPackage = package as? any EncodedPackageWriter }
  }
  /// The same, if it takes reports as bytes.
  private var encodedPackage: (any EncodedPackageWriter)?
  private var journal: RunJournal?
  private let resumes: Bool
  private var buffer: [UInt8] = []
  /// The one report so far of a format that takes one file a report; it waits for a second one.
  private var first: EncodedReport?

  private static let bufferSize = 1 << 17

  /// Whether the path ends in a slash, so that it is a folder however many reports there are.
  private var isFolderNamed: Bool {
    if case .path(let path) = destination { path.hasSuffix("/") } else { false }
  }

  init(_ conversion: Conversion) {
    target = conversion.target
    destination = conversion.destination
    var writeOptions = conversion.writeOptions
    writeOptions.jobs = conversion.jobs
    self.writeOptions = writeOptions
    keepsGoing = conversion.options.keepsGoing
    resumes = conversion.resumes
  }

  /// Whether a journal is kept.
  var isJournalled: Bool { journal != nil }

  /// What puts reports into bytes, on any thread, before they are taken; nil where the writer does
  /// that.
  var encoder: (any ReportEncoder)? {
    if package != nil { return encodedPackage?.encoder }
    if let writer { return writer.encoder }
    guard case .path(let path) = destination else { return nil }
    return target.encoding?(path, writeOptions)
  }

  /// Makes ready to take reports, and finds out which inputs are still to be read: all of them, unless
  /// this run takes up another.
  func begin(
    _ inputs: InputSequence, identity: [String]
  ) throws(Diagnostic) -> RunJournal.Start {
    if case .stream(let makeWriter) = target.writing { writer = makeWriter(writeOptions) }
    guard resumes, case .path(let path) = destination, let makeWriter = target.resuming else {
      return RunJournal.Start(inputs: inputs)
    }
    var journal = try RunJournal(output: path)
    let start = try journal.start(of: identity, through: inputs)
    for id in start.reports { _ = identifiers.insert(KeyedHash128(id)) }
    let resumption = Resumption(partial: journal.partial, counters: start.counters)
    let writer = try makeWriter(resumption, writeOptions)
    self.journal = journal
    package = writer
    return start
  }

  /// Notes that an input is done with.
  func settle(_ input: StampedInput, _ summary: Summary) throws(Diagnostic) {
    try journal?.add(input, summary) { () throws(Diagnostic) in
      try (package as? any ResumableWriter)?.checkpoint() ?? [:]
    }
  }

  /// What is to be said of the output as a whole, once.
  var remarks: [Diagnostic] {
    guard writeOptions.keepsProvenance, !target.carriesProvenance else { return [] }
    return [Diagnostic(.outputWithoutProvenance, ["format": target.name])]
  }

  func take(_ item: ReadItem, from source: InputSource) throws(Diagnostic) -> ReportRun.Taken {
    var taken = ReportRun.Taken()
    let id: ReportID
    switch item.outcome {
    case .report(let report): id = report.id
    case .encoded(let report): id = report.id
    case .refused, .remark: return taken
    }
    guard identifiers.insert(KeyedHash128(id)) else {
      taken.isAccepted = false
      taken.findings.append(
        Diagnostic(.reportIdDoubled, at: item.place, ["id": id.description]))
      return taken
    }
    journal?.add(id)
    taken.findings = try write(item, from: source).map { $0.orAt(item.place) }
    return taken
  }

  private func write(
    _ item: ReadItem, from source: InputSource
  ) throws(Diagnostic) -> [Diagnostic] {
    switch item.outcome {
    case .refused, .remark: return []
    case .report(let report):
      let package = try openPackage()
      guard let origin = source.origin(of: item) else { return try package.write(report) }
      return try package.write(report, origin: origin)
    case .encoded(let report):
      if writer == nil { _ = try openPackage() }
      if let encodedPackage { return try encodedPackage.write(report) }
      return target.capacity == .many ? try append(report) : try writeAlone(report)
    }
  }

  /// The writer of a format that owns its output.
  private func openPackage() throws(Diagnostic) -> any PackageWriter {
    if let package { return package }
    guard case .path(let makeWriter) = target.writing else {
      throw Diagnostic(.outputFormatNotWritten, ["format": target.name])
    }
    guard case .path(let path) = destination else {
      throw Diagnostic(.outputStandardRefused, ["format": target.name])
    }
    let package = try makeWriter(path, writeOptions)
    self.package = package
    return package
  }

  /// Writes to the one output of a format that holds many reports.
  private func append(_ report: EncodedReport) throws(Diagnostic) -> [Diagnostic] {
    if sink == nil { sink = try makeSink() }
    let findings = writer?.write(report, into: &buffer) ?? []
    if buffer.count >= Self.bufferSize { try flush() }
    return findings
  }

  /// Writes to a file of its own; the first report may be the only one, and waits.
  private func writeAlone(_ report: EncodedReport) throws(Diagnostic) -> [Diagnostic] {
    if folder == nil {
      guard first != nil || isFolderNamed else {
        first = report
        return []
      }
      folder = try makeFolder()
    }
    var findings: [Diagnostic] = []
    for report in [first, report] {
      if let report, let folder { findings += try write(report, in: folder) }
    }
    first = nil
    return findings
  }

  private func makeSink() throws(Diagnostic) -> any ByteSink {
    switch destination {
    case .standardOutput: StandardOutput(keepsGoing ? .streaming : .spooled)
    case .path(let path): try OutputFile(path: path)
    }
  }

  private func makeFolder() throws(Diagnostic) -> OutputFolder {
    guard case .path(let path) = destination else {
      throw Diagnostic(.outputNeedsPath, ["format": target.name])
    }
    return try OutputFolder(path: path)
  }

  private func write(
    _ report: EncodedReport, in folder: OutputFolder
  ) throws(Diagnostic) -> [Diagnostic] {
    guard case .stream(let makeWriter) = target.writing else { return [] }
    let writer = makeWriter(writeOptions)
    buffer.removeAll(keepingCapacity: true)
    let findings = writer.write(report, into: &buffer)
    writer.finish(into: &buffer)
    let name = report.id.description + (target.extensions.first ?? "")
    let file = try folder.file(named: name)
    try file.write(buffer)
    try file.commit()
    return findings
  }

  private func flush() throws(Diagnostic) {
    try sink?.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Completes the output and puts it in its place.
  ///
  /// - Returns: findings about the output as a whole.
  func commit() throws(Diagnostic) -> [Diagnostic] {
    if let package { return try package.commit() }
    if let folder {
      try folder.commit()
      return []
    }
    if let first { _ = try append(first) }
    writer?.finish(into: &buffer)
    try flush()
    try sink?.commit()
    return []
  }

  /// Gives the output up, but for what a journalled run can be taken up with.
  ///
  /// - Parameter keepsWork: whether that is of any use.
  /// - Returns: where it is kept.
  func cancel(keepsWork: Bool) -> Diagnostic? {
    package?.cancel()
    folder?.cancel()
    sink?.cancel()
    guard let journal else { return nil }
    guard keepsWork, journal.hasCheckpoint else {
      journal.partial.discard()
      return nil
    }
    return Diagnostic(.runCanBeResumed, ["path": journal.partial.path])
  }
}

extension Diagnostic {
  /// The same finding at `place`, if it has no place of its own.
  fileprivate func orAt(_ place: Place) -> Diagnostic {
    guard self.place == Place() else { return self }
    var copy = self
    copy.place = place
    return copy
  }
}
