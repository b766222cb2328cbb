extension DiagnosticKind {
  // MARK: XML syntax and XSD validity

  static let xmlArea: [DiagnosticKind] = []
}
