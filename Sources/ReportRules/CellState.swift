internal import ReportModel

/// Why a cell cannot be counted with; in the order in which they come first in a finding.
enum CellGap: Int, CaseIterable, Comparable {
  /// Something stands in the source that was not read for certain: it is among the extras.
  case unread
  /// Nothing is known of the cell.
  case missing
  /// It is an amount whose unit nobody tells.
  case unitUnknown
  /// It says that it does not apply.
  case notApplicable
  /// It is empty.
  case blank

  static func < (left: CellGap, right: CellGap) -> Bool { left.rawValue < right.rawValue }
}

/// What is known of the cells of one report, looked at once for all rules.
struct CellStates {
  private var gaps: [CellGap?]
  /// The numbers of cells in millionths; 0 for what has a gap.
  private var numbers: [Int128]

  init(_ report: Report) {
    let count = report.cells.count
    let unread = UnreadCells(report)
    gaps = [CellGap?](repeating: nil, count: count)
    numbers = [Int128](repeating: 0, count: count)
    for ordinal in 0..<count {
      switch report.cells[ordinal] {
      case .number(let number): numbers[ordinal] = number.millionths
      case .amountOfUnknownUnit: gaps[ordinal] = .unitUnknown
      case .notApplicable: gaps[ordinal] = .notApplicable
      case .blank: gaps[ordinal] = .blank
      case .absent: gaps[ordinal] = unread.contains(ordinal) ? .unread : .missing
      }
    }
  }

  /// Why the cell at `ordinal` cannot be counted with; nil if it can.
  func gap(at ordinal: Int) -> CellGap? { gaps[ordinal] }

  /// The sum of numbers in millionths, cells without one left out; and the gap that comes first.
  func sum(_ ordinals: [Int]) -> (sum: Int128, gap: CellGap?) {
    var sum: Int128 = 0
    var gap: CellGap?
    for ordinal in ordinals {
      sum += numbers[ordinal]
      if let other = gaps[ordinal] { gap = gap.map { min($0, other) } ?? other }
    }
    return (sum, gap)
  }

  /// The number of a cell in millionths; nil if it has none to count with.
  func number(at ordinal: Int) -> Int128? { gaps[ordinal] == nil ? numbers[ordinal] : nil }
}

/// The cells of a report that the source has, and that were not read: extras tell of them as far as
/// they know table, row and column. What they do not know can be any.
struct UnreadCells {
  private let form: Form
  private var tables: Set<String> = []
  private var rows: Set<[String]> = []
  private var columns: Set<[String]> = []
  private var cells: Set<[String]> = []
  private let isEmpty: Bool

  init(_ report: Report) {
    form = report.form
    for extra in report.extras where extra.kind != .line && !extra.table.isEmpty {
      switch (extra.row.isEmpty, extra.column.isEmpty) {
      case (true, true): tables.insert(extra.table)
      case (false, true): rows.insert([extra.table, extra.row])
      case (true, false): columns.insert([extra.table, extra.column])
      case (false, false): cells.insert([extra.table, extra.row, extra.column])
      }
    }
    isEmpty = tables.isEmpty && rows.isEmpty && columns.isEmpty && cells.isEmpty
  }

  func contains(_ ordinal: Int) -> Bool {
    if isEmpty { return false }
    let codes = form.codes(at: ordinal)
    return tables.contains(codes.table) || rows.contains([codes.table, codes.row])
      || columns.contains([codes.table, codes.column])
      || cells.contains([codes.table, codes.row, codes.column])
  }
}
