import Glibc
import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

/// xmllint, libxml2's own command line tool: the judge outside.
enum XMLLint {
  static let path: String? = {
    let named = getenv("XMLLINT").map { String(cString: $0) }
    let folders = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
    let candidates = [named].compactMap { $0 } + folders.map { "\($0)/xmllint" }
    return candidates.first { access($0, X_OK) == 0 }
  }()

  /// Whether it is there; says loudly when it is not, because its tests are then skipped.
  static var isThere: Bool {
    if path != nil { return true }
    print("SKIPPED: xmllint is neither in PATH nor named by the variable XMLLINT")
    return false
  }

  /// Which of the documents it calls valid.
  static func verdicts(_ documents: [String], schema: String) throws -> [Bool] {
    let folder = try TemporaryFolder()
    try folder.write("schema.xsd", Array(schema.utf8))
    for (index, text) in documents.enumerated() {
      try folder.write("d\(index).xml", Array(text.utf8))
    }
    let names = documents.indices.map { "d\($0).xml" }.joined(separator: " ")
    let command =
      "cd '\(folder.path)' && '\(path ?? "")' --nonet --noout --schema schema.xsd \(names) 2>&1"
    guard let pipe = popen(command, "r") else { return [] }
    var output: [UInt8] = []
    while case let byte = fgetc(pipe), byte >= 0 { output.append(UInt8(byte)) }
    pclose(pipe)
    let lines = Set(String(decoding: output, as: UTF8.self).split(separator: "\n"))
    return documents.indices.map { lines.contains("d\($0).xml validates") }
  }
}

@Suite(.enabled(if: XMLLint.isThere))  // Skipped, loudly, without xmllint.
struct XMLVerdictTests {
  static func isValid(_ text: String, _ schema: XMLSchemaDocument) -> Bool {
    var isValid = true
    var isFirst = true
    let reading = Reading(Array(text.utf8)) { reader, event in
      if event == .start && isFirst { reader.validate(against: schema) }
      isFirst = false
      if event == .end && reader.depth == 1 { isValid = reader.findings.isEmpty }
    }
    return reading.isWellFormed && isValid
  }

  /// Every mutation, alone, in pairs, and random damage: the same verdict.
  @Test func areThoseOfXMLLint() throws {
    var documents = XMLExample.reports
    let base = XMLExample.reports[0]
    let single = XMLExample.mutations.map { XMLExample.replacing($0.0, by: $0.1, in: base) }
    for (index, text) in single.enumerated() {
      #expect(text != base, "mutation \(index) does nothing")
    }
    documents += single
    for (index, text) in single.enumerated() {
      for other in XMLExample.mutations[(index + 1)...].prefix(12) {
        documents.append(XMLExample.replacing(other.0, by: other.1, in: text))
      }
    }
    var random = SeededGenerator(seed: 42)
    let letters = Array("<>/\"'&;= abc019.\u{5E74}x".unicodeScalars)
    for _ in 0..<1500 {
      var scalars = Array(base.unicodeScalars)
      for _ in 0...Int(random.next() % 2) {
        let index = Int(random.next() % UInt64(scalars.count))
        let letter = letters[Int(random.next() % UInt64(letters.count))]
        switch random.next() % 3 {
        case 0: scalars[index] = letter
        case 1: scalars.insert(letter, at: index)
        default: scalars.remove(at: index)
        }
      }
      documents.append(String(String.UnicodeScalarView(scalars)))
    }
    let verdicts = try XMLLint.verdicts(documents, schema: XMLExample.schemaText)
    let schema = try XMLExample.schema()
    var valid = 0
    for (text, verdict) in zip(documents, verdicts) {
      // Encodings are a matter of our own: xmllint reads others, and some under unknown names.
      if Reading(text).failure?.kind.id == "xml-encoding-unsupported" { continue }
      #expect(Self.isValid(text, schema) == verdict, "\(text)")
      valid += verdict ? 1 : 0
    }
    // Both verdicts must really occur.
    #expect(verdicts.count == documents.count)
    #expect(valid > 100 && valid < documents.count - 500, "\(valid) of \(documents.count) valid")
  }
}
