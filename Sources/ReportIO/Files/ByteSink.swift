public import ReportDiagnostics

/// Takes the bytes of one output. Nothing of it is to be seen before ``commit()``.
public protocol ByteSink: AnyObject {
  /// The path as the user gave it; `-` is standard output.
  var path: String { get }

  /// Adds bytes.
  ///
  /// - Throws: an entry of the output area of the catalogue.
  func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic)

  /// Makes the output final. Nothing may be written after it.
  ///
  /// - Throws: an entry of the output area of the catalogue; the output is then cancelled.
  func commit() throws(Diagnostic)

  /// Gives the output up, and leaves what was there before as it was. Does nothing after ``commit()``.
  func cancel()
}

extension ByteSink {
  /// Adds bytes.
  public func write(_ bytes: [UInt8]) throws(Diagnostic) {
    try bytes.span.bytes.withUnsafeBytes { part throws(Diagnostic) in try write(part) }
  }
}
