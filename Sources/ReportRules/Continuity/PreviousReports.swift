public import ReportModel

/// What the reports of the year before closed with, for ``RuleSet`` to compare with what those of
/// this year open with. Of each report only its id, its agency and the closing rows are kept, so that
/// tens of thousands need a few megabytes.
public struct PreviousReports: Sendable {
  /// What is kept of one report.
  struct Entry: Sendable {
    /// The id of the report.
    let id: ReportID
    /// Its year; nil if not known.
    let year: Int?
    /// Whether it names a credit code.
    let hasCreditCode: Bool
    /// Its form.
    let form: Form
    /// The values of ``FormContinuities/closingCells`` of its form.
    let values: Range<Int>
  }

  /// The continuities of each form met.
  private var continuities: [String: FormContinuities] = [:]
  private var values: [CellValue] = []
  private var entries: [Entry] = []
  private var byCreditCode: [String: [Int32]] = [:]
  private var byName: [String: [Int32]] = [:]

  /// Makes an empty collection.
  public init() {}

  /// How many reports there are.
  public var count: Int { entries.count }

  /// Adds a report of the year before.
  public mutating func add(_ report: Report) {
    let known = continuities[report.edition] ?? FormContinuities(report.form)
    continuities[report.edition] = known
    let first = values.count
    for ordinal in known.closingCells { values.append(report.cells[ordinal]) }
    let index = Int32(clamping: entries.count)
    entries.append(
      Entry(
        id: report.id, year: report.year, hasCreditCode: !report.agency.creditCode.isEmpty,
        form: known.form, values: first..<values.count))
    if !report.agency.creditCode.isEmpty {
      byCreditCode[report.agency.creditCode, default: []].append(index)
    }
    if !report.agency.name.isEmpty { byName[report.agency.name, default: []].append(index) }
  }

  /// The reports of the same agency: of the same credit code if both have one, else of the same
  /// name; of the year before, as far as both years are known.
  func entries(matching report: Report) -> [Entry] {
    let agency = report.agency
    var found: [Entry] = []
    if !agency.creditCode.isEmpty {
      found = entries(byCreditCode[agency.creditCode], before: report.year)
    }
    if found.isEmpty, !agency.name.isEmpty {
      found = entries(byName[agency.name], before: report.year).filter {
        agency.creditCode.isEmpty || !$0.hasCreditCode
      }
    }
    return found
  }

  private func entries(_ indices: [Int32]?, before year: Int?) -> [Entry] {
    (indices ?? []).map { entries[Int($0)] }.filter { entry in
      guard let year, let previous = entry.year else { return true }
      return previous == year - 1
    }
  }

  /// What the report of `entry` closed with in the column of that code; absent if its form has no
  /// such row or column.
  func closing(_ entry: Entry, continuity: String, column: String) -> CellValue {
    guard
      let index = continuities[entry.form.edition]?.closingIndex(
        continuity: continuity, column: column)
    else { return .absent }
    return values[entry.values.lowerBound + index]
  }
}
