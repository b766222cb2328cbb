public import ReportDiagnostics

/// Standard output as the place of a result. Spooled, it prints nothing before it is committed, so
/// that a failed run leaves no half result in a pipe.
public final class StandardOutput: ByteSink {
  /// When the bytes go out.
  public enum Mode: Sendable {
    /// When committed; until then they are kept in a ``SpoolFile``.
    case spooled
    /// At once.
    case streaming
  }

  /// What findings call it.
  public let path = "-"
  private let mode: Mode
  private var output: DescriptorWriter
  private var spool = SpoolFile()

  /// Begins an output.
  public convenience init(_ mode: Mode = .spooled) { self.init(mode, descriptor: 1) }

  /// Begins an output to another file descriptor, which stays open.
  init(_ mode: Mode, descriptor: Int32) {
    self.mode = mode
    output = DescriptorWriter(descriptor: descriptor, path: "-")
  }

  /// Adds bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    if mode == .streaming { try output.write(bytes) } else { try spool.write(bytes) }
  }

  /// Writes everything out.
  public func commit() throws(Diagnostic) {
    defer { cancel() }
    let source = try spool.source(named: path)
    while let chunk = try source.nextChunk() { try output.write(UnsafeRawBufferPointer(chunk)) }
    try output.flush()
  }

  /// Forgets what was not written out.
  public func cancel() { spool = SpoolFile() }
}
