extension DiagnosticKind {
  // MARK: the content of a report in an exact format

  static let reportArea: [DiagnosticKind] = []
}
