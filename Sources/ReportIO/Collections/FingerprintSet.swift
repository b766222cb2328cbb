/// 16 bytes that represent a value, under a key that changes with every run, so that no input can be
/// made to collide.
public struct KeyedHash128: Sendable, Hashable {
  // Two numbers rather than one, which tables would align to 16 bytes.
  private let upper: Int
  private let lower: Int

  /// Represents `value` by what makes it equal to others: of a string, the characters.
  public init(_ value: some Hashable) {
    self.init { $0.combine(value) }
  }

  /// Represents a string by its bytes.
  public init(bytesOf text: String) {
    let bytes = text.utf8.span
    self.init { hasher in
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }

  private init(_ combine: (inout Hasher) -> Void) {
    var hasher = Hasher()
    hasher.combine(0)
    combine(&hasher)
    upper = hasher.finalize()
    hasher = Hasher()
    hasher.combine(1)
    combine(&hasher)
    lower = hasher.finalize()
  }

  /// All but the last bit, which is set: never 0.
  fileprivate var fingerprint: UInt128 {
    UInt128(UInt(bitPattern: upper)) << 64 | UInt128(UInt(bitPattern: lower)) | 1
  }
}

/// A set of values of which only hashes are kept, to find one that is there twice: some 20 bytes a
/// value, whatever its length.
///
/// The hashes are spread over many small tables, which grow one at a time, so that growing needs no
/// second copy of all of them.
public struct FingerprintSet: Sendable {
  private var shards = [FingerprintTable](repeating: FingerprintTable(), count: 256)

  /// Makes an empty set.
  public init() {}

  /// Whether the value of `hash` is there.
  public func contains(_ hash: KeyedHash128) -> Bool {
    let fingerprint = hash.fingerprint
    return shards[Int(truncatingIfNeeded: fingerprint >> 120)].contains(fingerprint)
  }

  /// Adds the value of `hash`.
  ///
  /// - Returns: false if it was there already.
  public mutating func insert(_ hash: KeyedHash128) -> Bool {
    let fingerprint = hash.fingerprint
    return shards[Int(truncatingIfNeeded: fingerprint >> 120)].insert(fingerprint)
  }
}

/// Fingerprints in as little room as they can be found in: up to seven of eight slots are taken, and
/// there come a quarter more when there are not enough.
private struct FingerprintTable: Sendable {
  /// Each fingerprint stands in the slot that it asks for, or in the next free one behind it, round the
  /// end; 0 in a free slot.
  private var slots: [UInt128] = []
  private var count = 0

  func contains(_ fingerprint: UInt128) -> Bool {
    !slots.isEmpty && slots[slot(of: fingerprint)] == fingerprint
  }

  /// Adds a fingerprint.
  ///
  /// - Returns: false if it was there already.
  mutating func insert(_ fingerprint: UInt128) -> Bool {
    if 8 * (count + 1) > 7 * slots.count { grow() }
    let slot = slot(of: fingerprint)
    guard slots[slot] == 0 else { return false }
    slots[slot] = fingerprint
    count += 1
    return true
  }

  /// The slot in which a fingerprint stands, or would.
  private func slot(of fingerprint: UInt128) -> Int {
    let wanted = UInt64(truncatingIfNeeded: fingerprint)
      .multipliedFullWidth(by: UInt64(slots.count)).high
    var slot = Int(wanted)
    while slots[slot] != 0, slots[slot] != fingerprint {
      slot += 1
      if slot == slots.count { slot = 0 }
    }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt128](repeating: 0, count: old.count + old.count / 4 + 8)
    for fingerprint in old where fingerprint != 0 { slots[slot(of: fingerprint)] = fingerprint }
  }
}
