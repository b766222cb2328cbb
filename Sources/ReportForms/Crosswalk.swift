public import ReportDiagnostics
public import ReportModel

/// How the cells of one edition's form become those of another's: each exact, summed, or without
/// counterpart. Data (`Schemas/crosswalks/<from>-<to>.json`); cells of nearly the same meaning have no
/// counterpart.
public struct Crosswalk: Sendable {
  /// The form that reports come in.
  public let source: Form
  /// The form that they become.
  public let target: Form
  /// For each cell of the target, the cells of the source that it is the sum of; one for a cell that
  /// stays as it is, none for one without counterpart.
  public let parts: [[Int]]

  /// Makes a crosswalk; `parts` has an entry for each cell of `target`.
  public init(source: Form, target: Form, parts: [[Int]]) {
    self.source = source
    self.target = target
    self.parts = parts
  }

  /// What a report became, and what was lost on the way.
  public struct Result: Sendable {
    /// The report, of the target's edition; all but its cells as it was.
    public let report: Report
    /// One finding for each known cell that has no counterpart, or whose sum cannot be told.
    public let findings: [Diagnostic]
  }

  /// Converts a report of the source's edition. A cell without counterpart is absent in the result,
  /// never 0; a sum is made only of numbers.
  public func convert(_ report: Report) -> Result {
    var converted = Report(id: report.id, form: target)
    converted.year = report.year
    converted.agency = report.agency
    converted.title = report.title
    converted.issueDate = report.issueDate
    converted.publication = report.publication
    converted.narrative = report.narrative
    converted.extras = report.extras
    converted.source = report.source
    var carried = Set<Int>()
    for (ordinal, cells) in parts.enumerated() {
      guard let value = value(of: cells, in: report, at: ordinal) else { continue }
      converted.cells[ordinal] = value
      carried.formUnion(cells)
    }
    let findings = source.cells.indices.compactMap { ordinal -> Diagnostic? in
      let value = report.cells[ordinal]
      guard !value.isAbsent, !carried.contains(ordinal) else { return nil }
      return Diagnostic(
        .crosswalkCellLost, report: report.id.description, cell: source.path(at: ordinal),
        [
          "value": value == .blank ? "∅" : value.lexicalForm, "from": source.edition,
          "to": target.edition,
        ])
    }
    return Result(report: converted, findings: findings)
  }

  /// The value of a target's cell; nil where the source does not tell it.
  private func value(of cells: [Int], in report: Report, at ordinal: Int) -> CellValue? {
    guard let first = cells.first else { return nil }
    if cells.count == 1 {
      let value = report.cells[first]
      return !value.isAbsent && target.admits(value, at: ordinal) ? value : nil
    }
    var sum: Int128 = 0
    for cell in cells {
      guard case .number(let number) = report.cells[cell] else { return nil }
      sum += number.millionths
    }
    guard let mantissa = Int64(exactly: sum),
      let number = ExactNumber(mantissa: mantissa, scale: ExactNumber.maximumScale)
    else { return nil }
    let value = CellValue.number(number)
    return target.admits(value, at: ordinal) ? value : nil
  }
}

/// The crosswalks between the editions of a library.
public struct CrosswalkLibrary: Sendable {
  /// The crosswalks.
  public let crosswalks: [Crosswalk]

  /// Makes a library of `crosswalks`.
  public init(crosswalks: [Crosswalk]) { self.crosswalks = crosswalks }

  /// The crosswalk from one edition to another; nil if there is none.
  public func crosswalk(from source: String, to target: String) -> Crosswalk? {
    crosswalks.first { $0.source.edition == source && $0.target.edition == target }
  }

  /// The editions that reports can be converted to.
  public var targets: Set<String> { Set(crosswalks.map(\.target.edition)) }
}
