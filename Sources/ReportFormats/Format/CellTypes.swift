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
