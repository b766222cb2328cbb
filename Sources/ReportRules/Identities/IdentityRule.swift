internal import ReportDiagnostics
internal import ReportModel

/// Judges the identities of a form in a report: a finding for each that fails, and one note for each
/// identity and reason that it cannot be assessed for, whatever the number of rows and columns.
struct IdentityRule {
  let identities: FormIdentities
  let names: CellNames

  init(_ form: Form) {
    identities = FormIdentities(form)
    names = CellNames(form: form)
  }

  /// More cells than these are no help to whoever looks for the wrong one.
  private static let mostSuspects = 5

  func judge(_ findings: inout RuleFindings, _ states: CellStates) {
    let cells = findings.report.cells
    for group in identities.groups {
      var gaps: [CellGap: [IdentityInstance]] = [:]
      for instance in group {
        switch instance.verdict(cells) {
        case .holds: break
        case .fails(let left, let right): tell(&findings, instance, left, right)
        case .notAssessable:
          if let gap = instance.cells.lazy.compactMap(states.gap).min() {
            gaps[gap, default: []].append(instance)
          }
        }
      }
      for (gap, instances) in gaps.sorted(by: { $0.key < $1.key }) {
        tell(&findings, gap, instances, of: group.count, states)
      }
    }
  }

  // MARK: what fails

  private func tell(
    _ findings: inout RuleFindings, _ instance: IdentityInstance, _ left: Int128, _ right: Int128
  ) {
    let cells = findings.report.cells
    let suspects = identities.suspects(of: instance, cells)
    let likeliest = suspects.filter { $0.isAsLikely(as: suspects[0]) }
    var zh = "\(context(instance).zh)：" + equation(instance, cells) { $0.zh }
    var en = "\(context(instance).en): " + equation(instance, cells) { $0.en }
    if let first = likeliest.first, first.broken == 0, likeliest.count <= Self.mostSuspects {
      let named = likeliest.map { (names.cell(at: $0.ordinal), $0.number.description) }
      zh += "；只改一格即可成立的是 " + named.map { "\($0.0.zh)（应为 \($0.1)）" }.joined(separator: "、")
      en +=
        "; one cell alone would explain it: "
        + named.map { "\($0.0.en) (would be \($0.1))" }.joined(separator: ", or ")
    }
    let suspect = likeliest.first.map(\.ordinal)
    findings.add(
      .identityBroken, cells: (suspect.map { [$0] } ?? []) + instance.right + instance.left,
      isCertain: instance.identity.isCertain,
      [
        "identity": instance.identity.id, "left": ExactNumber.text(millionths: left),
        "right": ExactNumber.text(millionths: right),
        "difference": ExactNumber.text(millionths: max(left - right, right - left)),
        "zh": zh, "en": en,
      ])
  }

  /// The row or column of an instance.
  private func context(_ instance: IdentityInstance) -> BilingualText {
    guard let ordinal = instance.right.first else { return BilingualText(zh: "", en: "") }
    let table = names.form.tables[names.form.cells[ordinal].table].code
    switch instance.identity.direction {
    case .column:
      let column = names.column(at: ordinal)
      return BilingualText(zh: "“\(column.zh)” 列", en: "\(table), column \(column.en)")
    case .row:
      let row = names.row(at: ordinal)
      return BilingualText(zh: "“\(row.zh)” 行", en: "\(table), row \(row.en)")
    }
  }

  /// Every term with its number, both sides.
  private func equation(
    _ instance: IdentityInstance, _ cells: CellGrid, _ wording: (BilingualText) -> String
  ) -> String {
    func side(_ ordinals: [Int]) -> String {
      ordinals.map { ordinal in
        let name =
          instance.identity.direction == .column
          ? names.row(at: ordinal) : names.column(at: ordinal)
        return "\(wording(name)) \(cells[ordinal].lexicalForm)"
      }.joined(separator: " + ")
    }
    return side(instance.left) + " ≠ " + side(instance.right)
  }

  // MARK: what cannot be assessed

  private func tell(
    _ findings: inout RuleFindings, _ gap: CellGap, _ instances: [IdentityInstance],
    of total: Int, _ states: CellStates
  ) {
    let cells = Set(instances.flatMap(\.cells).filter { states.gap(at: $0) == gap }).sorted()
    let list = names.list(cells)
    var (zh, en) = (list.zh, list.en)
    if gap == .blank {
      let hint = BlankHint(names: names, cells: findings.report.cells).text(instances)
      zh += "；\(hint.zh)"
      en += "; \(hint.en)"
    }
    guard let identity = instances.first?.identity else { return }
    findings.add(
      gap.identityFinding, cells: cells, named: cells.count == 1 ? nil : tablePath(cells),
      [
        "identity": identity.id, "count": "\(instances.count)", "total": "\(total)",
        "zh": zh, "en": en,
      ])
  }

  /// The code of the table that `cells` are in.
  private func tablePath(_ cells: [Int]) -> String {
    cells.first.map { names.form.tables[names.form.cells[$0].table].code } ?? ""
  }
}

extension CellGap {
  /// The note for identities that cannot be assessed for this reason.
  fileprivate var identityFinding: DiagnosticKind {
    switch self {
    case .unread: .identityCellsUnread
    case .missing: .identityCellsMissing
    case .unitUnknown: .identityUnitUnknown
    case .notApplicable: .identityNotApplicable
    case .blank: .identityCellsBlank
    }
  }
}
