internal import Glibc
internal import ReportDiagnostics

/// The part of the input that libxml2 has not consumed yet, as checked UTF-8, and how places in it
/// are found.
///
/// libxml2 gets slices that end behind a `>` where they can: its push parser is at its best when no
/// tag is cut in two.
struct XMLInput {
  /// UTF-8 from the offset `origin` on.
  private(set) var bytes: [UInt8] = []
  private var origin = 0
  /// The offset from which on bytes are still needed.
  private var start = 0
  /// The offset up to which bytes were given to the parser.
  private(set) var pushed = 0
  /// Why nothing behind the last byte can be read.
  private(set) var failure: XMLParserFailure?
  private(set) var isFinished = false
  /// Whether anything but white space was fed.
  private(set) var hasContent = false
  private var encoding = XMLEncoding()
  private var isHeadChecked = false
  /// Whether the document is refused for its encoding, so that the parser gets nothing.
  private var isRefused = false
  /// Where the byte at `start` stands, and a place further on that was asked for.
  private var startMark: TextPosition
  private var mark: TextPosition
  /// How many CR were fed, and how many of them lie before `start`.
  private var carriageReturns = 0
  private var droppedCarriageReturns = 0

  /// No slice is shorter, unless the input ends, or longer.
  private static let sliceSizes = 4096...32_768

  /// An input that begins at `mark`.
  init(at mark: TextPosition) {
    startMark = mark
    self.mark = mark
  }

  // MARK: - Filling

  mutating func append(_ chunk: UnsafeBufferPointer<UInt8>) {
    guard failure == nil, !isFinished else { return }
    let before = bytes.count
    if !encoding.decode(chunk, into: &bytes) { failInvalid(encoding.offender) }
    carriageReturns += countCarriageReturns(before..<bytes.count)
    if !hasContent { hasContent = bytes[before...].contains { !Self.isBlankOrMark($0) } }
  }

  mutating func finish() {
    guard !isFinished else { return }
    if failure == nil {
      encoding.finish(into: &bytes)
      hasContent = hasContent || bytes.contains { !Self.isBlankOrMark($0) }
    }
    isFinished = true
  }

  /// Whether the encoding is one that the parser must not look at in the declaration.
  var isTranscoded: Bool { encoding.isUTF16 }

  private mutating func failInvalid(_ hex: String) {
    failure = XMLParserFailure(reason: .invalidBytes(hex: hex), offset: origin + bytes.count)
  }

  // MARK: - Slices for the parser

  /// The next bytes to push; nil when more must be fed first, or all are pushed.
  mutating func nextSlice() -> Range<Int>? {
    if !isHeadChecked { guard checkHead() else { return nil } }
    guard !isRefused else { return nil }
    let first = pushed - origin
    let available = bytes.count - first
    let ends = isFinished || failure != nil
    guard available >= (ends ? 1 : Self.sliceSizes.lowerBound) else { return nil }
    var end = first + min(available, Self.sliceSizes.upperBound)
    if end < bytes.count || !ends {
      guard let cut = cutPoint(first, end) else { return nil }
      end = cut
    }
    end = checkUTF8(first, end)
    pushed = origin + end
    return first < end ? first..<end : nil
  }

  /// Where to end a slice within `first..<end`: behind the last `>`, else between two characters
  /// that mean nothing together; nil to wait for more.
  private func cutPoint(_ first: Int, _ end: Int) -> Int? {
    if let bracket = bytes[first..<end].lastIndex(of: UInt8(ascii: ">")) { return bracket + 1 }
    guard end - first >= Self.sliceSizes.upperBound else { return nil }
    for cut in stride(from: end - 1, to: end - 64, by: -1) {
      let before = bytes[cut - 1]
      // Never between the brackets of `]]>` or behind a CR whose LF may follow.
      if before == UInt8(ascii: "]") || before == 0x0D { continue }
      if !UTF8Sequence.isContinuation(bytes[cut]) { return cut }
    }
    return end - 1
  }

  /// Checks `first..<end` and returns the end of what is well-formed; a character that the end of the
  /// input cuts in two is dropped.
  private mutating func checkUTF8(_ first: Int, _ end: Int) -> Int {
    let valid = UTF8Sequence.wellFormedEnd(bytes.span.extracting(..<end), from: first)
    guard valid < end else { return end }
    let isCut =
      isFinished && end == bytes.count && failure == nil
      && UTF8Sequence.isCut(bytes.span, at: valid)
    let hex = UTF8Sequence.hex(bytes.span, at: valid)
    bytes.removeSubrange(valid...)
    if !isCut { failInvalid(hex) }
    return valid
  }

