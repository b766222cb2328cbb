internal import ReportDiagnostics
internal import ReportModel

// What the formats and their schemas say of a kind of cell; a kind itself says what numbers it holds.

extension FormCell {
  /// The name of its type in the schemas.
  var typeName: String { isUnitOpen ? kind.openUnitTypeName : kind.rawValue }
}

extension CellKind {
  /// The name of the type of its cells where the form states no unit.
  var openUnitTypeName: String { rawValue + "OfOpenUnit" }

  /// What to say of a text that is no value of such a cell; takes the argument `value`.
  var invalidText: DiagnosticKind {
    switch self {
    case .count: .cellCountInvalid
    case .signedCount: .cellSignedCountInvalid
    case .amount: .cellAmountInvalid
    }
  }

  /// The same of something in JSON; takes the argument `found`.
  var invalidInJSON: DiagnosticKind {
    switch self {
    case .count: .jsonCountInvalid
    case .signedCount: .jsonSignedCountInvalid
    case .amount: .jsonAmountInvalid
    }
  }
}

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

/// How exact formats name the unit of an amount.
enum UnitWord {
  /// The unit that amounts are in; an empty unit means it, too (CSV); other
  /// formats do not write it.
  static let standard = CellKind.unitOfAmounts
  /// Neither form nor source tells the unit.
  static let unknown = "unknown"
}
