import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportIO
import ReportTestSupport
import Testing

/// Reads texts as the command would.
enum ImportedText {
  static let forms = EmbeddedForms.library
  static let editions = EmbeddedForms.withTables.map(\.edition)

  /// Those of a table with several columns.
  static let editionsOfColumns: [String] = {
    let forms = EmbeddedForms.withTables.filter { form in
      form.tables.flatMap(\.blocks).contains { $0.columns.count > 1 }
    }
    return atLeast(2, forms.map(\.edition), "editions of several columns")
  }()

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

  /// The same; nil if the source is refused as a whole, with a diagnostic.
  static func itemOrRefusal(_ bytes: [UInt8], of format: Format) throws -> ReadItem? {
    do {
      return try item(bytes, of: format)
    } catch let error as Diagnostic {
      #expect(error.severity == .error)
      return nil
    }
  }

  static func report(_ text: String, as format: Format) throws -> Report {
    try #require(try item(Array(text.utf8), of: format).report)
  }
}

extension ReadItem {
  /// How often each finding is there.
  func count(_ kind: DiagnosticKind) -> Int { findings.count { $0.kind == kind } }
}
