internal import ReportDiagnostics
internal import ReportModel

/// The identities of a form: a finding for each that fails, and one note for each identity and
/// reason that it cannot be assessed for, whatever the number of rows and columns.
///
/// Where they hold, no text is made: the names of cells are there once for the form, and messages are
/// put together from them only where there is something to say.
struct IdentityRule: Rule {
  static let description = RuleDescription(
    id: "identities", kinds: [.identityBroken] + CellGap.allCases.map(\.identityFinding))

  private let identities: FormIdentities
  /// The row or column of each instance.
  private let contexts: [BilingualText]

  static func rules(for form: Form) -> [any Rule] {
    let identities = FormIdentities(form)
    return identities.instances.isEmpty ? [] : [IdentityRule(identities)]
  }

  private init(_ identities: FormIdentities) {
    self.identities = identities
    let names = CellNames(form: identities.form)
    contexts = identities.instances.map { Self.context($0, names) }
  }

  func check(_ subject: RuleSubject, into findings: inout RuleFindings) {
    let balances = IdentityBalances(identities, subject.states)
    var first = 0
    for group in identities.groups {
      var isOpen = false
      for index in first..<first + group.count {
        switch balances.all[index] {
        case .sums(let left, let right):
          if left != right { add(&findings, index, left, right, balances, subject) }
        case .open: isOpen = true
        }
      }
      if isOpen { addOpen(&findings, first..<first + group.count, balances, subject) }
      first += group.count
    }
  }

  // MARK: what fails

  private func add(
    _ findings: inout RuleFindings, _ index: Int, _ left: Int128, _ right: Int128,
    _ balances: IdentityBalances, _ subject: RuleSubject
  ) {
    let instance = identities.instances[index]
    let explanation = SuspectExplanation(balances.suspects(of: index), subject.names)
    var zh = contexts[index].zh + "："
    var en = contexts[index].en + ": "
    zh.reserveCapacity(1_024)
    en.reserveCapacity(1_024)
    addEquation(instance, subject, &zh, &en)
    zh += "；"
    en += "; "
    zh += explanation.text.zh
    en += explanation.text.en
    // The likeliest cell, or else the total.
    let cells = explanation.likeliest.map { [$0] } ?? instance.right
    findings.add(
      .identityBroken, cells: cells, named: subject.names.path(at: cells[0]),
      isCertain: instance.identity.isCertain,
      [
        "identity": instance.identity.id, "left": ExactNumber.text(millionths: left),
        "right": ExactNumber.text(millionths: right),
        "difference": ExactNumber.text(millionths: max(left - right, right - left)),
        "suspects": explanation.paths, "zh": zh, "en": en,
      ])
  }

  /// Adds the terms with their numbers, both sides, in both languages. Most numbers of a report are 0:
  /// of several terms those that are 0 are counted only, so that the others can be seen.
  private func addEquation(
    _ instance: IdentityInstance, _ subject: RuleSubject, _ zh: inout String,
    _ en: inout String
  ) {
    addSide(instance.left, instance, subject, &zh, &en)
    zh += " ≠ "
    en += " ≠ "
    addSide(instance.right, instance, subject, &zh, &en)
  }

  private func addSide(
    _ ordinals: [Int], _ instance: IdentityInstance, _ subject: RuleSubject, _ zh: inout String,
    _ en: inout String
  ) {
    let names = subject.names
    let isColumn = instance.identity.direction == .column
    var shown = 0
    for ordinal in ordinals {
      let value = subject.report.cells[ordinal]
      if ordinals.count > 1, value == .number(.zero) { continue }
      let number = value.lexicalForm
      if shown > 0 {
        let term = names.term(at: ordinal, isRow: isColumn)
        zh += term.zh
        en += term.en
      } else {
        let name = isColumn ? names.row(at: ordinal) : names.column(at: ordinal)
        zh += name.zh
        en += name.en
        zh += " "
        en += " "
      }
      zh += number
      en += number
      shown += 1
    }
    let zeros = ordinals.count - shown
    if shown == 0 {
      zh += "0（\(zeros) 项均为 0）"
      en += "0 (all \(zeros) terms are 0)"
    } else if zeros > 0 {
      zh += "（另有 \(zeros) 项为 0）"
      en += " (and \(zeros) of 0)"
    }
  }

  private static func context(_ instance: IdentityInstance, _ names: CellNames) -> BilingualText {
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

  // MARK: what cannot be assessed

  private func addOpen(
    _ findings: inout RuleFindings, _ group: Range<Int>, _ balances: IdentityBalances,
    _ subject: RuleSubject
  ) {
    for gap in CellGap.allCases {
      let open = group.filter { balances.all[$0] == .open(gap) }
      if !open.isEmpty {
        add(&findings, gap, open.map { identities.instances[$0] }, of: group.count, subject)
      }
    }
  }

  private func add(
    _ findings: inout RuleFindings, _ gap: CellGap, _ instances: [IdentityInstance],
    of total: Int, _ subject: RuleSubject
  ) {
    guard let identity = instances.first?.identity else { return }
    let (names, states) = (subject.names, subject.states)
    let cells = cells(of: instances, gap, states)
    let list = names.list(cells)
    var (zh, en) = (list.zh, list.en)
    if gap == .blank {
      let hint = BlankHint(names: names, states: states).text(instances)
      zh += "；\(hint.zh)"
      en += "; \(hint.en)"
    }
    findings.add(
      gap.identityFinding, cells: cells, named: names.common(cells),
      [
        "identity": identity.id, "count": "\(instances.count)", "total": "\(total)",
        "zh": zh, "en": en,
      ])
  }

  /// The cells of `instances` that have the gap: ascending, each once.
  private func cells(
    of instances: [IdentityInstance], _ gap: CellGap, _ states: CellStates
  ) -> [Int] {
    var cells: Set<Int> = []
    for instance in instances {
      for ordinal in instance.left where states.gap(at: ordinal) == gap { cells.insert(ordinal) }
      for ordinal in instance.right where states.gap(at: ordinal) == gap { cells.insert(ordinal) }
    }
    return cells.sorted()
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
