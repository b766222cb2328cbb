internal import ReportModel
internal import ReportDiagnostics
internal import ReportIO

/// The output of every format that is a stream of bytes: standard output, a file, files that outlive
/// the process, or, for a format of one report a file, a folder of `<id>` files.
final class StreamOutput<Serializer: ReportSerializer>: ReportOutput {
  typealias Encoded = EncodedReport<Serializer.Encoder.Content>

  let encoder: Serializer.Encoder
  private let format: Format
  private let target: OutputTarget
  private let makeSerializer: () -> Serializer
  private var serializer: Serializer
  private var state = State.unopened
  private var buffer: [UInt8] = []

  private enum State {
    case unopened
    /// The first report of a format of one report a file: it may be the only one.
    case waiting(Encoded)
    case stream(any ByteSink)
    case folder(OutputFolder)
  }

  private static var partialName: String { "output" }
  private static var bufferSize: Int { 1 << 17 }

  /// Makes an output, which opens its target at the first report; files that outlive the process are
  /// opened at once.
  ///
  /// - Throws: an entry of the output area.
  init(
    _ format: Format, _ target: OutputTarget, _ encoder: Serializer.Encoder,
    _ makeSerializer: @escaping () -> Serializer
  ) throws(Diagnostic) {
    self.format = format
    self.target = target
    self.encoder = encoder
    self.makeSerializer = makeSerializer
    serializer = makeSerializer()
    if case .partial = target { state = .stream(try openSink()) }
  }

  func write(_ report: Encoded) throws(Diagnostic) -> [Diagnostic] {
    switch state {
    case .unopened:
      guard format.capacity == .one else {
        state = .stream(try openSink())
        return try append(report)
      }
      guard isFolderNamed else {
        state = .waiting(report)
        return []
      }
      return try write(report, in: try openFolder())
    case .waiting(let first):
      let folder = try openFolder()
      return try write(first, in: folder) + write(report, in: folder)
    case .stream: return try append(report)
    case .folder(let folder): return try write(report, in: folder)
    }
  }

  /// Whether the path ends in a slash, so that it is a folder however many reports there are.
  private var isFolderNamed: Bool {
    if case .path(let path) = target { path.hasSuffix("/") } else { false }
  }

  private func openSink() throws(Diagnostic) -> any ByteSink {
    switch target {
    case .sink(let sink): sink
    case .path(let path): try OutputFile(path: path)
    case .partial(let partial, _): try partial.file(Self.partialName)
    }
  }

  private func openFolder() throws(Diagnostic) -> OutputFolder {
    guard case .path(let path) = target else {
      throw Diagnostic(.outputNeedsPath, ["format": format.name])
    }
    let folder = try OutputFolder(path: path)
    state = .folder(folder)
    return folder
  }

  private func append(_ report: Encoded) throws(Diagnostic) -> [Diagnostic] {
    let findings = serializer.append(report, to: &buffer)
    if buffer.count >= Self.bufferSize { try flush() }
    return findings
  }

  private func flush() throws(Diagnostic) {
    if case .stream(let sink) = state { try sink.write(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(
    _ report: Encoded, in folder: OutputFolder
  ) throws(Diagnostic) -> [Diagnostic] {
    var serializer = makeSerializer()
    buffer.removeAll(keepingCapacity: true)
    let findings = serializer.append(report, to: &buffer)
    serializer.finish(&buffer)
    let name = report.id.description + (format.extensions.first ?? "")
    let file = try folder.file(named: name)
    try file.write(buffer)
    try file.commit()
    return findings
  }

  func checkpoint() throws(Diagnostic) -> [String: Int] {
    try flush()
    return [:]
  }

  func commit() throws(Diagnostic) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if case .waiting(let report) = state {
      state = .stream(try openSink())
      findings = try append(report)
    }
    switch state {
    case .unopened, .waiting: break
    case .folder(let folder): try folder.commit()
    case .stream(let sink):
      serializer.finish(&buffer)
      try flush()
      if case .partial(let partial, _) = target {
        try partial.commit(Self.partialName)
      } else {
        try sink.commit()
      }
    }
    return findings
  }

  func cancel() {
    switch state {
    case .unopened, .waiting: break
    case .folder(let folder): folder.cancel()
    case .stream(let sink):
      // What outlives the process is kept for the next one.
      if case .partial = target { return }
      sink.cancel()
    }
  }
}
