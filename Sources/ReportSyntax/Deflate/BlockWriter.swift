/// Writes blocks of deflated data with codes made for each (RFC 1951 §3.2.7).
final class BlockWriter {
  private let counts = SymbolCounts()
  private let literals = PrefixCode(count: DeflateAlphabet.literalCount, longest: 15)
  private let distances = PrefixCode(count: DeflateAlphabet.distanceCount, longest: 15)
  private let lengths = CodeLengthWriter()
  /// What is sent for each entry of tokens: its symbol and the bits that follow.
  private let entrySpellings = UnsafeMutablePointer<Spelling>.allocate(
    capacity: DeflateToken.entryCount)
  /// What is sent for each symbol of distances, and for that of literals, which is nothing.
  private let distanceSpellings = UnsafeMutablePointer<DistanceSpelling>.allocate(
    capacity: DeflateToken.noDistance + 1)

  /// Some bits, the first one lowest.
  private struct Spelling {
    var bits: UInt32
    var count: UInt32
  }

  /// Some bits, the first one lowest, and which bits of the distance itself follow.
  private struct DistanceSpelling {
    var bits: UInt32 = 0
    var extraMask: UInt16 = 0
    var count: UInt8 = 0
    var extraBits: UInt8 = 0
  }

  deinit {
    entrySpellings.deallocate()
    distanceSpellings.deallocate()
  }

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
    for byte in 0..<256 { entrySpellings[byte] = Self.spelling(byte, literals) }
    for index in 0..<256 {
      let length = DeflateAlphabet.length(index)
      var spelling = Self.spelling(length.symbol, literals)
      spelling.bits |= UInt32(length.extraValue) << spelling.count
      spelling.count += UInt32(length.extraBits)
      entrySpellings[256 + index] = spelling
    }
    for symbol in 0..<DeflateAlphabet.distanceCount {
      let spelling = Self.spelling(symbol, distances)
      let extraBits = DeflateAlphabet.extraBits(ofDistance: symbol)
      distanceSpellings[symbol] = DistanceSpelling(
        bits: spelling.bits, extraMask: 1 << extraBits - 1, count: UInt8(spelling.count),
        extraBits: UInt8(extraBits))
    }
    distanceSpellings[DeflateToken.noDistance] = DistanceSpelling()
  }

  /// The codeword of a symbol; of one that is not used, no bits.
  private static func spelling(_ symbol: Int, _ code: PrefixCode) -> Spelling {
    let count = UInt32(code.lengths[symbol])
    return Spelling(bits: count > 0 ? UInt32(code.codewords[symbol]) : 0, count: count)
  }

  private func write(_ tokens: UnsafeBufferPointer<DeflateToken>, to output: inout BitBuffer) {
    var bits = output
    let (entrySpellings, distanceSpellings) = (entrySpellings, distanceSpellings)
    for token in tokens {
      let entry = entrySpellings[token.entry]
      let distance = distanceSpellings[token.distanceSymbol]
      let extraValue = UInt64(token.lowBits & UInt32(distance.extraMask))
      let entryCount = UInt64(entry.count)
      let codeCount = entryCount &+ UInt64(distance.count)
      bits.append(
        UInt64(entry.bits) | UInt64(distance.bits) &<< entryCount | extraValue &<< codeCount,
        Int(truncatingIfNeeded: codeCount &+ UInt64(distance.extraBits)))
      bits.flush()
    }
    output = bits
  }
}

/// Writes what tells the codes of a block: the lengths of their codewords, with runs shortened, in a
/// code of their own.
private final class CodeLengthWriter {
  private let code = PrefixCode(count: 19, longest: 7)
  private let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: 19)
  private let items = UnsafeMutablePointer<Item>.allocate(capacity: mostItems)
  private var itemCount = 0

  /// A length, or a symbol that repeats one, with the bits that follow.
  private struct Item {
    let symbol: UInt8
    var extraValue: UInt8 = 0
    var extraBits: UInt8 = 0
  }

  /// No more items than lengths.
  private static let mostItems =
    DeflateAlphabet.literalCount + DeflateAlphabet.distanceCount

  /// The order in which the lengths of the code for lengths are sent.
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  deinit {
    frequencies.deallocate()
    items.deallocate()
  }

  func write(_ literals: PrefixCode, _ distances: PrefixCode, to output: inout BitBuffer) {
    let literalCount = Self.usedCount(literals, atLeast: 257)
    let distanceCount = Self.usedCount(distances, atLeast: 1)
    itemCount = 0
    collect(literalCount + distanceCount) {
      $0 < literalCount ? literals.lengths[$0] : distances.lengths[$0 - literalCount]
    }
    frequencies.update(repeating: 0, count: 19)
    let items = UnsafeBufferPointer(start: items, count: itemCount)
    for item in items { frequencies[Int(item.symbol)] += 1 }
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
      let symbol = Int(item.symbol)
      output.append(UInt64(code.codewords[symbol]), Int(code.lengths[symbol]))
      output.append(UInt64(item.extraValue), Int(item.extraBits))
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
      value == 0 ? addZeros(end - index) : add(value, times: end - index)
      index = end
    }
  }

  private func add(_ item: Item) {
    items[itemCount] = item
    itemCount += 1
  }

  private func addZeros(_ count: Int) {
    var rest = count
    while rest >= 3 {
      let run = min(rest, 138)
      add(
        run < 11
          ? Item(symbol: 17, extraValue: UInt8(run - 3), extraBits: 3)
          : Item(symbol: 18, extraValue: UInt8(run - 11), extraBits: 7))
      rest -= run
    }
    for _ in 0..<rest { add(Item(symbol: 0)) }
  }

  private func add(_ value: UInt8, times count: Int) {
    add(Item(symbol: value))
    var rest = count - 1
    while rest >= 3 {
      let run = min(rest, 6)
      add(Item(symbol: 16, extraValue: UInt8(run - 3), extraBits: 2))
      rest -= run
    }
    for _ in 0..<rest { add(Item(symbol: value)) }
  }
}
