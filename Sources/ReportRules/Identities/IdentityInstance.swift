public import ReportModel

/// An identity of the form in one row or one column: the cells that it is about.
public struct IdentityInstance: Sendable, Hashable {
  /// The identity.
  public let identity: FormIdentity
  /// The ordinals of the cells whose numbers add up to the left side.
  public let left: [Int]
  /// The ordinals of the cells whose numbers add up to the right side.
  public let right: [Int]

  /// All cells, the left ones first.
  public var cells: [Int] { left + right }

  /// Every identity of `form`, in every row or column in which the form has all of its terms.
  public static func all(of form: Form) -> [[IdentityInstance]] {
    form.tables.enumerated().flatMap { index, table in
      table.identities.map { identity in
        switch identity.direction {
        case .column: perColumn(identity, table)
        case .row: perRow(identity, table)
        }
      }
    }
  }

  /// Terms are rows, in any block of the table; columns are those that all their blocks have.
  private static func perColumn(
    _ identity: FormIdentity, _ table: FormTable
  ) -> [IdentityInstance] {
    let places = (identity.left + identity.right).compactMap { code in
      table.blocks.lazy.compactMap { block in
        block.rows.first { $0.code == code && !$0.isHeading }.map { (block, $0.firstCell) }
      }.first
    }
    guard places.count == identity.left.count + identity.right.count, let first = places.first
    else { return [] }
    return first.0.columns.compactMap { column in
      let ordinals = places.compactMap { block, firstCell in
        block.columns.firstIndex { $0.code == column.code }.map { firstCell + $0 }
      }
      guard ordinals.count == places.count else { return nil }
      return IdentityInstance(
        identity: identity, left: Array(ordinals.prefix(identity.left.count)),
        right: Array(ordinals.dropFirst(identity.left.count)))
    }
  }

  /// Terms are columns of one block.
  private static func perRow(_ identity: FormIdentity, _ table: FormTable) -> [IdentityInstance] {
    table.blocks.flatMap { block -> [IdentityInstance] in
      func indices(_ codes: [String]) -> [Int]? {
        let found = codes.compactMap { code in block.columns.firstIndex { $0.code == code } }
        return found.count == codes.count ? found : nil
      }
      guard let left = indices(identity.left), let right = indices(identity.right) else {
        return []
      }
      return block.rows.filter { !$0.isHeading }.map { row in
        IdentityInstance(
          identity: identity, left: left.map { row.firstCell + $0 },
          right: right.map { row.firstCell + $0 })
      }
    }
  }
}
