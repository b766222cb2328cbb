/// A small table of ASCII names that bytes are looked up in without making a string.
///
/// Documents name things in the order of the form nearly always, so that a look-up tries the
/// expected position first and compares bytes; otherwise it goes through a hash table.
public struct NameTable: Sendable {
  /// The names, in order.
  public let names: [String]
  private let bytes: [[UInt8]]
  private let buckets: [Int32]
  private let mask: Int

  /// Makes a table; of equal names, the first counts.
  public init(_ names: [String]) {
    self.names = names
    bytes = names.map { Array($0.utf8) }
    var size = 4
    while size < names.count * 2 { size *= 2 }
    mask = size - 1
    var buckets = [Int32](repeating: -1, count: size)
    for (index, name) in bytes.enumerated() {
      var slot = Self.hash(name.span) & mask
      var isKnown = false
      while buckets[slot] >= 0 {
        isKnown = isKnown || bytes[Int(buckets[slot])] == name
        slot = (slot + 1) & mask
      }
      if !isKnown { buckets[slot] = Int32(truncatingIfNeeded: index) }
    }
    self.buckets = buckets
  }

  /// The index of the name that `name` spells; nil if there is none.
  ///
  /// - Parameter expected: the index that is likely; any number.
  public func index(of name: Span<UInt8>, expecting expected: Int = 0) -> Int? {
    if expected >= 0, expected < bytes.count, Self.areEqual(bytes[expected].span, name) {
      return expected
    }
    var slot = Self.hash(name) & mask
    while buckets[slot] >= 0 {
      let index = Int(buckets[slot])
      if Self.areEqual(bytes[index].span, name) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.indices where left[unchecked: index] != right[unchecked: index] {
      return false
    }
    return true
  }

  /// FNV-1a; the tables are small and of our own making, so that no attacker chooses their names.
  private static func hash(_ bytes: Span<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in bytes.indices {
      hash = (hash ^ UInt64(bytes[unchecked: index])) &* 0x100_0000_01b3
    }
    return Int(truncatingIfNeeded: hash >> 1)
  }
}
