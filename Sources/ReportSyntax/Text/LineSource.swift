public import ReportIO
internal import Glibc
public import ReportDiagnostics

/// The lines of a byte source in UTF-8, one at a time, in the memory of the longest of them.
///
/// Lines end in LF. UTF-16 is told by its byte order mark and decoded; what is not marked is taken
/// for UTF-8 and handed out as it is, so that each line can be judged alone.
///
///     var lines = LineSource(source, limit: 1 << 28)
///     while let line = try lines.next() { read(lines.bytes.span.extracting(line.range)) }
public struct LineSource {
  /// One line.
  public struct Line: Sendable, Hashable {
    /// Where its bytes stand in ``LineSource/bytes``, without the LF; empty if it is too long.
    public let range: Range<Int>
    /// Its number in the source, counted from 1.
    public let number: Int
    /// The offset of its first byte in the source; if that is UTF-16, in its UTF-8.
    public let offset: Int
    /// Whether it is longer than the limit; its bytes were passed over then.
    public let isTooLong: Bool
  }

  /// What of the source is in memory; valid until the next call of ``next()``.
  public private(set) var bytes: [UInt8] = []

  private let source: ByteSource
  private let limit: Int
  private var decoder: StreamDecoder?
  private var state = State.unread
  /// Where the next line begins, and how far no LF was found behind that.
  private var position = 0
  private var scanned = 0
  /// The offset of ``bytes`` in the source.
  private var base = 0
  private var number = 0
  /// Whether the next line began before ``bytes`` and is passed over.
  private var isPassingOver = false

  private enum State {
    case unread
    case reading
    case ended
    case failed(Diagnostic)
  }

  /// Starts at the beginning of `source`.
  ///
  /// - Parameter limit: how many bytes a line may have.
  public init(_ source: ByteSource, limit: Int) {
    self.source = source
    self.limit = limit
  }

  /// The next line; nil at the end. An LF at the very end starts no line.
  ///
  /// - Throws: `input-unreadable`; `text-invalid-utf16` after the last whole line before the place.
  public mutating func next() throws(Diagnostic) -> Line? {
    while true {
      if let end = lineFeed() { return take(upTo: end, next: end + 1) }
      scanned = bytes.count
      if bytes.count - position > limit {
        isPassingOver = true
        drop(bytes.count)
      }
      switch state {
      case .unread, .reading: try fill()
      case .ended:
        guard position < bytes.count || isPassingOver else { return nil }
        return take(upTo: bytes.count, next: bytes.count)
      case .failed(let failure): throw failure
      }
    }
  }

  private mutating func take(upTo end: Int, next: Int) -> Line {
    number += 1
    let isTooLong = isPassingOver || end - position > limit
    let line = Line(
      range: isTooLong ? end..<end : position..<end, number: number, offset: base + position,
      isTooLong: isTooLong)
    isPassingOver = false
    position = next
    scanned = next
    return line
  }

  private func lineFeed() -> Int? {
    bytes.withUnsafeBytes { all in
      guard let start = all.baseAddress, scanned < all.count,
        let found = memchr(start + scanned, 0x0A, all.count - scanned)
      else { return nil }
      return UnsafeRawPointer(found) - start
    }
  }

  /// Reads the next chunk behind what is left of the bytes.
  private mutating func fill() throws(Diagnostic) {
    if case .unread = state {
      state = .reading
      let head = Array(unsafe try source.peek(4))
      let encoding = TextEncoding(byteOrderMarkOf: head.span)
      // The decoder of UTF-8 would refuse the whole source for one bad line.
      if let encoding, encoding != .utf8 { decoder = StreamDecoder(encoding: encoding) }
      if encoding == .utf8 { position = ByteOrderMark.utf8.count }
    } else {
      drop(position)
    }
    guard let chunk = try source.nextChunk() else {
      state = .ended
      let nothing: [UInt8] = []
      decode(nothing.span, isLast: true)
      return
    }
    if decoder == nil {
      bytes.append(contentsOf: chunk)
    } else {
      decode(unsafe chunk.span, isLast: false)
    }
    scanned = max(scanned, position)
  }

  private mutating func decode(_ chunk: Span<UInt8>, isLast: Bool) {
    do throws(Diagnostic) {
      try decoder?.decode(chunk, isLast: isLast, into: &bytes)
    } catch {
      state = .failed(error)
    }
  }

  /// Forgets the first `count` bytes, which are not needed any more.
  private mutating func drop(_ count: Int) {
    base += count
    position = max(0, position - count)
    scanned = max(0, scanned - count)
    if count == bytes.count, bytes.capacity > Self.keptCapacity {
      bytes = []
    } else {
      bytes.removeSubrange(..<count)
    }
  }

  /// How large a buffer is kept once it is empty, so that one long line is not paid for ever.
  private static let keptCapacity = 4 << 20
}
