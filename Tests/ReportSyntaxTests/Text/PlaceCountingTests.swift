import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportSyntax

/// All that tells lines and columns tells those of one rule.
@Suite struct PlaceCountingTests {
  /// The rule: the place behind a text, told by its bytes alone.
  private static func place(behind text: some Collection<UInt8>) -> Place {
    var (line, column, followsCR) = (1, 1, false)
    for byte in text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text.dropFirst(0) {
      switch byte {
      case 0x0D: (line, column) = (line + 1, 1)
      case 0x0A: if !followsCR { (line, column) = (line + 1, 1) }
      case 0x80..<0xC0: break
      default: column += 1
      }
      followsCR = byte == 0x0D
    }
    return Place(line: line, column: column)
  }

  /// Texts with line ends of every kind, some stretches longer than a byte can count, and now and then
  /// one or two byte order marks at the start.
  private static func text(_ generator: inout SeededGenerator) -> [UInt8] {
    let pieces: [String] = ["\n", "\r", "\r\n", "\n\r", "a", "年", "é", "😀", "\u{FEFF}", "\u{F000}"]
    let count = generator.number(0...60)
    let marks = String(repeating: "\u{FEFF}", count: max(0, generator.number(0...5) - 3))
    return Array(marks.utf8)
      + (0..<count).flatMap { _ -> [UInt8] in
        let times = generator.once(in: 8) ? generator.number(1...700) : 1
        let piece = pieces[generator.number(0...pieces.count - 1)]
        return Array(String(repeating: piece, count: times).utf8)
      }
  }

  /// However the text is cut: within CRLF, within a character, within the byte order mark.
  @Test(arguments: [3, 60, 400])
  func aPositionIsThatOfTheBytesBefore(step: Int) {
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<400 {
      let text = Self.text(&generator)
      var position = TextPosition()
      while position.offset < text.count {
        let offset = min(text.count, position.offset + generator.number(1...step))
        if generator.once(in: 2) {
          position.advance(to: offset, in: text.span)
        } else {
          position.advance(over: text.span.extracting(position.offset..<offset))
        }
        #expect(position.offset == offset)
        #expect(position.place == Self.place(behind: text[..<offset]))
      }
    }
  }

  @Test func theDecoderTellsWhereItIs() {
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
      #expect(failure?.place == Self.place(behind: text))
      let content = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
      #expect(output == content)
    }
  }

  @Test func theJSONScannerTellsWhereItIs() {
    var generator = SeededGenerator(seed: 23)
    for _ in 0..<200 {
      let text = Self.text(&generator)
      var scanner = JSONScanner()
      for _ in 0..<8 {
        let offset = generator.number(0...text.count)
        #expect(scanner.place(of: offset, in: text.span) == Self.place(behind: text[..<offset]))
      }
    }
  }

  /// The place of every field is that of its first byte in the file.
  @Test(arguments: ["\n", "\r\n", "\r"])
  func recordsTellWhereTheirFieldsAre(lineEnd: String) throws {
    var generator = SeededGenerator(seed: 24)
    let contents = ["", "a", "年报", "a\r", "\n", "\r\nb", "c\"d", "\"", "\u{FEFF}", "x\r\n\"\n"]
    for round in 0..<300 {
      var file: [UInt8] = round.isMultiple(of: 3) ? [0xEF, 0xBB, 0xBF] : []
      var starts: [[Int]] = []
      for _ in 0..<generator.number(1...4) {
        var fields: [Int] = []
        for number in 0..<generator.number(1...4) {
          if number > 0 { file.append(UInt8(ascii: ",")) }
          fields.append(file.count)
          file +=
            "\"\(generator.pick(upTo: 3, from: contents).joined().replacing("\"", with: "\"\""))\""
            .utf8
        }
        starts.append(fields)
        file += lineEnd.utf8
      }
      var scanner = CSVScanner()
      var position = 0
      for fields in starts {
        try #require(try scanner.nextRecord(in: file.span, from: &position))
        try #require(scanner.record.fields.count == fields.count)
        for (index, start) in fields.enumerated() {
          #expect(scanner.record.place(ofField: index) == Self.place(behind: file[..<start]))
        }
      }
    }
  }
}
