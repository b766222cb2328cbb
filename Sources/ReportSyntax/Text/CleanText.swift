/// Makes texts of bytes by the rules of the model, checking UTF-8 at the same time.
public enum CleanText {
  /// Bytes that are no UTF-8.
  public struct InvalidUTF8: Error, Sendable, Hashable {
    /// The offset of the first byte that starts no well-formed sequence.
    public let offset: Int
  }

  /// The text of a part of `bytes`: CR and CRLF turned into LF, what XML 1.0 cannot carry turned
  /// into U+FFFD; both are recorded in `repairs` with `mark`.
  public static func string(
    _ bytes: Span<UInt8>, _ range: Range<Int>, mark: Int, repairs: inout TextRepairs
  ) -> Result<String, InvalidUTF8> {
    var index = range.lowerBound
    var needsRepair = false
    while index < range.upperBound {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte < 0x20 && byte != 0x09 && byte != 0x0A { needsRepair = true }
        index &+= 1
        continue
      }
      let length = UTF8Sequence.length(in: bytes, at: index, end: range.upperBound)
      guard length > 0 else { return .failure(InvalidUTF8(offset: index)) }
      if UTF8Sequence.isNoncharacter(bytes, at: index) { needsRepair = true }
      index &+= length
    }
    guard needsRepair else { return .success(UTF8Sequence.string(bytes, range)) }
    var cleaner = TextCleaner(mark: mark)
    cleaner.append(bytes, range)
    return .success(cleaner.finish(&repairs))
  }

  /// The same for a text that is a `String` already, as the C libraries of the importers give it.
  public static func string(_ text: String, mark: Int, repairs: inout TextRepairs) -> String {
    let utf8 = text.utf8.span
    switch string(utf8, 0..<utf8.count, mark: mark, repairs: &repairs) {
    case .success(let clean): return clean
    case .failure: return text
    }
  }
}

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
      let isNoncharacter = UTF8Sequence.isNoncharacter(bytes, at: index)
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
