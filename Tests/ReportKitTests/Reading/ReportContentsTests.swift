import ReportKit
import ReportTestSupport
import Testing

/// The short way to reports: a path in, reports and everything about them out.
@Suite struct ReportContentsTests {
  private static let row = "2021,2024,局,disclosure,rules,"
  private static let header = "report,edition,year,agency,table,row,column,value,unit\r\n"

  /// A folder with a good file, one with a bad report between two good ones, one that is no report,
  /// and one with a remark on the file as a whole.
  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    folder.makeFolder("in")
    func write(_ name: String, _ text: String) throws {
      try folder.write("in/" + name, Array(text.utf8))
    }
    try write(
      "a.cells.csv",
      header + "a,\(row)issued,1,\r\na,\(row)repealed,,\r\na,\(row)inForce,/,\r\n")
    try write(
      "b.ndjson",
      """
      {"id":"b1","edition":"2021"}
      {"id":"b2","edition":"2021","tables":{"disclosure":{"rules":{"issued":-1}}}}
      {"id":"b3","edition":"2021","tables":{"disclosure":{"rules":{"issued":1e1}}}}

      """)
    try write("c.pdf", "%PDF-1.7\n")
    try write(
      "d.xml",
      "<batch xmlns=\"urn:nianbao:batch:1\"><header/><report xmlns=\"urn:nianbao:report:2021\" "
        + "id=\"d\"/><trailer><count>2</count></trailer></batch>")
    return folder
  }

  @Test func everythingIsAccountedFor() throws {
    let folder = try Self.folder()
    let contents = try Report.read(contentsOf: folder.path + "/in")
    #expect(contents.reports.map(\.report.id.description) == ["a", "b1", "b3", "d"])
    #expect(contents.reports.map(\.format.name) == ["cells", "ndjson", "ndjson", "xml"])
    #expect(
      contents.reports.map { $0.path.split(separator: "/").last } == [
        "a.cells.csv", "b.ndjson", "b.ndjson", "d.xml",
      ])
    #expect(
      contents.reports.map { $0.diagnostics.map(\.kind.id) } == [
        [], [], ["json-number-spelling"], [],
      ])
    #expect(contents.refused.map(\.outcome.id) == ["b2"])
    #expect(contents.refused.map { $0.diagnostics.map(\.kind) } == [[.jsonCountInvalid]])
    #expect(contents.refused[0].diagnostics[0].place.description.hasSuffix("in/b.ndjson:2:71"))
    #expect(contents.general.map(\.kind) == [.inputIsPDF, .batchCountMismatch])
    #expect(!contents.isComplete)
    #expect(contents.summary.reports == 5 && contents.summary.failedInputs == 1)
    let whole = try Report.read(contentsOf: folder.path + "/in/a.cells.csv")
    #expect(whole.isComplete && whole.reports.count == 1)
  }

  @Test func anImportTellsHowItWasRead() throws {
    let path = PackageFiles.root + "/Fixtures/text/2021-data-bureau.txt"
    let reading = try #require(try Report.read(contentsOf: path).reports.first)
    #expect(reading.format.name == "text")
    #expect(reading.report["applications", "newlyReceived", "total"] != .absent)
    #expect((reading.recognition?.cells.count ?? 0) > 150)
  }

  /// What is read through an archive is the same.
  @Test(arguments: [Format.csv, .bundle]) func archivesAreRead(format: Format) throws {
    let folder = try Self.folder()
    let path = folder.path + "/out" + (format.extensions.first ?? "")
    let conversion = Conversion(
      options: InputOptions(forms: try .embedded()), target: format, destination: .path(path))
    let observer = CollectingObserver()
    let summary = conversion.run([folder.path + "/in/a.cells.csv"], observer: observer)
    #expect(summary.written == 1 && observer.reports.count == 1 && observer.inputs.count == 1)
    let contents = try Report.read(contentsOf: path)
    let direct = try Report.read(contentsOf: folder.path + "/in/a.cells.csv")
    #expect(contents.reports.map(\.report) == direct.reports.map(\.report))
  }

  @Test(
    arguments: [
      ("none.xml", nil, DiagnosticKind.inputUnreadable),
      ("empty.xml", "", .inputEmpty), ("page.pdf", "%PDF-1.7\n", .inputIsPDF),
      ("cut.xml", "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\">", .xmlCut),
    ] as [(String, String?, DiagnosticKind)])
  func thatThereIsNothingIsThrown(name: String, text: String?, kind: DiagnosticKind) throws {
    let folder = try TemporaryFolder()
    if let text { try folder.write(name, Array(text.utf8)) }
    do {
      _ = try Report.read(contentsOf: folder.path + "/" + name)
      Issue.record("nothing is thrown")
    } catch {
      #expect(error.kind == kind)
      #expect(error.place.source.hasSuffix(name))
    }
  }

  @Test func anEmptyFolderIsThrown() throws {
    let folder = try TemporaryFolder()
    do {
      _ = try Report.read(contentsOf: folder.path)
      Issue.record("nothing is thrown")
    } catch {
      #expect(error.kind == .inputFolderEmpty)
    }
  }

  /// The states of a cell, and what is no cell, are all different.
  @Test func cellsAreToldApart() throws {
    let folder = try Self.folder()
    let report = try #require(
      try Report.read(contentsOf: folder.path + "/in/a.cells.csv").reports.first?.report)
    let one = try CellValue.number(#require(ExactNumber(mantissa: 1)))
    #expect(report["disclosure", "rules", "issued"] == one)
    #expect(report["disclosure", "rules", "repealed"] == .blank)
    #expect(report["disclosure", "rules", "inForce"] == .notApplicable)
    #expect(report["disclosure", "normativeDocuments", "issued"] == .absent)
    for unknown in [
      ("disclosures", "rules", "issued"), ("disclosure", "rule", "issued"),
      ("disclosure", "rules", "total"), ("", "", ""),
    ] {
      #expect(report[unknown.0, unknown.1, unknown.2] == nil)
    }
    #expect(report["disclosure/rules/issued"] == one)
    #expect(report["disclosure/normativeDocuments/issued"] == .absent)
    for unknown in [
      "", "disclosure", "disclosure/rules", "disclosure/rules/issued/", "/disclosure/rules/issued",
    ] {
      #expect(report[unknown] == nil)
    }
    for ordinal in report.form.cells.indices {
      let codes = report.form.codes(at: ordinal)
      #expect(report[codes.table, codes.row, codes.column] == report.cells[ordinal])
      #expect(report[report.form.path(at: ordinal)] == report.cells[ordinal])
    }
  }

  /// What a validation finds is with its report; what is about the run is apart.
  @Test func theObserverKeepsReportsApart() throws {
    let folder = try Self.folder()
    let collected = CollectingObserver()
    let validation = Validation(
      options: InputOptions(forms: try .embedded(), keepsGoing: true), profile: .submission)
    let summary = validation.run([folder.path + "/in"], observer: collected)
    #expect(collected.reports.map(\.outcome.id) == ["a", "b1", "b2", "b3", "d"])
    for report in collected.reports {
      #expect(Tally(of: report.diagnostics) == report.outcome.findings)
      #expect(report.diagnostics.allSatisfy { $0.report == report.outcome.id })
    }
    #expect(collected.general.map(\.kind) == [.inputIsPDF, .batchCountMismatch])
    #expect(collected.inputs.map(\.accepted) == [1, 2, 0, 1])
    #expect(summary.findings.errors > 10)
  }
}
