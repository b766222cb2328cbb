public import ReportDiagnostics
public import ReportIO

/// A sink that keeps its bytes in memory.
public final class MemorySink: ByteSink {
  /// What findings call it; there is no such file.
  public let path = "memory"
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty one.
  public init() {}

  /// Keeps the bytes.
  public func write(_ part: UnsafeRawBufferPointer) throws(Diagnostic) { bytes += part }

  /// Does nothing: the bytes are there.
  public func commit() throws(Diagnostic) {}

  /// Does nothing.
  public func cancel() {}
}
