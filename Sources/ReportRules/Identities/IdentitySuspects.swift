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
  /// The cells of `failing`, an identity that fails for `cells`, that alone could be wrong; the
  /// likeliest first: by the other identities that they are in.
  public func suspects(of failing: IdentityInstance, _ cells: CellGrid) -> [IdentitySuspect] {
    guard case .fails(let left, let right) = failing.verdict(cells) else { return [] }
    var suspects: [IdentitySuspect] = []
    for (index, ordinal) in failing.cells.enumerated() {
      guard case .number(let present) = cells[ordinal] else { continue }
      let change = index < failing.left.count ? right - left : left - right
      guard let number = ExactNumber(millionths: present.millionths + change),
        form.cells[ordinal].kind.admits(number)
      else { continue }
      var changed = cells
      changed[ordinal] = .number(number)
      var (broken, unrepaired, repaired) = (0, 0, 0)
      for other in instances(with: ordinal) where other != failing {
        switch (other.verdict(cells), other.verdict(changed)) {
        case (.fails, .holds): repaired += 1
        case (.fails, .fails): unrepaired += 1
        case (.holds, .fails): broken += 1
        default: break
        }
      }
      suspects.append(
        IdentitySuspect(
          ordinal: ordinal, number: number, broken: broken, unrepaired: unrepaired,
          repaired: repaired))
    }
    return suspects.sorted {
      $0.isLikelier(than: $1) || ($0.isAsLikely(as: $1) && $0.ordinal < $1.ordinal)
    }
  }
}
