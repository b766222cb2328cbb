extension DiagnosticKind {
  // MARK: form definitions

  static let formArea: [DiagnosticKind] = []
}
