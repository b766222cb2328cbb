public import ReportModel

/// The identities of one form, ready to be judged: made once for all reports of it.
public final class FormIdentities: Sendable {
  /// The form.
  public let form: Form
  /// For each identity of the form that has any, its rows or columns.
  public let groups: [[IdentityInstance]]
  /// The rows and columns of all identities, those of ``groups`` one after the other.
  let instances: [IdentityInstance]
  /// For each cell, the ``instances`` that it is a term of.
  let uses: [[Use]]

  /// A cell as a term.
  struct Use: Sendable {
    /// The index in ``FormIdentities/instances``.
    let instance: Int
    /// The side that it stands on.
    let isLeft: Bool
  }

  /// Makes the identities of `form`.
  public init(_ form: Form) {
    self.form = form
    groups = IdentityInstance.all(of: form).filter { !$0.isEmpty }
    instances = Array(groups.joined())
    var uses = [[Use]](repeating: [], count: form.cells.count)
    for (index, instance) in instances.enumerated() {
      for ordinal in instance.left { uses[ordinal].append(Use(instance: index, isLeft: true)) }
      for ordinal in instance.right { uses[ordinal].append(Use(instance: index, isLeft: false)) }
    }
    self.uses = uses
  }

  /// The identities that the cell at `ordinal` is a term of.
  public func instances(with ordinal: Int) -> [IdentityInstance] {
    uses[ordinal].map { instances[$0.instance] }
  }
}
