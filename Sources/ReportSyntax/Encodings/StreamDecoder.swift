public import ReportDiagnostics

/// Turns a stream of encoded chunks into UTF-8, strictly: what is not valid in the encoding is
/// thrown, never replaced. A byte order mark at the start is dropped.
///
///     var decoder = StreamDecoder(encoding: .gb18030)
///     try decoder.decode(chunk.span, isLast: false, into: &utf8)
///
/// State of at most three bytes is kept across chunk borders; memory is that of the output.
public struct StreamDecoder: Sendable {
  /// The encoding of the input.
  public let encoding: TextEncoding
  /// The beginning of a scalar whose rest is in the next chunk.
  private var pending: [UInt8] = []
  /// Bytes of the stream before `pending`.
  private var offset = 0
  private var position = TextPosition()

  /// Starts at the beginning of a stream.
  public init(encoding: TextEncoding) { self.encoding = encoding }

  /// Decodes the next chunk and appends its UTF-8 to `output`.
  ///
  /// - Parameter isLast: whether the stream ends with this chunk; a cut scalar is an error then.
  /// - Throws: `text-invalid-…` with line, column and byte offset; what came before the bad byte
  ///   has been appended.
  public mutating func decode(
    _ chunk: Span<UInt8>, isLast: Bool, into output: inout [UInt8]
  ) throws(Diagnostic) {
    let outputStart = output.count
    var start = 0
    do throws(Invalid) {
      start = try finishPending(chunk, into: &output)
      if pending.isEmpty {
        let end = try decodeRun(chunk, from: start, into: &output)
        for index in end..<chunk.count { pending.append(chunk[index]) }
        offset += end
      }
      if isLast && !pending.isEmpty { throw Invalid(bytes: pending) }
    } catch {
      take(&output, from: outputStart)
      if case .unavailable = error.reason {
        throw Diagnostic(.textEncodingUnavailable, ["encoding": encoding.rawValue])
      }
      throw Diagnostic(
        encoding.invalid, at: position.place,
        [
          "offset": "\(offset + error.distance)",
          "bytes": UTF8Sequence.hex(error.bytes.span, at: 0),
        ])
    }
    take(&output, from: outputStart)
  }

  /// Decodes a whole text at once.
  ///
  /// - Returns: the text in UTF-8, without a byte order mark.
  public static func decode(
    _ bytes: Span<UInt8>, as encoding: TextEncoding
  ) throws(Diagnostic) -> [UInt8] {
    var decoder = StreamDecoder(encoding: encoding)
    var output: [UInt8] = []
    output.reserveCapacity(encoding == .utf8 ? bytes.count : bytes.count / 2 * 3)
    try decoder.decode(bytes, isLast: true, into: &output)
    return output
  }

  // MARK: - Inside

  /// The bytes that are not valid, and how far behind `offset` they stand.
  private struct Invalid: Error {
    enum Reason { case bytes, unavailable }
    var bytes: [UInt8] = []
    var distance = 0
    var reason = Reason.bytes
  }

  /// Completes the scalar that the last chunk began; returns where the chunk goes on. When the
  /// chunk is too short for that too, `pending` is not empty afterwards.
  private mutating func finishPending(
    _ chunk: Span<UInt8>, into output: inout [UInt8]
  ) throws(Invalid) -> Int {
    guard !pending.isEmpty else { return 0 }
    let kept = pending.count
    // No scalar has more than four bytes.
    for index in 0..<min(4 - kept, chunk.count) { pending.append(chunk[index]) }
    switch try next(pending.span, at: 0) {
    case .scalar(let code, let length):
      UTF8Sequence.append(code, to: &output)
      pending.removeAll(keepingCapacity: true)
      // The run counts from the start of the chunk; the bytes kept back are before that.
      offset += kept
      return length - kept
    case .incomplete:
      return chunk.count
    case .invalid:
      throw Invalid(bytes: pending)
    }
  }

  /// Decodes from `start` on; returns where a scalar begins that the chunk does not finish, or the
  /// end of the chunk.
  private mutating func decodeRun(
    _ chunk: Span<UInt8>, from start: Int, into output: inout [UInt8]
  ) throws(Invalid) -> Int {
    var index = start
    if encoding == .utf8 {
      index = UTF8Sequence.wellFormedEnd(chunk, from: start)
      output.append(chunk, start..<index)
    }
    while index < chunk.count {
      if encoding == .gb18030 {
        let end = UTF8Sequence.asciiEnd(chunk, from: index)
        output.append(chunk, index..<end)
        index = end
        guard index < chunk.count else { break }
      }
      switch try next(chunk, at: index) {
      case .scalar(let code, let length):
        UTF8Sequence.append(code, to: &output)
        index += length
      case .incomplete:
        return index
      case .invalid:
        var bytes: [UInt8] = []
        for place in index..<min(index + 4, chunk.count) { bytes.append(chunk[place]) }
        throw Invalid(bytes: bytes, distance: index)
      }
    }
    return index
  }

  @inline(__always)
  private func next(_ bytes: Span<UInt8>, at offset: Int) throws(Invalid) -> EncodedScalar {
    switch encoding {
    case .utf8: return .utf8(bytes, at: offset)
    case .utf16LittleEndian: return .utf16(bytes, at: offset, isBigEndian: false)
    case .utf16BigEndian: return .utf16(bytes, at: offset, isBigEndian: true)
    case .gb18030:
      guard let table = GB18030Table.shared else { throw Invalid(reason: .unavailable) }
      return .gb18030(bytes, at: offset, table)
    }
  }

  /// Counts what was decoded from `start` on, and drops the byte order mark.
  private mutating func take(_ output: inout [UInt8], from start: Int) {
    let isAtStart = position.offset == 0
    position.advance(over: output.span.extracting(start..<output.count))
    if isAtStart, output[start...].starts(with: ByteOrderMark.utf8) {
      output.removeSubrange(start..<start + ByteOrderMark.utf8.count)
    }
  }
}
