/// Builds one text by the rules of the model from well-formed UTF-8 and single code points: CR and
/// CRLF become LF, what XML 1.0 cannot carry becomes U+FFFD, and both are recorded.
struct TextCleaner {
  private let mark: Int
  private var text: [UInt8] = []
  private var repairs = TextRepairs()
  /// Whether the last code point was a CR, so that an LF that follows belongs to it.
  private var followsCR = false

  /// - Parameter mark: what `TextRepairs` records as the mark of every repair of this text.
  init(mark: Int) { self.mark = mark }

  /// Appends a code point; surrogates are replaced.
  mutating func append(_ code: UInt32) {
    let completesCRLF = followsCR && code == 0x0A
    followsCR = code == 0x0D
    if completesCRLF { return }
    if code == 0x0D {
      repairs.noteLineEnd(mark: mark)
      text.append(0x0A)
    } else if CodePoint.isXMLCharacter(code) {
      UTF8Sequence.append(code, to: &text)
    } else {
      repairs.noteReplaced(code, mark: mark)
      UTF8Sequence.append(0xFFFD, to: &text)
    }
  }

  /// Appends well-formed UTF-8.
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var runStart = range.lowerBound
    var index = runStart
    while index < range.upperBound {
      let byte = bytes[index]
      // Only control characters and U+FFFE, U+FFFF (EF BF BE, EF BF BF) are not what they seem,
      // and an LF right at the start may belong to a CR before it.
      let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0A
      let isNoncharacter =
        byte == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
      guard isControl || isNoncharacter || followsCR else {
        index += 1
        continue
      }
      if followsCR && byte != 0x0A && !isControl && !isNoncharacter {
        followsCR = false
        continue
      }
      text.append(bytes, runStart..<index)
      append(isNoncharacter ? 0xFFC0 | UInt32(bytes[index + 2] & 0x3F) : UInt32(byte))
      index += isNoncharacter ? 3 : 1
      runStart = index
    }
    if runStart < range.upperBound { text.append(bytes, runStart..<range.upperBound) }
  }

  /// The text; what was repaired is added to `repairs`.
  consuming func finish(_ repairs: inout TextRepairs) -> String {
    repairs.merge(self.repairs)
    return UTF8Sequence.string(text.span, 0..<text.count)
  }
}
