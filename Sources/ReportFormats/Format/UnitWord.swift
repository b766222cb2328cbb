internal import ReportModel

/// How exact formats name the unit of an amount.
enum UnitWord {
  /// The unit that amounts are in; an empty unit means it, too (CSV); other
  /// formats do not write it.
  static let standard = CellKind.unitOfAmounts
  /// Neither form nor source tells the unit.
  static let unknown = "unknown"
}
