import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// What a run comes to does not depend on the number of threads.
@Suite struct JobsTests {
  /// A folder of inputs of all kinds: single reports, batches that are larger than what is read at
  /// once, doubled reports, bad lines, and three inputs without any report.
  private static func makeInputs(_ forms: FormLibrary) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    folder.makeFolder("in")
    var generator = ReportGenerator(seed: 11, options: .init(narrativeBytes: 3_000))
    let reports = generator.reports(239, of: forms.forms)
    var lines = try FormatExercise.write(Array(reports[..<120]), as: .ndjson)
    lines += Array("{\"id\":\"x\"\n\n[]\n".utf8)
    lines += try FormatExercise.write(Array(reports[100..<160]), as: .ndjson)
    try folder.write("in/a.ndjson", lines)
    try folder.write("in/b.xml", try FormatExercise.write(Array(reports[160..<220]), as: .xml))
    try folder.write("in/c.json", try FormatExercise.write([reports[220]], as: .json))
    try folder.write("in/d.txt", Array("没有可以识别的内容".utf8))
    try folder.write("in/e.xml", [])
    try folder.write("in/f.cells.csv", try FormatExercise.write([], as: .cells))
    try folder.write(
      "in/g.txt", try PackageFiles.bytes("Fixtures/text/2021-data-bureau.txt"))
    for (index, report) in reports[221...].enumerated() {
      try folder.write("in/h\(index).xml", try FormatExercise.write([report], as: .xml))
    }
    return folder
  }

  @Test(arguments: ["ndjson", "xml", "cells"])
  func conversionsAreTheSame(format: String) throws {
    let forms = EmbeddedForms.library
    let folder = try Self.makeInputs(forms)
    let target = try #require(FormatRegistry.standard.format(named: format))
    func run(_ jobs: Int) -> (bytes: [UInt8]?, Recorder, Summary) {
      let observer = Recorder()
      let conversion = Conversion(
        options: InputOptions(forms: forms), target: target,
        destination: .path(folder.path + "/out\(jobs)"), jobs: jobs)
      let summary = conversion.run([folder.path + "/in"], observer: observer)
      return (folder.read("out\(jobs)"), observer, summary)
    }
    let alone = run(1)
    #expect(
      [alone.2.accepted, alone.2.refused, alone.2.failedInputs, alone.2.written] == [
        240, 22, 3, 240,
      ])
    for jobs in [2, 3, 8] {
      let together = run(jobs)
      #expect(together.bytes == alone.bytes)
      #expect(together.1.findings == alone.1.findings)
      #expect(together.1.outcomes == alone.1.outcomes)
      #expect(together.2 == alone.2)
    }
  }

  @Test(arguments: [1, 2, 5]) func aRunThatIsGivenUpEndsThere(jobs: Int) throws {
    let forms = EmbeddedForms.library
    let folder = try Self.makeInputs(forms)
    var cut = try #require(folder.read("in/b.xml"))
    cut.removeLast(cut.count / 2)
    try folder.write("in/b.xml", cut)
    let observer = Recorder()
    let conversion = Conversion(
      options: InputOptions(forms: forms), target: .ndjson,
      destination: .path(folder.path + "/out"), jobs: jobs)
    let summary = conversion.run([folder.path + "/in"], observer: observer)
    #expect(summary.isGivenUp)
    #expect(summary.inputs == 2)
    #expect(folder.names() == ["in"])
  }

  @Test func validationsAreTheSame() throws {
    let forms = EmbeddedForms.library
    let folder = try Self.makeInputs(forms)
    func run(_ jobs: Int) -> Recorder {
      let observer = Recorder()
      _ = Validation(options: InputOptions(forms: forms), jobs: jobs)
        .run([folder.path + "/in"], observer: observer)
      return observer
    }
    let alone = run(1)
    #expect(alone.findings.contains { $0.kind == .identityBroken })
    for jobs in [2, 8] {
      let together = run(jobs)
      #expect(together.findings == alone.findings)
      #expect(together.outcomes == alone.outcomes)
    }
  }
}
