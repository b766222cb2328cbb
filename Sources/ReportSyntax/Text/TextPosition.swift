public import ReportDiagnostics

/// A place in a text in UTF-8, by line and column, which moves forward over the bytes as they come.
///
/// It is told by nothing but the bytes before it, so that it does not matter in which pieces they come.
/// A line ends in LF, CRLF or a lone CR: a CR begins the next line at once, and an LF behind it changes
/// nothing. Columns count Unicode scalars. A byte order mark at the start of the text counts for nothing.
public struct TextPosition: Sendable, Hashable {
  /// How many bytes come before it.
  public private(set) var offset = 0
  /// The line, from 1.
  public private(set) var line = 1
  /// The column, from 1.
  public private(set) var column = 1
  private var followsCR = false
  /// Whether all before it may be a part of a byte order mark at the start of the text.
  private var isInMark = true

  /// The beginning of a text.
  public init() {}

  /// The beginning of a line.
  init(line: Int) {
    self.line = line
    isInMark = false
  }

  /// The position as findings give it, without a source.
  public var place: Place { Place(line: line, column: column) }

  /// The same place, for a part of the text whose bytes are counted from this place on.
  public var asStart: TextPosition {
    var copy = self
    copy.offset = 0
    return copy
  }

  /// Moves over bytes of ASCII that end no line.
  mutating func advance(columns: Int) {
    offset += columns
    column += columns
    followsCR = false
    isInMark = false
  }

  /// Moves to the offset `target`, if that is ahead; `bytes` is the part of the text that begins at the
  /// offset `start`, up to `target` or more.
  public mutating func advance(to target: Int, in bytes: Span<UInt8>, from start: Int = 0) {
    guard target > offset else { return }
    advance(over: bytes.extracting((offset - start)..<(target - start)))
  }

  /// Moves over the next part of the text.
  public mutating func advance(over part: Span<UInt8>) {
    part.withUnsafeBufferPointer { advance(over: $0) }
  }

  /// Below this, vector code does not pay.
  private static let fewBytes = 48

  private mutating func advance(over part: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while start < part.count, isInMark || part.count < Self.fewBytes {
      step(unsafe part[start])
      start &+= 1
    }
    guard start < part.count else { return }
    let lines = Self.lineEnds(part, from: start, followsCR: followsCR)
    line += lines
    // An LF behind a CR of the part before ends no line, but is no column either.
    if lines > 0 || part[start] == 0x0A {
      var end = part.count
      while end > start, part[end &- 1] != 0x0A, part[end &- 1] != 0x0D { end &-= 1 }
      (column, offset) = (1, offset + end - start)
      start = end
    }
    column += Self.count(start..<part.count) { UTF8Sequence.isContinuation(part[$0]) ? 0 : 1 }
    offset += part.count - start
    followsCR = part[part.count &- 1] == 0x0D
  }

  private mutating func step(_ byte: UInt8) {
    if byte == 0x0D || byte == 0x0A && !followsCR {
      line += 1
      column = 1
    } else if byte != 0x0A && !UTF8Sequence.isContinuation(byte) {
      column += 1
    }
    followsCR = byte == 0x0D
    if isInMark {
      isInMark = byte == ByteOrderMark.utf8[offset]
      if isInMark, offset == 2 { (column, isInMark) = (1, false) }
    }
    offset += 1
  }

  private static func lineEnds(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, followsCR: Bool
  ) -> Int {
    let first = bytes[start] == 0x0D || bytes[start] == 0x0A && !followsCR ? 1 : 0
    return first
      + count((start &+ 1)..<bytes.count) { index in
        let isCR: UInt8 = bytes[index] == 0x0D ? 1 : 0
        let isLF: UInt8 = bytes[index] == 0x0A ? 1 : 0
        let followsCR: UInt8 = bytes[index &- 1] == 0x0D ? 1 : 0
        return isCR | (isLF & ~followsCR)
      }
  }

  /// The sum of `one`, which is 0 or 1, over all indices: so that the compiler makes vector code of it.
  @inline(__always)
  private static func count(_ indices: Range<Int>, _ one: (Int) -> UInt8) -> Int {
    var (total, start) = (0, indices.lowerBound)
    while start < indices.upperBound {
      // As many as one byte can count.
      let end = min(start &+ 255, indices.upperBound)
      var count: UInt8 = 0
      for index in start..<end { count &+= one(index) }
      total &+= Int(count)
      start = end
    }
    return total
  }
}
