public import ReportDiagnostics

/// A position that moves forward through a text that comes in pieces, and counts lines and columns.
///
/// Lines end in LF, CRLF or a lone CR; columns count Unicode scalars from 1; a byte order mark at
/// the start of the text counts for nothing.
public struct TextMark: Sendable, Hashable {
  /// The byte offset in the whole text.
  public private(set) var offset = 0
  /// The line, from 1.
  public private(set) var line = 1
  /// The column, from 1.
  public private(set) var column = 1
  private var followsCR = false

  /// The beginning of a text.
  public init() {}

  /// The line and column; the source is not filled in.
  public var place: Place { Place(line: line, column: column) }

  /// The same place, for a piece of the text whose bytes are counted from this place on.
  public var asStart: TextMark {
    var copy = self
    copy.offset = 0
    return copy
  }

  /// Moves to `target`; `bytes` is the part of the text that begins at the offset `start`.
  mutating func advance(to target: Int, in bytes: [UInt8], from start: Int) {
    bytes.withUnsafeBufferPointer { advance(to: target, in: $0, from: start) }
  }

  /// Moves to `target`, if that lies ahead; `bytes` is the part of the text that begins at the offset
  /// `start`, up to `target` or more.
  public mutating func advance(
    to target: Int, in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) {
    guard target > offset else { return }
    if offset > 0, target - offset < Self.fewBytes {
      for index in offset..<target { step(bytes[index - start]) }
      offset = target
      return
    }
    advance(over: UnsafeBufferPointer(rebasing: bytes[(offset - start)..<(target - start)]))
  }

  /// Below this, vector code does not pay.
  private static let fewBytes = 48

  private mutating func advance(over part: UnsafeBufferPointer<UInt8>) {
    let hasMark = offset == 0 && line == 1 && part.starts(with: ByteOrderMark.utf8)
    offset += part.count
    let feeds = followsCR ? nil : Self.lineFeeds(part)
    if let feeds {
      line += feeds
      // Lines are short, so that the last one is soon found.
      let last = feeds == 0 ? nil : part.lastIndex(of: 0x0A)
      if last != nil { column = 1 }
      column += Self.scalars(part[(last.map { $0 + 1 } ?? 0)...])
    } else {
      for byte in part { step(byte) }
    }
    if hasMark && line == 1 { column -= 1 }
  }

  /// How many LF there are; nil if there is any CR. Without branches, so that the compiler makes
  /// vector code of it.
  private static func lineFeeds(_ part: UnsafeBufferPointer<UInt8>) -> Int? {
    var feeds = 0
    var start = 0
    while start < part.count {
      // As many as one byte can count.
      let end = min(start &+ 255, part.count)
      var (count, nearest): (UInt8, UInt8) = (0, .max)
      for index in start..<end {
        let byte = part[index]
        count &+= byte == 0x0A ? 1 : 0
        nearest = min(nearest, byte ^ 0x0D)
      }
      if nearest == 0 { return nil }
      feeds &+= Int(count)
      start = end
    }
    return feeds
  }

  private mutating func step(_ byte: UInt8) {
    // Of a CRLF, the CR has already begun the new line.
    if byte == 0x0D || byte == 0x0A && !followsCR {
      line += 1
      column = 1
    } else if byte != 0x0A && !UTF8Sequence.isContinuation(byte) {
      column += 1
    }
    followsCR = byte == 0x0D
  }

  /// How many bytes begin a character, eight at a time.
  private static func scalars(_ part: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    guard let base = part.base.baseAddress else { return 0 }
    let ones: UInt64 = 0x0101_0101_0101_0101
    var continuations = 0
    var index = part.startIndex
    while index &+ 8 <= part.endIndex {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      // The sum of the eight bytes, each 0 or 1, comes to stand in the highest.
      let isContinuation = word &>> 7 & ~(word &>> 6) & ones
      continuations &+= Int((isContinuation &* ones) &>> 56)
      index &+= 8
    }
    while index < part.endIndex {
      continuations &+= UTF8Sequence.isContinuation(base[index]) ? 1 : 0
      index &+= 1
    }
    return part.count - continuations
  }
}
