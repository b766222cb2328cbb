/// The columns of the `cells` format, in order; the raw value is the name in the header.
enum CellsColumn: String, CaseIterable, Sendable {
  case report
  case edition
  case year
  case agency
  case table
  case row
  case column
  case value
  case unit
  case state

  /// Its place in a record.
  var index: Int {
    switch self {
    case .report: 0
    case .edition: 1
    case .year: 2
    case .agency: 3
    case .table: 4
    case .row: 5
    case .column: 6
    case .value: 7
    case .unit: 8
    case .state: 9
    }
  }

  /// Whether a file may lack it: those that were written before it was added do.
  var isOptional: Bool { self == .state }

  /// The names in the header, in order.
  static let names = allCases.map(\.rawValue)
  /// Those without which no file is read.
  static let requiredNames = allCases.filter { !$0.isOptional }.map(\.rawValue)
}
