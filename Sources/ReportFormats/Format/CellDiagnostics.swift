internal import ReportDiagnostics
internal import ReportModel

extension DiagnosticKind {
  /// What to say of a text that is no value of a cell of `kind`; takes the argument `value`.
  static func cellValueInvalid(_ kind: CellKind) -> DiagnosticKind {
    switch kind {
    case .count: .cellCountInvalid
    case .signedCount: .cellSignedCountInvalid
    case .amount: .cellAmountInvalid
    }
  }
}
