import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

/// What counts lines and columns many bytes at a time agrees with one that looks at each.
@Suite struct PlaceCountingTests {
  /// Line and column behind a text, counted scalar by scalar.
  private static func place(behind text: [UInt8]) -> (line: Int, column: Int) {
    var (line, column, followsCR) = (1, 1, false)
    for byte in text {
      switch byte {
      case 0x0D: (line, column) = (line + 1, 1)
      case 0x0A: if !followsCR { (line, column) = (line + 1, 1) }
      case 0x80..<0xC0: break
      default: column += 1
      }
      followsCR = byte == 0x0D
    }
    return (line, column)
  }

  /// Texts with line ends of every kind, with some stretches longer than a byte can count.
  private static func text(_ generator: inout SeededGenerator) -> [UInt8] {
    let pieces: [String] = ["\n", "\r", "\r\n", "\n\r", "a", "年", "é", "😀"]
    let count = generator.number(0...60)
    return (0..<count).flatMap { _ -> [UInt8] in
      let times = generator.once(in: 8) ? generator.number(1...700) : 1
      let piece = pieces[generator.number(0...pieces.count - 1)]
      return Array(String(repeating: piece, count: times).utf8)
    }
  }

  @Test func theDecoderTellsWhereItStands() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<400 {
      let text = Self.text(&generator)
      let bytes = text + [0xFF]
      let cut = generator.number(0...text.count)
      var decoder = StreamDecoder(encoding: .utf8)
      var output: [UInt8] = []
      var failure: Diagnostic?
      do throws(Diagnostic) {
        let (head, tail) = (Array(bytes[..<cut]), Array(bytes[cut...]))
        try decoder.decode(head.span, isLast: false, into: &output)
        try decoder.decode(tail.span, isLast: true, into: &output)
      } catch {
        failure = error
      }
      let expected = Self.place(behind: text)
      #expect(failure?.place == Place(line: expected.line, column: expected.column))
      #expect(output == text)
    }
  }

  @Test func aMarkTellsWhereItStands() {
    var generator = SeededGenerator(seed: 22)
    for round in 0..<400 {
      // Half of them without any CR, for which there is another way.
      let text = Self.text(&generator).filter { round.isMultiple(of: 2) || $0 != 0x0D }
      var mark = TextMark()
      var offset = 0
      while offset < text.count {
        offset = min(text.count, offset + generator.number(1...400))
        text.withUnsafeBufferPointer { mark.advance(to: offset, in: $0) }
        let expected = Self.place(behind: Array(text[..<offset]))
        #expect(mark.line == expected.line && mark.column == expected.column)
      }
    }
  }
}
