internal import ReportModel

/// What the numbers of one report come to in every identity of its form: each cell is looked at once,
/// whatever is asked of them afterwards.
struct IdentityBalances {
  /// What one identity comes to in one row or column.
  enum Balance: Equatable {
    /// Both sides have numbers only: their sums, in millionths.
    case sums(left: Int128, right: Int128)
    /// A cell cannot be counted with: the reason that comes first.
    case open(CellGap)
  }

  let identities: FormIdentities
  let states: CellStates
  /// By the index of the instance.
  private(set) var all: [Balance] = []

  init(_ identities: FormIdentities, _ states: CellStates) {
    self.identities = identities
    self.states = states
    all.reserveCapacity(identities.instances.count)
    for instance in identities.instances {
      let (left, right) = (states.sum(instance.left), states.sum(instance.right))
      switch (left.gap, right.gap) {
      case (nil, nil): all.append(.sums(left: left.sum, right: right.sum))
      case (let gap?, nil), (nil, let gap?): all.append(.open(gap))
      case (let gap?, let other?): all.append(.open(min(gap, other)))
      }
    }
  }

  /// What the left side has more than the right; nil if it is not assessable.
  private func surplus(_ instance: Int) -> Int128? {
    guard case .sums(let left, let right) = all[instance] else { return nil }
    return left - right
  }

  /// The cells of the instance at `index` that alone could be wrong; the likeliest first: by the
  /// other identities that they are in. None if it does not fail.
  func suspects(of index: Int) -> [IdentitySuspect] {
    guard let surplus = surplus(index), surplus != 0 else { return [] }
    let instance = identities.instances[index]
    var suspects: [IdentitySuspect] = []
    suspects.reserveCapacity(instance.left.count + instance.right.count)
    for ordinal in instance.left { add(ordinal, -surplus, besides: index, to: &suspects) }
    for ordinal in instance.right { add(ordinal, surplus, besides: index, to: &suspects) }
    suspects.sort {
      $0.isLikelier(than: $1) || ($0.isAsLikely(as: $1) && $0.ordinal < $1.ordinal)
    }
    return suspects
  }

  /// Adds a cell as a suspect if its number could be more by `change`.
  private func add(
    _ ordinal: Int, _ change: Int128, besides index: Int, to suspects: inout [IdentitySuspect]
  ) {
    guard let present = states.number(at: ordinal),
      let number = ExactNumber(millionths: present + change),
      identities.form.cells[ordinal].kind.admits(number)
    else { return }
    var (broken, unrepaired, repaired) = (0, 0, 0)
    for use in identities.uses[ordinal] where use.instance != index {
      guard let before = surplus(use.instance) else { continue }
      let after = use.isLeft ? before + change : before - change
      switch (before == 0, after == 0) {
      case (false, true): repaired += 1
      case (false, false): unrepaired += 1
      case (true, false): broken += 1
      case (true, true): break
      }
    }
    suspects.append(
      IdentitySuspect(
        ordinal: ordinal, number: number, broken: broken, unrepaired: unrepaired,
        repaired: repaired))
  }
}
