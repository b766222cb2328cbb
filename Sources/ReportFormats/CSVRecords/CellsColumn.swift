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
    }
  }

  /// How many there are.
  static let count = allCases.count

  /// The header line as it is printed.
  static let header = allCases.map(\.rawValue).joined(separator: ",")
}
