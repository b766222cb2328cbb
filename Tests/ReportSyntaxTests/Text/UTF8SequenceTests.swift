import Testing

@testable import ReportSyntax

@Suite struct UTF8SequenceTests {
  /// Every pair of leads and continuations at the ends of their ranges.
  @Test func aPlainPairIsTwoPlainTriples() {
    let leads: [UInt64] = [0x41, 0xC3] + (0xDF...0xF1)
    let continuations: [UInt64] = [0x7F, 0x80, 0x9F, 0xA0, 0xBE, 0xBF, 0xC0]
    var triples: [UInt64] = []
    for lead in leads {
      for second in continuations {
        triples += continuations.map { lead | second << 8 | $0 << 16 }
      }
    }
    var plainCount = 0
    for first in triples {
      for second in triples {
        let word = first | second << 24 | 0x4142 << 48
        guard UTF8Sequence.isPlainPair(word) else { continue }
        plainCount += 1
        guard UTF8Sequence.isPlainTriple(word), UTF8Sequence.isPlainTriple(word >> 24) else {
          Issue.record("\(String(word, radix: 16))")
          return
        }
      }
    }
    // 13 leads behind which nothing can be wrong, 5 continuations twice; both of them.
    #expect(plainCount == (13 * 25) * (13 * 25))
    let text = Array("年报年报".utf8)
    let word = (0..<8).reduce(UInt64(0)) { $0 | UInt64(text[$1]) << UInt64(8 * $1) }
    #expect(UTF8Sequence.isPlainPair(word))
  }
}
