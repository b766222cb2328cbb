public import ReportDiagnostics
public import ReportIO

/// An output in the making that outlives its process, and how far its writer had come.
public struct Resumption {
  /// The files of the output, cut back to where the writer was.
  public let partial: PartialOutput
  /// What ``ResumableWriter/checkpoint()`` gave there; empty at the beginning.
  public let counters: [String: Int]

  /// Makes a value for a writer to begin, or to go on, with.
  public init(partial: PartialOutput, counters: [String: Int] = [:]) {
    self.partial = partial
    self.counters = counters
  }
}

/// A writer whose output can be taken up again by another process: all that it knows lies in the
/// files of a ``PartialOutput`` and in a few counters.
public protocol ResumableWriter: PackageWriter {
  /// Hands all reports so far over to the files.
  ///
  /// - Returns: the counters from which a writer goes on: see ``Resumption``.
  /// - Throws: an entry of the output area of the catalogue.
  func checkpoint() throws(Diagnostic) -> [String: Int]
}

/// Writes a stream of bytes that needs nothing behind its last report, so that it can be taken up
/// again after any of them.
final class ResumableStream: ResumableWriter, EncodedPackageWriter {
  var encoder: any ReportEncoder { writer.encoder }
  private let partial: PartialOutput
  private let output: PartialFile
  private let writer: any ReportWriter
  private var buffer: [UInt8] = []

  private static let outputName = "output"
  private static let bufferSize = 1 << 16

  init(_ resumption: Resumption, _ writer: any ReportWriter) throws(Diagnostic) {
    partial = resumption.partial
    output = try partial.file(Self.outputName)
    self.writer = writer
  }

  func write(_ report: EncodedReport) throws(Diagnostic) -> [Diagnostic] {
    let findings = writer.write(report, into: &buffer)
    if buffer.count >= Self.bufferSize { try flush() }
    return findings
  }

  private func flush() throws(Diagnostic) {
    try output.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  func checkpoint() throws(Diagnostic) -> [String: Int] {
    try flush()
    return [:]
  }

  func commit() throws(Diagnostic) -> [Diagnostic] {
    writer.finish(into: &buffer)
    try flush()
    try partial.commit(Self.outputName)
    return []
  }

  func cancel() {}
}
