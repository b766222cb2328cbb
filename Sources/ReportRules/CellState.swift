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

/// What is known of the cells of one report.
struct CellStates {
  let report: Report
  private let unread: UnreadCells

  init(_ report: Report) {
    self.report = report
    unread = UnreadCells(report)
  }

  /// Why the cell at `ordinal` cannot be counted with; nil if it can.
  func gap(at ordinal: Int) -> CellGap? {
    switch report.cells[ordinal] {
    case .number: nil
    case .amountOfUnknownUnit: .unitUnknown
    case .notApplicable: .notApplicable
    case .blank: .blank
    case .absent: unread.contains(ordinal) ? .unread : .missing
    }
  }
}

/// The cells of a report that the source has, and that were not read: extras tell of them as far as
/// they know table, row and column. What they do not know can be any.
struct UnreadCells {
  private let form: Form
  private var tables: Set<String> = []
  private var rows: Set<[String]> = []
  private var columns: Set<[String]> = []
  private var cells: Set<[String]> = []

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
  }

  func contains(_ ordinal: Int) -> Bool {
    if tables.isEmpty, rows.isEmpty, columns.isEmpty, cells.isEmpty { return false }
    let codes = form.codes(at: ordinal)
    return tables.contains(codes.table) || rows.contains([codes.table, codes.row])
      || columns.contains([codes.table, codes.column])
      || cells.contains([codes.table, codes.row, codes.column])
  }
}
