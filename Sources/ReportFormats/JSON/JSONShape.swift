internal import ReportDiagnostics
internal import ReportSyntax

/// What the first bytes of an input look like, as far as `json` and `ndjson` must be told apart.
///
/// A line feed never stands inside a JSON string, so that the first one tells whether an object goes
/// over several lines.
enum JSONShape {
  /// No object at all.
  case other
  /// An object that goes over several lines: `json`.
  case spread
  /// An object on one line, with another right on a line below: `ndjson`.
  case lines
  /// One object on one line, and no more: either; or a longer line than can be seen whole.
  case oneLine
  /// It begins as an object and then goes wrong: either, and the reader will tell what.
  case broken

  init(of prefix: Span<UInt8>) {
    let text = prefix.extracting(0..<Self.end(of: prefix))
    var scanner = JSONScanner()
    do throws(Diagnostic) {
      guard try scanner.peek(text) == .object else {
        self = .other
        return
      }
    } catch {
      self = .other
      return
    }
    let start = scanner.offset
    do throws(Diagnostic) {
      try scanner.skipValue(text)
    } catch {
      let isCut = error.kind == .jsonTruncated
      let isSpread = Self.hasLineFeed(text, start..<(isCut ? text.count : scanner.offset))
      self = isCut ? (isSpread ? .spread : .oneLine) : .broken
      return
    }
    if Self.hasLineFeed(text, start..<scanner.offset) {
      self = .spread
    } else {
      self = Self.following(text, scanner.offset)
    }
  }

  /// What the text is if an object on one line ends at `end`.
  private static func following(_ text: Span<UInt8>, _ end: Int) -> JSONShape {
    var hasLineFeed = false
    for index in end..<text.count {
      switch text[index] {
      case 0x0A: hasLineFeed = true
      case 0x20, 0x09, 0x0D: continue
      case UInt8(ascii: "{") where hasLineFeed: return .lines
      default: return .broken
      }
    }
    return .oneLine
  }

  private static func hasLineFeed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where text[index] == 0x0A { return true }
    return false
  }

  /// The end of the prefix without a character that may be cut.
  private static func end(of prefix: Span<UInt8>) -> Int {
    var end = prefix.count
    while end > 0, end > prefix.count - 4, prefix[end - 1] >= 0x80 { end -= 1 }
    return end
  }
}
