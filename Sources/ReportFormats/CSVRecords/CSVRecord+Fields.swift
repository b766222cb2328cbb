internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

extension CSVRecord {
  /// The bytes of a field; none if the record is too short.
  func fieldBytes(_ index: Int) -> [UInt8] {
    index < fields.count ? Array(bytes[fields[index].range]) : []
  }

  /// Whether a field is there and holds `content`, byte by byte.
  func field(_ index: Int, isBytes content: [UInt8]) -> Bool {
    guard index < fields.count else { return false }
    return Self.areEqual(bytes.span.extracting(fields[index].range), content.span)
  }

  /// Whether a field is there and holds `text`, byte by byte.
  func field(_ index: Int, is text: String) -> Bool {
    guard index < fields.count else { return false }
    return Self.areEqual(bytes.span.extracting(fields[index].range), text.utf8.span)
  }

  private static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.indices where left[unchecked: index] != right[unchecked: index] {
      return false
    }
    return true
  }

  /// The start of a field, for messages.
  func excerpt(_ index: Int) -> String {
    guard index < fields.count else { return "" }
    return String(
      String(decoding: bytes[fields[index].range].prefix(256), as: UTF8.self).prefix(64))
  }

  /// What to say of a record with more or fewer fields than there are columns.
  func ragged(expected: Int) -> Diagnostic {
    Diagnostic(
      .csvRecordRagged, at: place(ofField: 0),
      ["found": "\(fields.count)", "expected": "\(expected)"])
  }

  /// Whether it is an empty line.
  var isBlank: Bool { fields.count == 1 && fields[0].range.isEmpty }
}

extension Report {
  /// The year that `text` spells in four digits; nil if it is none.
  static func year(lexicalForm text: String) -> Int? {
    guard text.utf8.count == 4, text.utf8.allSatisfy(ASCII.isDigit),
      let number = Int(text), years.contains(number)
    else { return nil }
    return number
  }
}
