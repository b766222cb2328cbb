import ReportDiagnostics
import ReportForms
import ReportModel
import ReportRules
import ReportTestSupport
import Testing

/// What the tests of rules are made of: forms, their identities, and reports in which nothing is
/// wrong.
enum RuleMaterial {
  /// The forms of all editions.
  static let library = EmbeddedForms.library

  /// The forms that have tables.
  static let forms = EmbeddedForms.withTables

  /// The forms by name, so that a test that fails says which one it was.
  static let editions = forms.map(\.edition)

  static func form(_ edition: String) throws -> Form { try EmbeddedForms.form(edition) }

  /// One identity of one edition.
  struct Identity: Sendable, CustomTestStringConvertible {
    let form: Form
    let instances: [IdentityInstance]
    var identity: FormIdentity { instances[0].identity }
    var testDescription: String { "\(form.edition) \(identity.id)" }
  }

  /// Every identity of every edition.
  static let identities: [Identity] = atLeast(
    15,
    forms.flatMap { form in
      FormIdentities(form).groups.map { Identity(form: form, instances: $0) }
    }, "identities")

  /// A report with every cell a number, every identity holding, and every part that a submission
  /// needs.
  static func soundReport(of form: Form, seed: UInt64) -> Report {
    var random = SeededGenerator(seed: seed)
    var report = Report(id: soundID, form: form)
    report.year = form.reportYears?.first
    report.title = "示例市数据局政府信息公开工作年度报告"
    report.agency = Agency(
      name: "示例市数据局", creditCode: "113708260043292687", divisionCode: "210100")
    report.issueDate = CalendarDate(year: 2022, month: 1, day: 20)
    report.narrative = form.sections.map {
      NarrativeSection(code: $0.code, title: $0.title, blocks: [.paragraph("无。")])
    }
    for ordinal in form.cells.indices {
      let negative = form.cells[ordinal].kind == .signedCount && random.once(in: 2)
      report.cells[ordinal] = number(random.number(0...9) * (negative ? -1 : 1))
    }
    balance(&report, &random)
    return report
  }

  /// Makes every identity hold: what stands on the left is given, the last term on the right follows
  /// from it. Where there are two on the right, the left is made large enough for both.
  private static func balance(_ report: inout Report, _ random: inout SeededGenerator) {
    let groups = FormIdentities(report.form).groups
    for group in groups where group[0].right.count > 1 {
      for ordinal in group.flatMap(\.left) {
        report.cells[ordinal] = number(random.number(1_000...9_999))
      }
    }
    // A total may be a term of another identity: once for each level of them.
    for _ in groups.indices {
      for instance in groups.joined() {
        guard let last = instance.right.last else { continue }
        let others = instance.right.dropLast().reduce(0) { $0 + whole(report.cells[$1]) }
        let sum = instance.left.reduce(0) { $0 + whole(report.cells[$1]) }
        report.cells[last] = number(sum - others)
      }
    }
  }

  /// A cell of a whole number.
  static func number(_ value: Int) -> CellValue {
    .number(ExactNumber(mantissa: Int64(value)) ?? .zero)
  }

  /// The whole number of a cell; 0 for none.
  static func whole(_ value: CellValue) -> Int { Int(value.number?.mantissa ?? 0) }

  private static let soundID: ReportID = {
    guard let id = ReportID("sound") else { preconditionFailure("a valid id is refused") }
    return id
  }()
}

extension RuleSet {
  /// The rules for drafts.
  static let draft = embedded(.draft)
  /// The rules for reports that are handed in.
  static let submission = embedded(.submission)

  private static func embedded(_ profile: RuleProfile) -> RuleSet {
    RuleSet(forms: RuleMaterial.library, profile: profile)
  }
}

extension Report {
  /// The same report with another value in one cell.
  func with(_ value: CellValue, at ordinal: Int) -> Report {
    var copy = self
    copy.cells[ordinal] = value
    return copy
  }

  /// The same report with a cell that is a whole number changed by `change`.
  func changed(by change: Int, at ordinal: Int) -> Report {
    with(RuleMaterial.number(RuleMaterial.whole(cells[ordinal]) + change), at: ordinal)
  }
}

/// Whether an identity holds, computed the plain way, to judge the rules by.
enum PlainVerdict: Equatable {
  case holds
  case fails(left: Int128, right: Int128)
  case notAssessable
}

extension IdentityInstance {
  /// Whether it holds for `cells`: the sums are in millionths.
  func verdict(_ cells: CellGrid) -> PlainVerdict {
    func sum(_ ordinals: [Int]) -> Int128? {
      var sum: Int128 = 0
      for ordinal in ordinals {
        guard case .number(let number) = cells[ordinal] else { return nil }
        sum += number.millionths
      }
      return sum
    }
    guard let left = sum(left), let right = sum(right) else { return .notAssessable }
    return left == right ? .holds : .fails(left: left, right: right)
  }
}
