import ReportDiagnostics
import ReportForms
import ReportIO
import ReportModel
import ReportSyntax
import ReportTestSupport
import Testing

@testable import ReportFormats

/// A batch that libxml2 reads from its beginning again goes on behind what was given of it.
@Suite struct RestartTests {
  private static func batch(_ old: String, _ new: String, inReport position: Int) throws -> [UInt8]
  {
    var generator = ReportGenerator(seed: 61, options: .init(density: 0.1))
    var bytes = try FormatExercise.write(
      generator.reports(20, of: LawMaterial.forms.forms), as: .xml)
    var start = 0
    for _ in 0...position {
      start = try #require(bytes[start...].firstRange(of: Array("<report ".utf8))).upperBound
    }
    let place = try #require(bytes[start...].firstRange(of: Array(old.utf8)))
    bytes.replaceSubrange(place, with: Array(new.utf8))
    return bytes
  }

  private static func outcome(_ reader: any ReportReader) -> ScannerLaws.Outcome {
    ScannerLaws.Outcome(reader)
  }

  private static func reader(_ path: String) throws -> XMLReportReader {
    XMLReportReader(
      try ByteSource(path: path),
      ReadOptions(forms: LawMaterial.forms, sourceName: path, cache: LawMaterial.cache),
      stepSize: 100)
  }

  static let breaks = [("</report>", "</report><!-- -->"), ("</report>", "</reports>")]

  /// Written to in between: clear failure, and nothing of the other document.
  @Test(arguments: breaks, [0, 1]) func aFileThatChanges(
    edit: (old: String, new: String), more: Int
  ) throws {
    let folder = try TemporaryFolder()
    let bytes = try Self.batch(edit.old, edit.new, inReport: 15)
    let path = try folder.write("a.xml", bytes)
    let whole = Self.outcome(try Self.reader(path))
    let reader = try Self.reader(path)
    var items = [try #require(try reader.next())]
    let stamp = FileStamp(path: path)
    // Times of files do not tell two writes of one moment apart.
    repeat {
      try folder.write("a.xml", bytes + [UInt8](repeating: 0x20, count: more))
    } while FileStamp(path: path) == stamp
    let error = #expect(throws: Diagnostic.self) {
      while let item = try reader.next() { items.append(item) }
    }
    #expect(error?.kind == .inputChanged)
    #expect(items.count < 20)
    #expect(items.map { ScannerLaws.Outcome.Item($0) } == Array(whole.items.prefix(items.count)))
  }

  /// Another file under its name changes nothing: the one that was opened is read.
  @Test(arguments: breaks) func aFileThatIsReplaced(edit: (old: String, new: String)) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.xml", try Self.batch(edit.old, edit.new, inReport: 15))
    let whole = Self.outcome(try Self.reader(path))
    let reader = try Self.reader(path)
    let first = try #require(try reader.next())
    folder.remove("a.xml")
    try folder.write("a.xml", "another")
    let rest = Self.outcome(reader)
    #expect([ScannerLaws.Outcome.Item(first)] + rest.items == whole.items)
    #expect(rest.failure == whole.failure)
  }

  /// What was dropped must end where the reports did that were given.
  @Test func whatIsDroppedMustBeTheSame() throws {
    let bytes = try Self.batch("</report>", "</reports>", inReport: 15)
    let options = ReadOptions(
      forms: LawMaterial.forms, sourceName: "memory", cache: LawMaterial.cache)
    let padded = ScannedBytes(bytes)
    let opening = padded.withBytes { XMLBatchScanner.opening($0) }
    guard case .batch(let head)? = opening else {
      Issue.record("no batch")
      return
    }
    let batch = XMLBatch(
      head, ReopenableSource(ByteSource(bytes: bytes, name: "memory")), options)
    let error = #expect(throws: Diagnostic.self) {
      _ = try batch.restart(
        behind: XMLBatch.Position(reports: 3, last: Place(line: 1, column: 2)))
    }
    #expect(error?.kind == .inputChanged)
  }

  @Test func onlyTheFirstBrokenReportCounts() throws {
    let batch = XMLBatch(
      XMLBatchHead(end: TextPosition(), items: []),
      ReopenableSource(ByteSource(bytes: [], name: "memory")),
      ReadOptions(forms: LawMaterial.forms, sourceName: "memory", cache: LawMaterial.cache))
    #expect(!batch.isBroken)
    #expect(batch.isFirstBroken(5))
    #expect(!batch.isFirstBroken(7))
    #expect(batch.isFirstBroken(2))
    #expect(batch.isBroken)
  }

  /// An end tag too many behind a report that has none: it is no part of the report.
  @Test(arguments: ["", "x", "</batch>"]) func nothingBehindAReportIsLost(between: String) {
    let report = "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\"/>"
    let document = "<batch xmlns=\"urn:nianbao:batch:1\">\n\(report)\(between)</report></batch>\n"
    let outcome = ScannerLaws.expectSame(Array(document.utf8), document)
    #expect(outcome.failure?.kind == .xmlNotWellFormed)
  }
}
