extension DiagnosticKind {
  // MARK: writing results

  static let outputArea: [DiagnosticKind] = []
}
