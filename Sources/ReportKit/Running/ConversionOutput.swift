internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel
internal import ReportSyntax

/// The output of a conversion in the making.
final class ConversionOutput {
  private let target: Format
  private let destination: Conversion.Destination
  private let writeOptions: WriteOptions
  private let keepsGoing: Bool
  private var identifiers = IdentifierSet()
  private var hasToldEnvelope = false
  private var sink: (any ByteSink)?
  private var folder: OutputFolder?
  private var writer: (any ReportWriter)?
  private var package: (any PackageWriter)?
  private var buffer: [UInt8] = []
  /// The one report so far of a format that takes one file a report; it waits for a second one.
  private var first: Report?

  private static let bufferSize = 1 << 17

  /// Whether the path ends in a slash, so that it is a folder however many reports there are.
  private var isFolderNamed: Bool {
    if case .path(let path) = destination { path.hasSuffix("/") } else { false }
  }

  init(_ conversion: Conversion) {
    target = conversion.target
    destination = conversion.destination
    writeOptions = conversion.writeOptions
    keepsGoing = conversion.options.keepsGoing
  }

  func take(_ item: ReadItem, from source: InputSource) throws(Diagnostic) -> ReportRun.Taken {
    var taken = ReportRun.Taken()
    guard let report = item.report else { return taken }
    guard identifiers.insert(report.id) else {
      taken.isAccepted = false
      taken.findings.append(
        Diagnostic(.reportIdDoubled, at: item.place, ["id": report.id.description]))
      return taken
    }
    if case .path(let makeWriter) = target.writing {
      let package = try openPackage(makeWriter)
      let findings =
        if let origin = source.origin(of: item) {
          try package.write(report, origin: origin)
        } else {
          try package.write(report)
        }
      taken.findings += findings.map { $0.orAt(item.place) }
    } else if target.capacity == .many {
      taken.findings += try write(report).map { $0.orAt(item.place) }
    } else if let folder {
      taken.findings += try write(report, in: folder).map { $0.orAt(item.place) }
    } else if first != nil || isFolderNamed {
      let folder = try makeFolder()
      self.folder = folder
      for report in [first, report].compactMap({ $0 }) {
        taken.findings += try write(report, in: folder).map { $0.orAt(item.place) }
      }
      first = nil
    } else {
      first = report
    }
    return taken
  }

  /// The writer of a format that owns its output.
  private func openPackage(
    _ makeWriter: (String, WriteOptions) throws(Diagnostic) -> any PackageWriter
  ) throws(Diagnostic) -> any PackageWriter {
    if let package { return package }
    guard case .path(let path) = destination else {
      throw Diagnostic(.outputStandardRefused, ["format": target.name])
    }
    let package = try makeWriter(path, writeOptions)
    self.package = package
    return package
  }

  /// Writes to the one output of a format that holds many reports.
  private func write(_ report: Report) throws(Diagnostic) -> [Diagnostic] {
    let writer = try openWriter()
    let findings = writer.write(report, into: &buffer)
    if buffer.count >= Self.bufferSize { try flush() }
    return findings
  }

  private func openWriter() throws(Diagnostic) -> any ReportWriter {
    if let writer { return writer }
    let writer = try makeWriter()
    sink = try makeSink()
    self.writer = writer
    return writer
  }

  private func makeWriter() throws(Diagnostic) -> any ReportWriter {
    guard case .stream(let makeWriter) = target.writing else {
      throw Diagnostic(.outputFormatNotWritten, ["format": target.name])
    }
    return makeWriter(writeOptions)
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
    _ report: Report, in folder: OutputFolder
  ) throws(Diagnostic) -> [Diagnostic] {
    let writer = try makeWriter()
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

  func commit() throws(Diagnostic) {
    if let package { return try package.commit() }
    if let folder { return try folder.commit() }
    if let first { _ = try write(first) }
    writer?.finish(into: &buffer)
    try flush()
    try sink?.commit()
  }

  func cancel() {
    package?.cancel()
    folder?.cancel()
    sink?.cancel()
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
