public import ReportDiagnostics

/// Turns byte offsets of a text into line and column, only when a finding needs them.
///
/// It remembers where it was, so that many findings in document order cost one pass altogether.
/// Lines end in LF, CRLF or a lone CR; columns count Unicode scalars from 1; a byte order mark at
/// the start of the text counts for nothing.
public struct LineTracker: Sendable {
  private var offset = 0
  private var line = 1
  private var column = 1

  /// Starts at the beginning of a text.
  public init() {}

  /// The place of the byte at `target` (clamped to the text) in the whole text `bytes`.
  ///
  /// - Complexity: O(distance) from the last place asked for; from the start when it lies behind.
  public mutating func place(of target: Int, in bytes: Span<UInt8>) -> Place {
    let target = min(max(target, 0), bytes.count)
    if target < offset { self = LineTracker() }
    if offset == 0 && target >= 3 && ByteOrderMark.isUTF8(bytes) { offset = 3 }
    while offset < target {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\n"):
        newLine()
      case UInt8(ascii: "\r"):
        // Of a CRLF only the LF starts a line.
        if offset < bytes.count && bytes[offset] == UInt8(ascii: "\n") {
          column += 1
        } else {
          newLine()
        }
      default:
        // A continuation byte belongs to the scalar before it.
        if byte & 0xC0 != 0x80 { column += 1 }
      }
    }
    return Place(line: line, column: column)
  }

  private mutating func newLine() {
    line += 1
    column = 1
  }
}
