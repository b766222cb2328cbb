public import ReportDiagnostics

/// What a reader had to change in the texts of one report so that they are XML 1.0 `Char` without
/// U+000D: shared by every reader, so that a report gets one finding of each sort and no more.
///
/// *Marks* are integers that the reader can turn into a place later (a byte offset, a line number);
/// only the first mark of each sort is kept.
public struct TextRepairs: Sendable, Equatable {
  /// The mark of the first line end that was turned into LF; nil if there was none.
  public private(set) var firstLineEnd: Int?
  /// The mark of the first character that became U+FFFD; nil if there was none.
  public private(set) var firstReplacement: Int?
  /// How often each code point (surrogates included) was replaced by U+FFFD.
  public private(set) var replaced: [UInt32: Int] = [:]

  /// No repairs yet.
  public init() {}

  /// Whether nothing was changed.
  public var isEmpty: Bool { firstLineEnd == nil && firstReplacement == nil }

  /// Records that a CR or CRLF became LF.
  public mutating func noteLineEnd(mark: Int) {
    if firstLineEnd == nil { firstLineEnd = mark }
  }

  /// Records that the code point `code` became U+FFFD.
  public mutating func noteReplaced(_ code: UInt32, mark: Int) {
    if firstReplacement == nil { firstReplacement = mark }
    replaced[code, default: 0] += 1
  }

  /// Adds the repairs of a later part of the same report.
  public mutating func merge(_ later: TextRepairs) {
    firstLineEnd = firstLineEnd ?? later.firstLineEnd
    firstReplacement = firstReplacement ?? later.firstReplacement
    replaced.merge(later.replaced, uniquingKeysWith: +)
  }

  /// The findings: at most one `text-line-ends` and one `text-character-replaced`.
  ///
  /// - Parameter place: turns a mark into a place.
  public func diagnostics(place: (Int) -> Place) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if let firstLineEnd {
      findings.append(Diagnostic(.textLineEnds, at: place(firstLineEnd)))
    }
    if let firstReplacement {
      let count = replaced.values.reduce(0, +)
      findings.append(
        Diagnostic(
          .textCharacterReplaced, at: place(firstReplacement),
          ["codes": codeList, "count": "\(count)"]))
    }
    return findings
  }

  /// The code points in order, `U+0000 U+000B …`, not more than eight.
  private var codeList: String {
    let codes = replaced.keys.sorted()
    let names = codes.prefix(8).map(CodePoint.name)
    return names.joined(separator: " ") + (codes.count > 8 ? " …" : "")
  }
}

/// Names and classes of code points.
enum CodePoint {
  /// The usual notation: `U+000B`, `U+1F600`.
  static func name(_ code: UInt32) -> String {
    let hex = String(code, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }

  /// Whether it is an XML 1.0 `Char` (CR, which is one, is turned into LF before).
  @inline(__always)
  static func isXMLCharacter(_ code: UInt32) -> Bool {
    switch code {
    case 0x20...0xD7FF, 0x9, 0xA, 0xD, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  /// How a message shows what stands in a text at `offset`: the character itself when it can be
  /// seen, and its code; for bytes that are not UTF-8 their hex value.
  static func found(in bytes: Span<UInt8>, at offset: Int) -> String {
    let length = UTF8Sequence.length(in: bytes, at: offset, end: bytes.count)
    guard length > 0 else { return "0x" + String(bytes[offset], radix: 16, uppercase: true) }
    let text = UTF8Sequence.string(bytes, offset..<offset + length)
    guard let scalar = text.unicodeScalars.first else { return "" }
    if (0x21...0x7E).contains(scalar.value) { return text }
    switch scalar.properties.generalCategory {
    case .control, .format, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator,
      .spaceSeparator:
      return name(scalar.value)
    default:
      return "\(text) (\(name(scalar.value)))"
    }
  }
}
