/// A prefix code (RFC 1951 §3.2.2): for each symbol that is used a codeword, the shorter the more
/// often the symbol is used.
final class PrefixCode {
  /// How many symbols there are.
  let count: Int
  /// The length of each codeword in bits; 0 where the symbol is not used.
  let lengths: UnsafeMutablePointer<UInt8>
  /// Each codeword, the bit that is sent first lowest.
  let codewords: UnsafeMutablePointer<UInt16>
  /// The longest codeword that there may be.
  private let longest: Int
  /// Which symbols are used, the rarest first.
  private let order: UnsafeMutablePointer<UInt16>
  /// At first how often each symbol of ``order`` is used, then where its tree hangs, then how deep.
  private let nodes: UnsafeMutablePointer<Int>
  /// Where each bucket of ``sort(_:)`` begins.
  private let starts = UnsafeMutablePointer<Int>.allocate(capacity: bucketCount + 1)
  /// How many codewords there are of each length, and then which is the next one.
  private let counts: UnsafeMutablePointer<Int>

  init(count: Int, longest: Int) {
    self.count = count
    self.longest = longest
    lengths = .allocate(capacity: count)
    codewords = .allocate(capacity: count)
    order = .allocate(capacity: count)
    nodes = .allocate(capacity: count)
    counts = .allocate(capacity: longest + 1)
  }

  deinit {
    lengths.deallocate()
    codewords.deallocate()
    order.deallocate()
    nodes.deallocate()
    starts.deallocate()
    counts.deallocate()
  }

  /// Makes the code for symbols of which each is used so often. Two at least get a codeword, so that
  /// no reader finds the code incomplete.
  func build(for frequencies: UnsafePointer<UInt32>) {
    lengths.update(repeating: 0, count: count)
    var used = sort(frequencies)
    var spare = 0
    while used < 2 {
      if used == 0 || order[0] != spare {
        // What is not used goes in front of what is.
        if used == 1 { (order[1], nodes[1]) = (order[0], nodes[0]) }
        (order[0], nodes[0]) = (UInt16(spare), 0)
        used += 1
      }
      spare += 1
    }
    findDepths(used)
    setLengths(used)
    setCodewords()
  }

  /// Puts the symbols that are used into order, and how often they are used beside them.
  ///
  /// - Returns: how many there are.
  private func sort(_ frequencies: UnsafePointer<UInt32>) -> Int {
    let starts = starts
    starts.update(repeating: 0, count: Self.bucketCount + 1)
    // Those that are not used have a bucket, too, for nobody could foresee which they are.
    for symbol in 0..<count { starts[Self.bucket(frequencies[symbol]) &+ 1] &+= 1 }
    let unused = starts[1]
    // The buckets lie one behind the other, but for the first, which lies behind all.
    starts[0] = count &- unused
    starts[1] = 0
    for bucket in 2..<Self.bucketCount { starts[bucket] &+= starts[bucket &- 1] }
    let lastBucket = starts[Self.bucketCount &- 1]
    for symbol in 0..<count {
      let bucket = Self.bucket(frequencies[symbol])
      let place = starts[bucket]
      order[place] = UInt16(truncatingIfNeeded: symbol)
      nodes[place] = Int(frequencies[symbol])
      starts[bucket] = place &+ 1
    }
    sortInPlace(lastBucket..<count - unused)
    return count - unused
  }

  private static let bucketCount = 256

  @inline(__always)
  private static func bucket(_ frequency: UInt32) -> Int {
    Int(truncatingIfNeeded: min(frequency, UInt32(bucketCount - 1)))
  }

  /// Sorts those that are used most often, few as they are.
  private func sortInPlace(_ range: Range<Int>) {
    for index in range {
      let (symbol, frequency) = (order[index], nodes[index])
      var place = index
      while place > range.lowerBound, nodes[place - 1] > frequency {
        (order[place], nodes[place]) = (order[place - 1], nodes[place - 1])
        place -= 1
      }
      (order[place], nodes[place]) = (symbol, frequency)
    }
  }

  /// Turns ``nodes`` from frequencies into the depths that their leaves have in Huffman's tree, in
  /// place, as A. Moffat and J. Katajainen found out (In-Place Calculation of Minimum-Redundancy
  /// Codes, 1995).
  private func findDepths(_ used: Int) {
    joinNodes(used)
    // From parents to depths of inner nodes.
    nodes[used - 2] = 0
    for index in stride(from: used - 3, through: 0, by: -1) {
      nodes[index] = nodes[nodes[index]] + 1
    }
    // From depths of inner nodes to depths of leaves, the deepest of which belong to the rarest.
    var (free, depth) = (1, 0)
    var inner = used - 2
    var next = used - 1
    while free > 0 {
      var innerHere = 0
      while inner >= 0, nodes[inner] == depth {
        innerHere += 1
        inner -= 1
      }
      for _ in innerHere..<free {
        nodes[next] = depth
        next -= 1
      }
      free = 2 * innerHere
      depth += 1
    }
  }

  /// Joins the two rarest nodes again and again; each inner node then tells its parent.
  private func joinNodes(_ used: Int) {
    var (root, leaf) = (0, 0)
    for next in 0..<used - 1 {
      var sum = 0
      for _ in 0..<2 {
        if leaf >= used || (root < next && nodes[root] < nodes[leaf]) {
          sum += nodes[root]
          nodes[root] = next
          root += 1
        } else {
          sum += nodes[leaf]
          leaf += 1
        }
      }
      nodes[next] = sum
    }
  }

  /// Gives each symbol that is used the length of its codeword: its depth, unless that is too much.
  private func setLengths(_ used: Int) {
    counts.update(repeating: 0, count: longest + 1)
    for index in 0..<used { counts[min(nodes[index], longest)] += 1 }
    // In units of the room that one codeword of the greatest length takes.
    var room = 0
    for length in 1...longest { room += counts[length] << (longest - length) }
    while room > 1 << longest {
      // A codeword of the greatest length goes where a shorter one was, and both get longer by one.
      var length = longest - 1
      while counts[length] == 0 { length -= 1 }
      counts[longest] -= 1
      counts[length] -= 1
      counts[length + 1] += 2
      room -= 1
    }
    var index = 0
    for length in stride(from: longest, through: 1, by: -1) {
      for _ in 0..<counts[length] {
        lengths[Int(order[index])] = UInt8(length)
        index += 1
      }
    }
  }

  /// Gives out codewords, by length, then by symbol.
  private func setCodewords() {
    // From how many there are of each length to which is the first one.
    var first = 0
    for length in 1...longest { (counts[length], first) = (first, (first + counts[length]) << 1) }
    for symbol in 0..<count where lengths[symbol] > 0 {
      let length = Int(lengths[symbol])
      codewords[symbol] = Self.reversed(counts[length], length)
      counts[length] += 1
    }
  }

  private static func reversed(_ codeword: Int, _ length: Int) -> UInt16 {
    var bits = UInt16(truncatingIfNeeded: codeword)
    bits = (bits & 0x5555) &<< 1 | (bits &>> 1) & 0x5555
    bits = (bits & 0x3333) &<< 2 | (bits &>> 2) & 0x3333
    bits = (bits & 0x0F0F) &<< 4 | (bits &>> 4) & 0x0F0F
    return bits.byteSwapped &>> UInt16(16 &- length)
  }
}
