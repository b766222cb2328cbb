internal import ReportDiagnostics
public import ReportFormats
internal import ReportModel
internal import ReportSyntax

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
    /// A file; a folder, if the format takes one file a report and there are several.
    case path(String)
  }

  /// How inputs are opened.
  public var options: InputOptions
  /// The format to write.
  public var target: Format
  /// Where the output goes.
  public var destination: Destination
  /// What the header of a batch says.
  public var envelope: Envelope

  /// Makes a conversion.
  public init(
    options: InputOptions, target: Format, destination: Destination,
    envelope: Envelope = Envelope()
  ) {
    self.options = options
    self.target = target
    self.destination = destination
    self.envelope = envelope
  }

  /// Runs the conversion. Failures of any kind are told to `observer` and counted.
  public func run(_ inputs: [String], observer: any RunObserver) -> Summary {
    var run = ReportRun(options: options, observer: observer)
    let output = ConversionOutput(self)
    var failure: Diagnostic?
    do {
      try run.go(through: inputs) { item, _ throws(Diagnostic) in
        try output.take(item)
      }
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

/// The output of a conversion in the making.
private final class ConversionOutput {
  private let target: Format
  private let destination: Conversion.Destination
  private let writeOptions: WriteOptions
  private let keepsGoing: Bool
  private var identifiers = IdentifierSet()
  private var hasToldEnvelope = false
  private var sink: (any ByteSink)?
  private var folder: OutputFolder?
  private var writer: (any ReportWriter)?
  private var buffer: [UInt8] = []
  /// The one report so far of a format that takes one file a report; it waits for a second one.
  private var first: Report?

  private static let bufferSize = 1 << 16

  init(_ conversion: Conversion) {
    target = conversion.target
    destination = conversion.destination
    writeOptions = WriteOptions(envelope: conversion.envelope)
    keepsGoing = conversion.options.keepsGoing
  }

  func take(_ item: ReadItem) throws(Diagnostic) -> ReportRun.Taken {
    var taken = ReportRun.Taken()
    guard let report = item.report else { return taken }
    guard identifiers.insert(report.id) else {
      taken.isAccepted = false
      taken.findings.append(
        Diagnostic(.reportIdDoubled, at: item.place, ["id": report.id.description]))
      return taken
    }
    if target.capacity == .many {
      taken.findings += try write(report).map { $0.orAt(item.place) }
    } else if let folder {
      taken.findings += try write(report, in: folder).map { $0.orAt(item.place) }
    } else if let first {
      let folder = try makeFolder()
      self.folder = folder
      self.first = nil
      taken.findings += try write(first, in: folder).map { $0.orAt(item.place) }
      taken.findings += try write(report, in: folder).map { $0.orAt(item.place) }
    } else {
      first = report
    }
    return taken
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
    guard let make = target.makeWriter else {
      throw Diagnostic(.outputFormatNotWritten, ["format": target.name])
    }
    return make(writeOptions)
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
    if let folder {
      try folder.commit()
      return
    }
    if let first { _ = try write(first) }
    writer?.finish(into: &buffer)
    try flush()
    try sink?.commit()
  }

  func cancel() {
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
