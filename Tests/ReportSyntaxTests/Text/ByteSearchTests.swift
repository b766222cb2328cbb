import ReportTestSupport
import Testing

@testable import ReportSyntax

/// A search of eight bytes at a time finds what one of each byte finds.
@Suite struct ByteSearchTests {
  private static let sets:
    [(name: String, marks: @Sendable (UInt64) -> UInt64, holds: @Sendable (UInt8) -> Bool)] = [
      ("xmlMarkup", ByteSearch.xmlMarkup, { $0 < 0x20 || $0 >= 0x80 || "<>&".utf8.contains($0) }),
      ("xmlEscapable", ByteSearch.xmlEscapable, { $0 < 0x20 || "<>&\"".utf8.contains($0) }),
      (
        "jsonSpecial", ByteSearch.jsonSpecial,
        { $0 < 0x20 || $0 >= 0x80 || "\"\\".utf8.contains($0) }
      ),
      ("jsonEscapable", ByteSearch.jsonEscapable, { $0 < 0x20 || "\"\\".utf8.contains($0) }),
      (
        "csvSpecial", ByteSearch.csvSpecial, { ",\"\r\n".utf8.contains($0) || $0 == 13 || $0 == 10 }
      ),
      (
        "csvSpecialInText", ByteSearch.csvSpecialInText,
        { $0 == 44 || $0 == 34 || $0 == 13 || $0 == 10 }
      ),
      ("quote", ByteSearch.quote, { $0 == 34 }),
      ("beyondASCII", ByteSearch.beyondASCII, { $0 >= 0x80 }),
    ]

  /// Every byte behind every other, at every place of a word and of the rest behind the words.
  @Test func everyByteIsFoundWhereItIs() {
    for set in Self.sets {
      for byte in UInt8.min...UInt8.max {
        for length in [1, 3, 7, 8, 9, 15, 16, 17] {
          for place in 0..<length {
            for filler: UInt8 in [0x61, 0x7F, 0x21, 0xFF, 0x80] where !set.holds(filler) {
              var bytes = [UInt8](repeating: filler, count: length)
              bytes[place] = byte
              let found = ByteSearch.first(set.marks, in: bytes.span, from: 0)
              if found != (set.holds(byte) ? place : length) {
                Issue.record("\(set.name): \(byte) at \(place) of \(length)")
                return
              }
            }
          }
        }
      }
    }
  }

  @Test func anyBytesAreSearched() {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<4000 {
      let bytes = (0..<generator.number(0...40)).map { _ in
        generator.once(in: 3) ? UInt8(generator.number(0...255)) : UInt8(ascii: "a")
      }
      let start = generator.number(0...bytes.count)
      for set in Self.sets {
        let expected = bytes[start...].firstIndex(where: set.holds) ?? bytes.count
        #expect(ByteSearch.first(set.marks, in: bytes.span, from: start) == expected, "\(set.name)")
      }
    }
  }

  @Test func hexadecimalDigitsHaveTheirValues() {
    for byte in UInt8.min...UInt8.max {
      let value = byte < 0x80 ? Character(Unicode.Scalar(byte)).hexDigitValue : nil
      #expect(ASCII.hexValue(byte).map(Int.init) == value)
      #expect(ASCII.isDigit(byte) == (byte >= 48 && byte <= 57))
    }
  }
}
