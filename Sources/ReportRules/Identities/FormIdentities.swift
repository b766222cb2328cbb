public import ReportModel

/// The identities of one form, ready to be judged: made once for all reports of it.
public final class FormIdentities: Sendable {
  /// The form.
  public let form: Form
  /// For each identity of the form that has any, its rows or columns.
  public let groups: [[IdentityInstance]]
  /// For each cell, the places in ``groups`` at which it is a term.
  private let uses: [[(group: Int, instance: Int)]]

  /// Makes the identities of `form`.
  public init(_ form: Form) {
    self.form = form
    groups = IdentityInstance.all(of: form).filter { !$0.isEmpty }
    var uses = [[(group: Int, instance: Int)]](repeating: [], count: form.cells.count)
    for (group, instances) in groups.enumerated() {
      for (index, instance) in instances.enumerated() {
        for ordinal in instance.cells { uses[ordinal].append((group, index)) }
      }
    }
    self.uses = uses
  }

  /// The identities that the cell at `ordinal` is a term of.
  public func instances(with ordinal: Int) -> [IdentityInstance] {
    uses[ordinal].map { groups[$0.group][$0.instance] }
  }
}
