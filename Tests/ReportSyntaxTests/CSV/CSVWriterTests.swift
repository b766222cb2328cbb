import ReportTestSupport
import Testing

@testable import ReportSyntax

@Suite struct CSVWriterTests {
  private static func bytes(_ write: (inout CSVWriter) -> Void) -> [UInt8] {
    var csv = CSVWriter()
    write(&csv)
    return csv.bytes
  }

  @Test func fieldsThatWereSpeltBeforeAreThoseFields() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let texts = generator.pick(upTo: 4, from: NastyText.texts + NastyText.pieces)
      let split = generator.number(0...texts.count)
      let atOnce = Self.bytes { csv in
        csv.record(["before"])
        csv.record(texts)
        csv.record(texts)
      }
      let inParts = Self.bytes { csv in
        var (first, second) = (CSVWriter(), CSVWriter())
        for text in texts[..<split] { first.field(text) }
        for text in texts[split...] { second.field(text) }
        csv.record(["before"])
        for _ in 0..<2 {
          csv.fields(of: first)
          csv.fields(of: second)
          csv.endRecord()
        }
      }
      #expect(inParts == atOnce, "\(texts) \(split)")
    }
  }

  /// Wherever in a text it stands, among words and blocks of any number.
  @Test func whateverEndsAFieldIsQuoted() {
    for count in 0...40 {
      let plain = String(repeating: "x", count: count)
      #expect(Self.bytes { $0.field(plain) } == Array(plain.utf8))
      for stop in [",", "\"", "\n", "\r"] {
        for index in 0...count {
          let text = plain.prefix(index) + stop + plain.dropFirst(index)
          let quoted = "\"" + text.replacing("\"", with: "\"\"") + "\""
          #expect(Self.bytes { $0.field(String(text)) } == Array(quoted.utf8))
        }
      }
    }
  }

  @Test func decimalsAreWrittenBehindWhatIsThere() {
    let written = Self.bytes { csv in
      for (mantissa, scale) in [(0, 0), (7, 0), (-38, 0), (16465, 1), (1500, 2), (-5, 6)] {
        csv.decimal(mantissa: Int64(mantissa), scale: scale)
      }
      csv.endRecord()
    }
    #expect(String(decoding: written, as: UTF8.self) == "0,7,-38,1646.5,15,-0.000005\r\n")
  }
}