  /// Looks at the XML declaration, once it is there as a whole: libxml2 would decode what it names.
  private mutating func checkHead() -> Bool {
    let ends = isFinished || failure != nil
    guard encoding.isKnown || ends else { return false }
    isHeadChecked = true
    if let name = encoding.unsupported {
      refuse(name, at: 0)
      return true
    }
    switch XMLDeclaration.encoding(in: bytes, isWhole: ends) {
    case .incomplete: isHeadChecked = false
    case .absent: break
    case .named(let name, let offset): if !encoding.accepts(name) { refuse(name, at: offset) }
    }
    return isHeadChecked
  }

  private mutating func refuse(_ encoding: String, at offset: Int) {
    failure = XMLParserFailure(reason: .encoding(declared: encoding), offset: offset)
    isRefused = true
  }

  // MARK: - Places

  /// Drops what lies before `offset`, which the parser is done with.
  mutating func discard(before offset: Int) {
    let target = min(offset, pushed)
    guard target > start else { return }
    if carriageReturns > 0 {
      droppedCarriageReturns += countCarriageReturns(index(start)..<index(target))
    }
    if mark.offset <= target { startMark = mark }
    startMark = moved(startMark, to: target)
    if mark.offset < target { mark = startMark }
    start = target
    // Moving the rest to the front each time would cost too much when much was fed at once.
    if start - origin > bytes.count / 2 {
      bytes.removeSubrange(..<index(start))
      origin = start
    }
  }

  private func moved(_ mark: TextPosition, to offset: Int) -> TextPosition {
    var mark = mark
    mark.advance(to: offset, in: bytes.span, from: origin)
    return mark
  }

  /// The index in `bytes` of the byte at `offset`, or the nearest.
  private func index(_ offset: Int) -> Int { min(max(offset - origin, 0), bytes.count) }

  /// The place of the byte at `offset`, or of the nearest that is still known.
  mutating func place(of offset: Int) -> Place {
    if offset < mark.offset { mark = startMark }
    mark = moved(mark, to: origin + index(offset))
    return mark.place
  }

  /// The offset of the `<` of the tag that ends at or contains `offset`; nil if it is gone.
  func tagStart(before offset: Int) -> Int? {
    let first = index(start)
    return bytes.withUnsafeBufferPointer {
      $0[first..<max(index(offset), first)].lastIndex(of: UInt8(ascii: "<")).map { origin + $0 }
    }
  }

  private func countCarriageReturns(_ range: Range<Int>) -> Int {
    bytes.withUnsafeBufferPointer {
      UnsafeBufferPointer(rebasing: $0[range]).reduce(0) { $0 &+ ($1 == 0x0D ? 1 : 0) }
    }
  }

  /// How many CR stand before `offset`.
  func carriageReturns(before offset: Int) -> Int {
    guard carriageReturns > 0 else { return 0 }
    let first = index(start)
    return droppedCarriageReturns + countCarriageReturns(first..<max(index(offset), first))
  }

  /// The offset of the end of what was fed.
  var end: Int { origin + bytes.count }

  /// What is left that the parser could do nothing with.
  enum Remainder {
    case nothing
    case markup
    case text
  }

  /// What is left that the parser could do nothing with.
  var remainder: Remainder {
    switch bytes[index(start)...].first(where: { !Self.isBlankOrMark($0) }) {
    case nil: .nothing
    case UInt8(ascii: "<"): .markup
    default: .text
    }
  }

  /// Whether what is left is markup that lacks its end.
  var endsInsideMarkup: Bool {
    let rest = bytes[index(start)...].drop { Self.isBlankOrMark($0) }
    guard rest.first == UInt8(ascii: "<") else { return false }
    for (opening, closing) in [("<?", "?>"), ("<!--", "-->"), ("<![CDATA[", "]]>")]
    where rest.starts(with: opening.utf8) {
      return rest.firstRange(of: closing.utf8) == nil
    }
    var quote: UInt8?
    for byte in rest {
      if quote == nil && byte == UInt8(ascii: ">") { return false }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        if quote == nil { quote = byte } else if quote == byte { quote = nil }
      }
    }
    return true
  }

  /// White space, and the bytes of a byte order mark.
  private static func isBlankOrMark(_ byte: UInt8) -> Bool {
    ASCII.isSpace(byte) || ByteOrderMark.utf8.contains(byte)
  }
}
