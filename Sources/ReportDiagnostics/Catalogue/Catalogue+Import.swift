extension DiagnosticKind {
  // MARK: importing text and other guessed formats

  static let importArea: [DiagnosticKind] = []
}
