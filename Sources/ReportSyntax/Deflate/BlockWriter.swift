/// Writes blocks of deflated data with codes made for each (RFC 1951 §3.2.7).
final class BlockWriter {
  private let counts = SymbolCounts()
  private let literals = PrefixCode(count: DeflateAlphabet.literalCount, longest: 15)
  private let distances = PrefixCode(count: DeflateAlphabet.distanceCount, longest: 15)
  private let lengths = CodeLengthWriter()
  /// What is sent for each entry of tokens: its symbol and the bits that follow.
  private let spellings = UnsafeMutablePointer<(bits: UInt32, count: UInt32)>.allocate(
    capacity: DeflateToken.entryCount)

  deinit { spellings.deallocate() }

  /// How many bytes blocks of a text take at the most. A literal has up to 15 bits; a match up to 48,
  /// and it stands for three bytes or more. In front of them are the lengths of up to 335 codewords,
  /// of 14 bits each at the most.
  static func mostBytes(ofBlocks count: Int, textLength: Int) -> Int {
    2 * textLength + 1_024 * count
  }

  /// Writes a block.
  func write(
    _ tokens: UnsafeBufferPointer<DeflateToken>, isLast: Bool, to output: inout BitBuffer
  ) {
    counts.count(tokens)
    literals.build(for: counts.literals)
    distances.build(for: counts.distances)
    output.append(isLast ? 0b101 : 0b100, 3)
    lengths.write(literals, distances, to: &output)
    spell()
    write(tokens, to: &output)
    let end = DeflateAlphabet.endOfBlock
    output.append(UInt64(literals.codewords[end]), Int(literals.lengths[end]))
    output.flush()
  }

  private func spell() {
    for byte in 0..<256 {
      spellings[byte] = (UInt32(literals.codewords[byte]), UInt32(literals.lengths[byte]))
    }
    for index in 0..<256 {
      let length = DeflateAlphabet.length(index)
      let count = Int(literals.lengths[length.symbol])
      spellings[256 + index] = (
        UInt32(literals.codewords[length.symbol]) | UInt32(length.extraValue) << UInt32(count),
        UInt32(count + length.extraBits)
      )
    }
  }

  private func write(_ tokens: UnsafeBufferPointer<DeflateToken>, to output: inout BitBuffer) {
    var bits = output
    let (distances, spellings) = (distances, spellings)
    let (codewords, lengths) = (distances.codewords, distances.lengths)
    for token in tokens {
      let spelling = spellings[token.entry]
      bits.append(UInt64(spelling.bits), Int(spelling.count))
      // A literal has the distance 1, of which nothing is sent.
      let distance = DeflateAlphabet.distance(token.distanceIndex)
      let codeword = Int(codewords[distance.symbol]) &* token.matchCount
      bits.append(
        UInt64(truncatingIfNeeded: codeword),
        Int(lengths[distance.symbol]) &* token.matchCount)
      bits.append(UInt64(truncatingIfNeeded: distance.extraValue), distance.extraBits)
      bits.flush()
    }
    output = bits
  }
}

/// Writes what tells the codes of a block: the lengths of their codewords, with runs shortened, in a
/// code of their own.
private final class CodeLengthWriter {
  private let code = PrefixCode(count: 19, longest: 7)
  private let frequencies = UnsafeMutablePointer<Int>.allocate(capacity: 19)
  private var items: [Item] = []

  /// A length, or a symbol that repeats one, with the bits that follow.
  private struct Item {
    let symbol: Int
    var extraValue = 0
    var extraBits = 0
  }

  /// The order in which the lengths of the code for lengths are sent.
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  deinit { frequencies.deallocate() }

  func write(_ literals: PrefixCode, _ distances: PrefixCode, to output: inout BitBuffer) {
    let literalCount = Self.usedCount(literals, atLeast: 257)
    let distanceCount = Self.usedCount(distances, atLeast: 1)
    items.removeAll(keepingCapacity: true)
    collect(literalCount + distanceCount) {
      $0 < literalCount ? literals.lengths[$0] : distances.lengths[$0 - literalCount]
    }
    frequencies.update(repeating: 0, count: 19)
    for item in items { frequencies[item.symbol] += 1 }
    code.build(for: frequencies)
    var sent = 19
    while sent > 4, code.lengths[Self.order[sent - 1]] == 0 { sent -= 1 }
    output.append(UInt64(literalCount - 257), 5)
    output.append(UInt64(distanceCount - 1), 5)
    output.append(UInt64(sent - 4), 4)
    for symbol in Self.order.prefix(sent) {
      output.flush()
      output.append(UInt64(code.lengths[symbol]), 3)
    }
    for item in items {
      output.flush()
      output.append(UInt64(code.codewords[item.symbol]), Int(code.lengths[item.symbol]))
      output.append(UInt64(item.extraValue), item.extraBits)
    }
    output.flush()
  }

  /// How many symbols there are up to the last that is used.
  private static func usedCount(_ code: PrefixCode, atLeast least: Int) -> Int {
    var count = code.count
    while count > least, code.lengths[count - 1] == 0 { count -= 1 }
    return count
  }

  private func collect(_ count: Int, _ length: (Int) -> UInt8) {
    var index = 0
    while index < count {
      let value = length(index)
      var end = index + 1
      while end < count, length(end) == value { end += 1 }
      value == 0 ? addZeros(end - index) : add(Int(value), times: end - index)
      index = end
    }
  }

  private func addZeros(_ count: Int) {
    var rest = count
    while rest >= 3 {
      let run = min(rest, 138)
      items.append(
        run < 11
          ? Item(symbol: 17, extraValue: run - 3, extraBits: 3)
          : Item(symbol: 18, extraValue: run - 11, extraBits: 7))
      rest -= run
    }
    for _ in 0..<rest { items.append(Item(symbol: 0)) }
  }

  private func add(_ value: Int, times count: Int) {
    items.append(Item(symbol: value))
    var rest = count - 1
    while rest >= 3 {
      let run = min(rest, 6)
      items.append(Item(symbol: 16, extraValue: run - 3, extraBits: 2))
      rest -= run
    }
    for _ in 0..<rest { items.append(Item(symbol: value)) }
  }
}
