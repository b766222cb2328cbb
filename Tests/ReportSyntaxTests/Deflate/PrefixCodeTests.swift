import ReportTestSupport
import Testing

@testable import ReportSyntax

@Suite struct PrefixCodeTests {
  /// The lengths of the codewords for symbols of which each is used so often.
  private func lengths(_ frequencies: [Int], longest: Int = 15) -> [Int] {
    let code = PrefixCode(count: frequencies.count, longest: longest)
    code.build(for: frequencies.map { UInt32($0) })
    return (0..<frequencies.count).map { Int(code.lengths[$0]) }
  }

  /// What the best of codes costs, and the length of its longest codeword.
  private func best(_ frequencies: [Int]) -> (cost: Int, longest: Int) {
    var trees = frequencies.filter { $0 > 0 }.map { (weight: $0, depth: 0) }
    var cost = 0
    while trees.count > 1 {
      trees.sort { ($0.weight, $0.depth) > ($1.weight, $1.depth) }
      let (one, other) = (trees.removeLast(), trees.removeLast())
      let joined = (
        weight: one.weight + other.weight, depth: max(one.depth, other.depth) + 1
      )
      cost += joined.weight
      trees.append(joined)
    }
    return (cost, trees[0].depth)
  }

  @Test(arguments: 0..<60)
  func noCodeIsBetterAndNoneIsIncomplete(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let count = random.number(2...286)
    let most = random.one(of: [1, 2, 10, 300, 60_000])
    var frequencies = (0..<count).map { _ in random.number(0...most) }
    // At least two, as there always are.
    (frequencies[0], frequencies[count - 1]) = (1, 1)
    let found = lengths(frequencies)
    for (length, frequency) in zip(found, frequencies) { #expect((length > 0) == (frequency > 0)) }
    #expect(found.reduce(0) { $0 + ($1 > 0 ? 1 << (15 - $1) : 0) } == 1 << 15)
    let cost = zip(found, frequencies).reduce(0) { $0 + $1.0 * $1.1 }
    let best = best(frequencies)
    // Where the limit is in the way it costs a little.
    #expect(best.longest <= 15 ? cost == best.cost : cost <= best.cost + best.cost / 1_000)
  }

  @Test(arguments: [7, 15])
  func noCodewordIsLongerThanAllowed(_ longest: Int) {
    var steep = [1, 1]
    while steep.count < 24 { steep.append(steep[steep.count - 1] + steep[steep.count - 2]) }
    for frequencies in [steep, steep.reversed(), steep.map { _ in 1 }, [1] + steep] {
      let frequencies = longest == 7 ? Array(frequencies.prefix(19)) : frequencies
      let found = lengths(frequencies, longest: longest)
      #expect(found.max() ?? 0 <= longest)
      #expect(found.reduce(0) { $0 + 1 << (longest - $1) } == 1 << longest)
    }
  }

  /// A reader may refuse a code of one codeword, or of none.
  @Test func twoSymbolsGetCodewordsThoughFewerAreUsed() {
    #expect(lengths([0, 0, 0]) == [1, 1, 0])
    #expect(lengths([5, 0, 0]) == [1, 1, 0])
    #expect(lengths([0, 5, 0]) == [1, 1, 0])
    #expect(lengths([0, 0, 5]) == [1, 0, 1])
  }

  /// RFC 1951 §3.2.2 has this example.
  @Test func codewordsComeInTheOrderOfTheirSymbols() {
    let code = PrefixCode(count: 8, longest: 15)
    // F twice as often as the six others but G and H, which are rarest.
    code.build(for: [8, 8, 8, 8, 8, 16, 4, 4])
    #expect((0..<8).map { Int(code.lengths[$0]) } == [3, 3, 3, 3, 3, 2, 4, 4])
    let written = (0..<8).map { symbol in
      let bits = String(Int(code.codewords[symbol]) | 1 << 16, radix: 2)
      return String(bits.suffix(Int(code.lengths[symbol])).reversed())
    }
    #expect(written == ["010", "011", "100", "101", "110", "00", "1110", "1111"])
  }
}
