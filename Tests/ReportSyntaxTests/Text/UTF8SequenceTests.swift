import Testing

@testable import ReportSyntax

@Suite struct UTF8SequenceTests {
  /// Two triples are judged at once as each of them alone, but for those that need a closer look.
  @Test func twoTriplesAtOnce() {
    let seconds: [UInt64] = [0x3F, 0x7F, 0x80, 0x8F, 0x9F, 0xA0, 0xBE, 0xBF, 0xC0, 0xFF]
    let thirds: [UInt64] = [0x00, 0x7F, 0x80, 0xBD, 0xBE, 0xBF, 0xC0]
    var triples: [UInt64] = []
    for lead in UInt64(0xDF)...0xF0 {
      for second in seconds {
        for third in thirds { triples.append(third << 16 | second << 8 | lead) }
      }
    }
    func isPlain(_ triple: UInt64) -> Bool {
      UTF8Sequence.isPlainTriple(triple) && ![0xE0, 0xED].contains(triple & 0xFF)
        && triple & 0xFFFF != 0xBFEF
    }
    var pairs = 0
    for (index, low) in triples.enumerated() {
      // Each beside one that is plain, and beside some others.
      let others = stride(from: index % 13, to: triples.count, by: 13).map { triples[$0] }
      for high in [0xADB8E4] + others {
        // What stands behind is of no matter.
        for word in [high << 24 | low, low << 24 | high, 0xFFFF << 48 | high << 24 | low] {
          let expected = isPlain(word) && isPlain(word >> 24)
          guard UTF8Sequence.arePlainTriples(word) == expected else {
            Issue.record("\(String(word, radix: 16))")
            return
          }
          if expected { pairs += 1 }
        }
      }
    }
    #expect(pairs > 1000)
  }
}
