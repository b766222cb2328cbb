/// A position that moves forward through a text that comes in pieces, and counts lines and columns.
///
/// Lines end in LF, CRLF or a lone CR; columns count Unicode scalars from 1; a byte order mark at
/// the start of the text counts for nothing.
struct TextMark {
  /// The byte offset in the whole text.
  private(set) var offset = 0
  private(set) var line = 1
  private(set) var column = 1
  private var followsCR = false

  /// Moves to `target`; `bytes` is the part of the text that begins at the offset `start`.
  mutating func advance(to target: Int, in bytes: [UInt8], from start: Int) {
    guard target > offset else { return }
    let part = bytes[(offset - start)..<(target - start)]
    let hasMark = offset == 0 && part.starts(with: ByteOrderMark.utf8)
    offset = target
    if followsCR || part.contains(0x0D) {
      for byte in part { step(byte) }
    } else if let last = part.lastIndex(of: 0x0A) {
      line += part.count { $0 == 0x0A }
      column = 1 + scalars(part[(last + 1)...])
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

  private func scalars(_ part: ArraySlice<UInt8>) -> Int {
    part.count { !UTF8Sequence.isContinuation($0) }
  }
}
