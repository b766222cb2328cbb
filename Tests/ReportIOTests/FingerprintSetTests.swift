import ReportIO
import Testing

@Suite struct FingerprintSetTests {
  private func hash(_ number: Int) -> KeyedHash128 {
    KeyedHash128("2024-" + String(number, radix: 36))
  }

  /// Each value is new once, however the tables have grown in between.
  @Test func everyValueIsNewOnce() {
    var set = FingerprintSet()
    let count = 40_000
    for number in 0..<count {
      let isKnown = set.contains(hash(number))
      let isNew = set.insert(hash(number))
      guard !isKnown, isNew, set.contains(hash(number)) else {
        Issue.record("\(number)")
        return
      }
    }
    for number in 0..<count {
      let isNew = set.insert(hash(number))
      guard !isNew, !set.contains(hash(count + number)) else {
        Issue.record("\(number)")
        return
      }
    }
  }

  /// Strings are hashed as what they are compared by: characters, or bytes.
  @Test func compositionCountsOnlyForBytes() {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    #expect(KeyedHash128(composed) == KeyedHash128(decomposed))
    #expect(KeyedHash128(bytesOf: composed) != KeyedHash128(bytesOf: decomposed))
    #expect(KeyedHash128(bytesOf: composed) == KeyedHash128(bytesOf: composed))
    #expect(KeyedHash128("a") != KeyedHash128("b"))
  }
}
