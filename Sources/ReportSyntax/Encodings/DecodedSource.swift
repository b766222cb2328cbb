public import ReportIO
public import ReportDiagnostics

/// A byte source as UTF-8, chunk by chunk in flat memory, from any encoding that CSV may have.
///
/// UTF-16 is told by its byte order mark. Between UTF-8 and GB 18030 the first chunk decides that
/// holds more than ASCII, where both are the same: UTF-8 if it is valid, else GB 18030 if it is valid.
/// From then on the decision stands, and what is not valid is an error with its place.
public struct DecodedSource {
  private let source: ByteSource
  private var decoder: StreamDecoder
  /// Goes along while UTF-8 is not sure.
  private var alternative: StreamDecoder?
  private var isAtEnd = false

  /// Starts at the beginning of `source`.
  public init(_ source: ByteSource) throws(Diagnostic) {
    self.source = source
    let head = Array(try source.peek(4))
    if let marked = TextEncoding(byteOrderMarkOf: head.span) {
      decoder = StreamDecoder(encoding: marked)
    } else {
      decoder = StreamDecoder(encoding: .utf8)
      alternative = StreamDecoder(encoding: .gb18030)
    }
  }

  /// Starts at the beginning of `source`, whose encoding is declared; a byte order mark wins.
  public init(_ source: ByteSource, declared encoding: TextEncoding) throws(Diagnostic) {
    self.source = source
    let head = Array(try source.peek(4))
    decoder = StreamDecoder(encoding: TextEncoding(byteOrderMarkOf: head.span) ?? encoding)
  }

  /// The encoding, as far as it is known.
  public var encoding: TextEncoding { decoder.encoding }

  /// Appends the next chunk, decoded, to `output`.
  ///
  /// - Returns: false at the end.
  /// - Throws: `input-unreadable`, or `text-invalid-…` for what is not valid in the encoding.
  public mutating func nextChunk(into output: inout [UInt8]) throws(Diagnostic) -> Bool {
    guard !isAtEnd else { return false }
    guard let chunk = try source.nextChunk() else {
      isAtEnd = true
      let nothing: [UInt8] = []
      try decoder.decode(nothing.span, isLast: true, into: &output)
      return true
    }
    try decode(chunk.span, into: &output)
    return true
  }

  private mutating func decode(
    _ chunk: Span<UInt8>, into output: inout [UInt8]
  ) throws(Diagnostic) {
    guard var other = alternative else {
      return try decoder.decode(chunk, isLast: false, into: &output)
    }
    let start = output.count
    let isASCII = UTF8Sequence.asciiEnd(chunk, from: 0) == chunk.count
    do throws(Diagnostic) {
      try decoder.decode(chunk, isLast: false, into: &output)
      if isASCII {
        var ignored: [UInt8] = []
        try other.decode(chunk, isLast: false, into: &ignored)
        alternative = other
      } else {
        alternative = nil
      }
    } catch {
      output.removeSubrange(start...)
      do throws(Diagnostic) {
        try other.decode(chunk, isLast: false, into: &output)
      } catch let second {
        if second.kind == .textEncodingUnavailable { throw second }
        throw Diagnostic(.textEncodingUnknown, at: error.place, error.arguments)
      }
      decoder = other
      alternative = nil
    }
  }
}
