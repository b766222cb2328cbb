extension DiagnosticKind {
  // MARK: JSON syntax

  static let jsonArea: [DiagnosticKind] = []
}
