extension DiagnosticKind {
  // MARK: CSV syntax

  static let csvArea: [DiagnosticKind] = []
}
