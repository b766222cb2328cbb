public import ReportDiagnostics

/// Finds the encoding of a text that does not declare one: UTF-8 if all of it is valid UTF-8, else
/// UTF-16 if it has a byte order mark, else GB 18030 if all of it is valid GB 18030.
///
/// It is fed the whole stream in chunks and keeps nothing of it, so a long file is read twice: once
/// for this and once to be decoded.
public struct EncodingDetector: Sendable {
  private var head: [UInt8] = []
  private var utf8 = Candidate(encoding: .utf8)
  private var gb18030 = Candidate(encoding: .gb18030)

  /// Starts at the beginning of a stream.
  public init() {}

  /// Takes the next chunk.
  public mutating func feed(_ chunk: Span<UInt8>) {
    for index in 0..<min(2 - head.count, chunk.count) { head.append(chunk[index]) }
    utf8.feed(chunk)
    // UTF-8 in Chinese stops being valid GB 18030 after a few characters, so this ends soon.
    if TextEncoding(byteOrderMarkOf: head.span) == nil { gb18030.feed(chunk) }
  }

  /// Ends the stream and tells its encoding.
  ///
  /// - Throws: `text-encoding-unknown` with the place of the first byte that is not UTF-8.
  public mutating func finish() throws(Diagnostic) -> TextEncoding {
    utf8.finish()
    gb18030.finish()
    guard let error = utf8.error else { return .utf8 }
    if let marked = TextEncoding(byteOrderMarkOf: head.span) { return marked }
    if let other = gb18030.error {
      if other.kind == .textEncodingUnavailable { throw other }
      throw Diagnostic(.textEncodingUnknown, at: error.place, error.arguments)
    }
    return .gb18030
  }

  /// The encoding of a whole text; throws as `finish` does.
  public static func encoding(of bytes: Span<UInt8>) throws(Diagnostic) -> TextEncoding {
    var detector = EncodingDetector()
    detector.feed(bytes)
    return try detector.finish()
  }

  /// One encoding, as long as nothing speaks against it.
  private struct Candidate: Sendable {
    private var decoder: StreamDecoder
    private var scratch: [UInt8] = []
    private(set) var error: Diagnostic?

    init(encoding: TextEncoding) { decoder = StreamDecoder(encoding: encoding) }

    mutating func feed(_ chunk: Span<UInt8>) {
      // In pieces, so that the scratch buffer stays small however large the chunk is.
      var start = 0
      while error == nil && start < chunk.count {
        let end = min(start + 65536, chunk.count)
        decode(chunk.extracting(start..<end), isLast: false)
        start = end
      }
    }

    mutating func finish() {
      let nothing: [UInt8] = []
      if error == nil { decode(nothing.span, isLast: true) }
    }

    private mutating func decode(_ chunk: Span<UInt8>, isLast: Bool) {
      scratch.removeAll(keepingCapacity: true)
      do throws(Diagnostic) {
        try decoder.decode(chunk, isLast: isLast, into: &scratch)
      } catch {
        self.error = error
      }
    }
  }
}
