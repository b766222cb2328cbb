internal import Glibc

/// A small table of ASCII names that bytes are looked up in without making a string.
///
/// Documents name things in the order of the form nearly always, so that a look-up tries the
/// expected position first and compares bytes; otherwise it goes through a hash table.
///
/// A class, for readers hand it around at every row. Its memory is written while it is made and never
/// again.
public final class NameTable: @unchecked Sendable {
  /// The names, in order.
  public let names: [String]
  /// All names, one after the other, and where each begins.
  private let bytes: [UInt8]
  private let starts: [Int]
  private let buckets: [Int]
  private let mask: Int
  /// Every name again, in whole words, for ``length(of:ifSpeltAt:)``.
  private let words: UnsafeMutablePointer<UInt64>
  private let spellings: UnsafeMutablePointer<Spelling>

  /// A name in ``words``.
  private struct Spelling {
    let length: Int
    let firstWord: Int
    /// What of its last word is the name.
    let lastMask: UInt64
  }

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
    (words, spellings) = Self.spell(names)
  }

  deinit {
    words.deallocate()
    spellings.deallocate()
  }

  private static func spell(
    _ names: [String]
  ) -> (UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<Spelling>) {
    let words = UnsafeMutablePointer<UInt64>.allocate(
      capacity: 1 + names.reduce(0) { $0 + $1.utf8.count / 8 + 1 })
    let spellings = UnsafeMutablePointer<Spelling>.allocate(capacity: names.count + 1)
    var next = 0
    for (index, name) in names.enumerated() {
      let utf8 = Array(name.utf8)
      let rest = UInt64(utf8.count % 8)
      let mask = rest == 0 && !utf8.isEmpty ? UInt64.max : (1 << (8 * rest)) - 1
      (spellings + index).initialize(
        to: Spelling(length: utf8.count, firstWord: next, lastMask: mask))
      for start in stride(from: 0, to: max(utf8.count, 1), by: 8) {
        let word = utf8[start...].prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        (words + next).initialize(to: word)
        next += 1
      }
    }
    return (words, spellings)
  }

  /// The length of the name at `index`, if the bytes from `start` on begin with it; else 0, and for
  /// an index that is none. At least 8 readable bytes must follow the first that differs from all
  /// names.
  @inline(__always)
  func length(of index: Int, ifSpeltAt start: UnsafePointer<UInt8>) -> Int {
    guard index >= 0, index < names.count else { return 0 }
    let spelling = spellings[index]
    let raw = UnsafeRawPointer(start)
    var word = spelling.firstWord
    var offset = 0
    while spelling.length &- offset > 8 {
      let found = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      guard found == words[word] else { return 0 }
      word &+= 1
      offset &+= 8
    }
    let found = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    return found & spelling.lastMask == words[word] ? spelling.length : 0
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
    return name.withUnsafeBytes { name in
      bytes.withUnsafeBytes { known in
        guard let left = name.baseAddress, let right = known.baseAddress else { return false }
        return memcmp(left, right + start, name.count) == 0
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
