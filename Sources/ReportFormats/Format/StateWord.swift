internal import ReportModel

/// The state of a cell as the column `state` of CSV names it. A cell of which nothing is known has no
/// record, so that there is no word for absent.
enum StateWord: String, CaseIterable {
  /// A number, whatever its unit.
  case number
  /// The cell is there and empty.
  case blank
  /// The cell is printed as "/" or the like.
  case notApplicable

  /// The state of `value`; nil for absent.
  init?(of value: CellValue) {
    switch value {
    case .absent: return nil
    case .blank: self = .blank
    case .notApplicable: self = .notApplicable
    case .number, .amountOfUnknownUnit: self = .number
    }
  }
}
