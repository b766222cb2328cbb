import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportIO
import Testing

/// Reads texts as the command would.
enum ImportedText {
  static let forms: FormLibrary = {
    do { return try .embedded() } catch { fatalError("\(error)") }
  }()
  static let editions = forms.forms.filter { !$0.tables.isEmpty }.map(\.edition)

  static func item(_ text: String, as edition: String? = nil) throws -> ReadItem {
    try item(Array(text.utf8), as: edition)
  }

  static func item(_ bytes: [UInt8], as edition: String? = nil) throws -> ReadItem {
    let options = ReadOptions(
      forms: forms, sourceName: "memory.txt", asEdition: edition.flatMap { forms[$0] })
    let reader = try Format.text.makeReader(
      ByteSource(bytes: bytes, name: "memory.txt"), options)
    let item = try #require(try reader.next())
    #expect(try reader.next() == nil)
    return item
  }

  static func report(_ text: String) throws -> Report {
    try #require(try item(text).report)
  }

  /// What a source of another format comes to.
  static func item(_ bytes: [UInt8], of format: Format) throws -> ReadItem {
    let reader = try format.makeReader(
      ByteSource(bytes: bytes, name: "memory"), ReadOptions(forms: forms, sourceName: "memory"))
    return try #require(try reader.next())
  }

  static func report(_ text: String, as format: Format) throws -> Report {
    try #require(try item(Array(text.utf8), of: format).report)
  }
}

extension ReadItem {
  /// How often each finding is there.
  func count(_ kind: DiagnosticKind) -> Int { findings.count { $0.kind == kind } }
}
