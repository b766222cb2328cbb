public import ReportModel

/// A cell that alone could be wrong: with another number in it, an identity that fails would hold.
public struct IdentitySuspect: Sendable, Hashable {
  /// The ordinal of the cell.
  public let ordinal: Int
  /// The number with which the identity would hold; one that the cell can have.
  public let number: ExactNumber
  /// How many other identities that hold would fail with it.
  public let broken: Int
  /// How many other identities that fail would fail with it, too.
  public let unrepaired: Int
  /// How many other identities that fail would hold with it.
  public let repaired: Int

  private var rank: (Int, Int, Int) { (broken, unrepaired, -repaired) }

  /// Whether more speaks for it than for `other`.
  func isLikelier(than other: IdentitySuspect) -> Bool { rank < other.rank }

  /// Whether as much speaks for it as for `other`.
  func isAsLikely(as other: IdentitySuspect) -> Bool { rank == other.rank }
}

extension FormIdentities {
  /// The cells of `failing`, an identity that fails in `report`, that alone could be wrong; the
  /// likeliest first: by the other identities that they are in.
  public func suspects(of failing: IdentityInstance, in report: Report) -> [IdentitySuspect] {
    guard let index = instances.firstIndex(of: failing) else { return [] }
    return IdentityBalances(self, CellStates(report)).suspects(of: index)
  }
}
