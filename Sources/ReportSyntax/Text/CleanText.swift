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
      if byte == 0xEF && bytes[index &+ 1] == 0xBF && bytes[index &+ 2] >= 0xBE {
        needsRepair = true
      }
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
