internal import ReportDiagnostics
internal import ReportSyntax

extension PackageResource {
  /// Sees to it that a number runs on from the row before.
  ///
  /// - Throws: `package-number-invalid`.
  func expect(_ number: Int, _ record: CSVRecord, _ index: Int) throws(Diagnostic) {
    guard record.number(index) == number else {
      throw finding(.packageNumberInvalid, record, index, ["expected": "\(number)"])
    }
  }

  /// Sees to it that nothing stands in a field that means nothing in this row.
  ///
  /// - Throws: `package-value-misplaced`.
  func expectEmpty(_ record: CSVRecord, _ index: Int) throws(Diagnostic) {
    guard record.fields[index].range.isEmpty else {
      throw finding(.packageValueMisplaced, record, index)
    }
  }

  /// What to say of a field that holds no value of its kind.
  func invalid(_ record: CSVRecord, _ index: Int, expected: String) -> Diagnostic {
    finding(.packageValueInvalid, record, index, ["expected": expected])
  }

  /// A finding about a field.
  func finding(
    _ kind: DiagnosticKind, _ record: CSVRecord, _ index: Int, _ arguments: [String: String] = [:]
  ) -> Diagnostic {
    var arguments = arguments
    arguments["column"] = table.fields[index].name
    arguments["found"] = record.excerpt(index)
    return Diagnostic(kind, at: record.place(ofField: index), arguments)
  }
}
