import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// A run that did not come to its end is taken up again, and gives what an undisturbed one gives.
@Suite struct ResumptionTests {
  /// A folder `in` of 600 reports and, last, a batch that is cut, so that a run is given up there;
  /// and what the inputs give when the batch is mended, in `whole`.
  private final class Material {
    let forms: FormLibrary
    let folder = try? TemporaryFolder()
    let batch: [UInt8]

    init() throws {
      forms = EmbeddedForms.library
      let folder = try #require(folder)
      folder.makeFolder("in")
      var generator = ReportGenerator(seed: 23)
      let reports = generator.reports(604, of: forms.forms)
      for (index, report) in reports[..<600].enumerated() {
        try folder.write(
          "in/\(1_000 + index).json", try FormatExercise.write([report], as: .json))
      }
      // One that is refused, so that findings and counts are carried over, too.
      try folder.write("in/0.json", try FormatExercise.write([reports[0]], as: .json))
      try folder.write("in/1.txt", Array("没有可以识别的内容".utf8))
      batch = try FormatExercise.write(Array(reports[600...]), as: .xml)
      try mend()
      #expect(run(to: "whole", resumes: false).summary.written == 604)
      try folder.write("in/z.xml", Array(batch[..<(batch.count / 2)]))
    }

    func mend() throws { try folder?.write("in/z.xml", batch) }

    func run(
      to name: String = "out", resumes: Bool = true, header: BatchHeader = BatchHeader()
    ) -> (summary: Summary, kinds: [String]) {
      let observer = Recorder()
      let root = folder?.path ?? ""
      let conversion = Conversion(
        options: InputOptions(forms: forms), target: .ndjson,
        destination: .path(root + "/" + name), writeOptions: WriteOptions(header),
        jobs: 2, resumes: resumes)
      let summary = conversion.run([root + "/in"], observer: observer)
      return (summary, observer.findings.map(\.kind.id))
    }

    func read(_ name: String) -> [UInt8]? { folder?.read(name) }
    func write(_ name: String, _ bytes: [UInt8]) throws { try folder?.write(name, bytes) }
    var names: [String] { folder?.names() ?? [] }
  }

  private static let journal = ".out.partial/journal"
  private static let output = ".out.partial/output"

  @Test func aRunIsTakenUpWhereItStopped() throws {
    let material = try Material()
    let stopped = material.run()
    #expect(stopped.summary.written == 0)
    #expect(stopped.kinds.contains("run-can-be-resumed"))
    #expect(!material.names.contains("out"))
    try material.mend()
    let resumed = material.run()
    #expect(resumed.kinds.contains("run-resumed"))
    #expect(material.read("out") == material.read("whole"))
    #expect(material.names == ["in", "out", "whole"])
    // What was found before the stop is counted, though it is not told again.
    #expect(!resumed.kinds.contains("import-nothing-recognised"))
    #expect(resumed.summary.reports == 605)
    #expect(resumed.summary.refused == 1)
    #expect(resumed.summary.failedInputs == 2)
    #expect(resumed.summary.inputs == 603)
    #expect(resumed.summary.written == 604)
    #expect(resumed.summary.findingCounts.contains { $0.key.kind == .reportIdDoubled })
  }

  @Test func withoutTheOptionNothingIsKept() throws {
    let material = try Material()
    #expect(!material.run(resumes: false).kinds.contains("run-can-be-resumed"))
    #expect(material.names == ["in", "whole"])
  }

  @Test func aChangedInputStartsItAfresh() throws {
    let material = try Material()
    _ = material.run()
    try material.write("in/1001.json", try #require(material.read("in/1001.json")) + [0x0A])
    try material.mend()
    #expect(material.run().kinds.contains("run-input-changed"))
    #expect(material.read("out") == material.read("whole"))
  }

  @Test func anInputThatIsNewStartsItAfresh() throws {
    let material = try Material()
    _ = material.run()
    try material.write("in/1000a.txt", Array("没有".utf8))
    try material.mend()
    #expect(material.run().kinds.contains("run-input-changed"))
    #expect(material.read("out") == material.read("whole"))
  }

  @Test func otherOptionsStartItAfresh() throws {
    let material = try Material()
    _ = material.run()
    try material.mend()
    let run = material.run(header: BatchHeader(sender: "某某省"))
    #expect(run.kinds.contains("run-differs"))
    #expect(material.read("out") == material.read("whole"))
  }

  /// What a crash of the machine may leave: the journal or the output shorter, longer or damaged.
  @Test(arguments: 0..<8) func damageIsFound(_ damage: Int) throws {
    let material = try Material()
    _ = material.run()
    var journal = try #require(material.read(Self.journal))
    var output = try #require(material.read(Self.output))
    switch damage {
    case 0: journal.removeLast(journal.count / 3)
    case 1: journal = Array(journal.prefix(10))
    case 2: journal = []
    case 3: output.removeLast(output.count / 2)
    case 4: output = []
    case 5: output[output.count / 2] ^= 1
    case 6: output[output.count / 4] ^= 1
    default: output += Array("half a line".utf8)
    }
    try material.write(Self.journal, journal)
    try material.write(Self.output, output)
    try material.mend()
    #expect(material.run().summary.written == 604)
    #expect(material.read("out") == material.read("whole"))
    #expect(material.names == ["in", "out", "whole"])
  }

  /// Counts that would overflow, texts where numbers belong: a journal is not trusted either.
  @Test(arguments: ["9223372036854775807", "-1", "many", ""])
  func aJournalThatLiesIsNotBelieved(count: String) throws {
    let material = try Material()
    _ = material.run()
    var journal = String(decoding: try #require(material.read(Self.journal)), as: UTF8.self)
    journal = journal.split(separator: "\"accepted\",\"").enumerated().map { index, part in
      index == 0 ? String(part) : count + part.drop { $0 != "\"" }
    }.joined(separator: "\"accepted\",\"")
    try material.write(Self.journal, Array(journal.utf8))
    try material.mend()
    #expect(material.run().summary.written == 604)
    #expect(material.read("out") == material.read("whole"))
  }
}
