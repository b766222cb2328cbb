import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// A batch of XML that breaks off, or holds reports that are no canonical XML, comes to the same on
/// one thread and on several, which are ahead of the place by then.
@Suite struct BrokenBatchTests {
  private static let document: [UInt8] = {
    var generator = ReportGenerator(
      seed: 12, options: .init(density: 0.5, narrativeBytes: 8_000, isPlain: true))
    return
      (try? FormatExercise.write(
        generator.reports(48, of: LawMaterial.forms.forms), as: .xml)) ?? []
  }()

  /// What is done to the report at `position` of 48.
  struct Harm: Sendable, CustomTestStringConvertible {
    let position: Int
    let old: String
    let new: String
    var isFatal = true
    var testDescription: String { "\(old) → \(new) in report \(position)" }
  }

  static let harms: [Harm] = [3, 24, 47].flatMap { position in
    [
      Harm(position: position, old: "</narrative>", new: "</narratives>"),
      Harm(position: position, old: "</report>", new: "</report"),
      Harm(position: position, old: "id=\"", new: "id=\"&"),
      Harm(position: position, old: "id=\"", new: "id=\"/", isFatal: false),
      Harm(position: position, old: "<agency>", new: "<!-- </report> --><agency>", isFatal: false),
      Harm(position: position, old: "</report>", new: "</report>x", isFatal: false),
      Harm(position: position, old: "<agency>", new: "\r\n<agency>", isFatal: false),
      Harm(position: position, old: "<agency>", new: "<agency ><!---->", isFatal: false),
      Harm(position: position, old: "<agency>", new: "<report></report><agency>", isFatal: false),
    ]
  }

  @Test(arguments: harms, [false, true]) func isTheSame(_ harm: Harm, keepsGoing: Bool) throws {
    var bytes = Self.document
    var start = 0
    for _ in 0...harm.position {
      let report = try #require(bytes[start...].firstRange(of: Array("<report ".utf8)))
      start = report.upperBound
    }
    let place = try #require(bytes[start...].firstRange(of: Array(harm.old.utf8)))
    bytes.replaceSubrange(place, with: Array(harm.new.utf8))
    let folder = try TemporaryFolder()
    folder.makeFolder("in")
    try folder.write("in/a.xml", bytes)
    try folder.write(
      "in/b.xml", try FormatExercise.write(LawMaterial.reports(1, seed: 3), as: .xml))
    func run(_ jobs: Int) -> (bytes: [UInt8]?, recorder: Recorder, summary: Summary) {
      let observer = Recorder()
      let conversion = Conversion(
        options: InputOptions(forms: LawMaterial.forms, keepsGoing: keepsGoing), target: .ndjson,
        destination: .path(folder.path + "/out\(jobs)"), jobs: jobs)
      let summary = conversion.run([folder.path + "/in"], observer: observer)
      return (folder.read("out\(jobs)"), observer, summary)
    }
    let alone = run(1)
    #expect((alone.summary.failedInputs > 0) == harm.isFatal)
    #expect(alone.summary.isGivenUp == (harm.isFatal && !keepsGoing))
    if harm.isFatal, keepsGoing { #expect(alone.summary.written == harm.position + 1) }
    for jobs in [2, 4] {
      let together = run(jobs)
      #expect(together.bytes == alone.bytes)
      #expect(together.recorder.findings == alone.recorder.findings)
      #expect(together.recorder.outcomes == alone.recorder.outcomes)
      #expect(together.summary == alone.summary)
    }
  }
}
