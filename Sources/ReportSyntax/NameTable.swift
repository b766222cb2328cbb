internal import Glibc

/// A small table of ASCII names that bytes are looked up in without making a string.
///
/// Documents name things in the order of the form nearly always, so that a look-up tries the
/// expected position first and compares bytes; otherwise it goes through a hash table.
///
/// A class, for readers hand it around at every row.
public final class NameTable: Sendable {
  /// The names, in order.
  public let names: [String]
  /// All names, one after the other, and where each begins.
  private let bytes: [UInt8]
  private let starts: [Int]
  private let buckets: [Int]
  private let mask: Int

  /// Makes a table; of equal names, the first counts.
  public init(_ names: [String]) {
    self.names = names
    bytes = names.flatMap { Array($0.utf8) }
    starts = names.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.utf8.count) }
    var size = 4
    while size < names.count * 2 { size *= 2 }
    mask = size - 1
    var buckets = [Int](repeating: -1, count: size)
    for (index, name) in names.enumerated() where names.firstIndex(of: name) == index {
      let utf8 = Array(name.utf8)
      var slot = Self.hash(utf8.span) & mask
      while buckets[slot] >= 0 { slot = (slot + 1) & mask }
      buckets[slot] = index
    }
    self.buckets = buckets
  }

  /// The index of the name that `name` spells; nil if there is none.
  ///
  /// - Parameter expected: the index that is likely; any number.
  public func index(of name: Span<UInt8>, expecting expected: Int = 0) -> Int? {
    if expected >= 0, expected < names.count, isEqual(name, to: expected) { return expected }
    var slot = Self.hash(name) & mask
    while buckets[slot] >= 0 {
      if isEqual(name, to: buckets[slot]) { return buckets[slot] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func isEqual(_ name: Span<UInt8>, to index: Int) -> Bool {
    let start = starts[index]
    guard name.count == starts[index + 1] - start else { return false }
    guard name.count > 0 else { return true }
    return unsafe name.withUnsafeBytes { name in
      unsafe bytes.withUnsafeBytes { known in
        guard let left = name.baseAddress, let right = known.baseAddress else { return false }
        return unsafe memcmp(left, right + start, name.count) == 0
      }
    }
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
