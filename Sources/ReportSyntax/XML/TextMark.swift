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
  /// Where the text goes on elsewhere, as long as that lies ahead.
  private var gap: XMLGap?

  /// The beginning of a text.
  public init() {}

  /// The beginning of a text of which a part is left out.
  init(_ gap: XMLGap?) { self.gap = gap }

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
    if let gap, target >= gap.offset {
      self.gap = nil
      advance(to: gap.offset, in: bytes, from: start)
      (line, column, followsCR) = (gap.line, gap.column, false)
    }
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
    // Counting without branches is what the compiler turns into vector code.
    let returns = part.reduce(0) { $0 &+ ($1 == 0x0D ? 1 : 0) }
    if followsCR || returns > 0 {
      for byte in part { step(byte) }
    } else if let last = part.lastIndex(of: 0x0A) {
      line += part.reduce(0) { $0 &+ ($1 == 0x0A ? 1 : 0) }
      column = 1 + scalars(UnsafeBufferPointer(rebasing: part[(last + 1)...]))
    } else {
      column += scalars(part)
    }
    if hasMark && line == 1 { column -= 1 }
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

  private func scalars(_ part: UnsafeBufferPointer<UInt8>) -> Int {
    part.reduce(0) { $0 &+ (UTF8Sequence.isContinuation($1) ? 0 : 1) }
  }
}
