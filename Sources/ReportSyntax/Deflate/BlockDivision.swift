/// Finds where a text changes its nature, as a report does between its words and its tables: there a
/// new block, with codes of its own, saves more than it costs.
struct BlockDivision {
  /// A block ends behind a whole group of so many tokens.
  private static let groupSize = 64
  /// No block has fewer groups.
  private static let fewestGroups = 3
  /// The most blocks that come of it. More than one change would save little, and every block takes
  /// time.
  static let mostBlocks = 2
  /// What a new block must save, as far as the kinds of tokens tell: less than its codes cost, for
  /// the symbols within each kind change, too.
  private static let leastGain = 300 << BitCost.scale

  private var groups: [KindCounts] = []

  /// Divides tokens into blocks.
  ///
  /// - Returns: the end of each block.
  mutating func ends(of tokens: UnsafeBufferPointer<DeflateToken>) -> [Int] {
    groups.removeAll(keepingCapacity: true)
    var start = 0
    while start + Self.groupSize <= tokens.count {
      groups.append(KindCounts(tokens[start..<start + Self.groupSize]))
      start += Self.groupSize
    }
    guard let change = change(BitCost.shared) else { return [tokens.count] }
    return [change * Self.groupSize, tokens.count]
  }

  /// The group before which the kinds of tokens differ most from those behind; nil if nowhere enough.
  private func change(_ bits: BitCost) -> Int? {
    var behind = KindCounts()
    for group in groups { behind += group }
    let whole = behind.entropy(bits)
    var before = KindCounts()
    var best: (cost: Int, group: Int)?
    for group in groups.indices.dropLast(Self.fewestGroups) {
      if group >= Self.fewestGroups {
        let cost = before.entropy(bits) + behind.entropy(bits)
        if cost < best?.cost ?? (whole - Self.leastGain) { best = (cost, group) }
      }
      before += groups[group]
      behind -= groups[group]
    }
    return best?.group
  }
}

/// How often each kind of token stands in a run of tokens: letters of Chinese, other bytes, matches. To
/// tell where a text changes they are as good as the hundreds of symbols, and far fewer.
private struct KindCounts {
  private var wideLiterals = 0
  private var otherLiterals = 0
  private var matches = 0

  init() {}

  init(_ tokens: Slice<UnsafeBufferPointer<DeflateToken>>) {
    var counts = InlineArray<4, Int>(repeating: 0)
    for token in tokens { counts[token.kind] &+= 1 }
    (otherLiterals, wideLiterals, matches) = (counts[0], counts[1], counts[2] &+ counts[3])
  }

  static func += (left: inout KindCounts, right: KindCounts) {
    left.wideLiterals &+= right.wideLiterals
    left.otherLiterals &+= right.otherLiterals
    left.matches &+= right.matches
  }

  static func -= (left: inout KindCounts, right: KindCounts) {
    left.wideLiterals &-= right.wideLiterals
    left.otherLiterals &-= right.otherLiterals
    left.matches &-= right.matches
  }

  /// What it costs to tell the kinds apart.
  func entropy(_ bits: BitCost) -> Int {
    bits.ofAll(wideLiterals &+ otherLiterals &+ matches) &- bits.ofAll(wideLiterals)
      &- bits.ofAll(otherLiterals) &- bits.ofAll(matches)
  }
}

/// Costs in bits, in fixed point, so that they are the same on every machine.
private struct BitCost {
  static let shared = BitCost()
  /// How many bits stand behind the point.
  static let scale = 16

  /// What it would cost to tell `count` symbols that are all different: `count` times its binary
  /// logarithm.
  func ofAll(_ count: Int) -> Int {
    guard count > 0 else { return 0 }
    let whole = 63 &- count.leadingZeroBitCount
    // The eight bits behind the highest one.
    let fraction = (count &<< (62 &- whole)) &>> 54 & 0xFF
    return count &* (whole &<< Self.scale &+ fractions[fraction])
  }

  /// The binary logarithm of 1 + n/256, found bit by bit by squaring.
  private let fractions = (0..<256).map { index in
    var value = (256 + index) << 16
    var logarithm = 0
    for _ in 0..<scale {
      value = (value * value) >> 24
      logarithm <<= 1
      if value >= 2 << 24 {
        value >>= 1
        logarithm |= 1
      }
    }
    return logarithm
  }
}
