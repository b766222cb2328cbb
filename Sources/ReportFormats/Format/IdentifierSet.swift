public import ReportModel

/// The ids of an output, to find one that is given twice: some 20 bytes an id, whatever its length.
///
/// It keeps a 127-bit fingerprint under a key that changes with every run, so that no input can be
/// made to collide. The fingerprints are spread over many small tables, which grow one at a time, so
/// that growing needs no second copy of all of them.
public struct IdentifierSet: Sendable {
  private var shards = [FingerprintTable](repeating: FingerprintTable(), count: 256)

  /// Makes an empty set.
  public init() {}

  /// Whether `id` is there.
  public func contains(_ id: ReportID) -> Bool {
    let fingerprint = Self.fingerprint(id)
    return shards[Int(truncatingIfNeeded: fingerprint >> 120)].contains(fingerprint)
  }

  /// Adds `id`.
  ///
  /// - Returns: false if it was there already.
  public mutating func insert(_ id: ReportID) -> Bool {
    let fingerprint = Self.fingerprint(id)
    return shards[Int(truncatingIfNeeded: fingerprint >> 120)].insert(fingerprint)
  }

  private static func fingerprint(_ id: ReportID) -> UInt128 {
    var upper = Hasher()
    upper.combine(0)
    upper.combine(id)
    var lower = Hasher()
    lower.combine(1)
    lower.combine(id)
    // None is 0, which stands for no fingerprint.
    return UInt128(UInt(bitPattern: upper.finalize())) << 64
      | UInt128(UInt(bitPattern: lower.finalize())) | 1
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
