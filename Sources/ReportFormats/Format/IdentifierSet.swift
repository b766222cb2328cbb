public import ReportModel

/// The ids of an output, to find one that is given twice: 16 bytes an id, whatever its length.
///
/// It keeps a 128-bit fingerprint under a key that changes with every run, so that no input can be
/// made to collide. The fingerprints are spread over many small sets, which grow one at a time, so
/// that growing needs no second copy of all of them.
public struct IdentifierSet: Sendable {
  private var shards = [Set<UInt128>](repeating: [], count: 256)

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
    return shards[Int(truncatingIfNeeded: fingerprint >> 120)].insert(fingerprint).inserted
  }

  private static func fingerprint(_ id: ReportID) -> UInt128 {
    var upper = Hasher()
    upper.combine(0)
    upper.combine(id)
    var lower = Hasher()
    lower.combine(1)
    lower.combine(id)
    return UInt128(UInt(bitPattern: upper.finalize())) << 64
      | UInt128(UInt(bitPattern: lower.finalize()))
  }
}
