import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportKit

/// What a run refuses is set aside with its reasons, and everything is passed on.
@Suite struct RejectFolderTests {
  private let folder: TemporaryFolder
  private let recorder = Recorder()

  init() throws {
    folder = try TemporaryFolder()
    for name in ["in/good.json", "in/deep/bad.json", "in/.hidden", "other/bad.json"] {
      try folder.write(name, "content of \(name)")
    }
  }

  private func rejects(
    _ arguments: [String], _ printer: FindingPrinter = .text(.english)
  ) throws -> RejectFolder {
    try RejectFolder(
      path: folder.path + "/out", arguments: arguments.map { "\(folder.path)/\($0)" },
      printer: printer, next: recorder)
  }

  /// An input is read to its end: so many reports were taken over, and so many refused for `reason`.
  private func end(
    _ name: String, _ rejects: RejectFolder, accepted: Int = 0, refused: Int = 0,
    reason: Diagnostic? = nil
  ) {
    let path = folder.path + "/" + name
    for _ in 0..<refused {
      rejects.found(Diagnostic(.jsonKeyUnknown, at: Place(source: path, line: 1), ["key": "k"]))
      rejects.finished(
        ReportOutcome(source: path, id: "a", place: Place(), verdict: .refused, findings: Tally()))
    }
    if let reason { rejects.found(reason) }
    rejects.ended(
      InputOutcome(path: path, accepted: accepted, refused: refused, hasFailed: reason != nil))
  }

  @Test func nothingRefusedIsNoFolder() throws {
    let rejects = try rejects(["in"])
    end("in/good.json", rejects, accepted: 3)
    try rejects.commit()
    #expect(rejects.count == 0 && !folder.tree.contains("out"))
  }

  /// From the argument on the path is the same in the folder.
  @Test func anInputThatFailedIsCopied() throws {
    let rejects = try rejects(["in"])
    end("in/deep/bad.json", rejects, reason: Diagnostic(.jsonTruncated))
    end("in/.hidden", rejects, reason: Diagnostic(.jsonTruncated))
    try rejects.commit()
    #expect(rejects.count == 2)
    let files = folder.tree.filter { $0.hasPrefix("out/") && $0.contains(".") || $0.contains("_") }
    #expect(
      files == [
        "out/files/_hidden", "out/files/deep/bad.json", "out/reasons/_hidden.txt",
        "out/reasons/deep/bad.json.txt",
      ])
    #expect(try folder.text("out/files/deep/bad.json") == "content of in/deep/bad.json")
    #expect(try folder.text("out/reasons/deep/bad.json.txt").contains("[json-truncated]\n"))
  }

  /// Of an input of which some reports were taken over only the reasons are there.
  @Test func someReportsRefused() throws {
    let rejects = try rejects(["in"])
    end("in/good.json", rejects, accepted: 1, refused: 2)
    try rejects.commit()
    #expect(rejects.count == 1)
    #expect(folder.tree.contains("out/reasons/good.json.txt"))
    #expect(!folder.tree.contains("out/files/good.json"))
    let reasons = try folder.text("out/reasons/good.json.txt")
    #expect(reasons.split(separator: "\n").count == 2)
  }

  /// Two inputs of one name get two names; reasons for scripts are NDJSON.
  @Test func namesThatAreTaken() throws {
    let rejects = try rejects(["in/deep/bad.json", "other/bad.json"], .json)
    end("in/deep/bad.json", rejects, reason: Diagnostic(.jsonTruncated))
    end("other/bad.json", rejects, reason: Diagnostic(.jsonTruncated))
    try rejects.commit()
    #expect(try folder.text("out/files/bad.json") == "content of in/deep/bad.json")
    #expect(try folder.text("out/files/2-bad.json") == "content of other/bad.json")
    #expect(try folder.text("out/reasons/2-bad.json.ndjson").hasPrefix("{\"nianbao\":1,"))
  }

  @Test func everythingIsPassedOn() throws {
    let rejects = try rejects(["in"])
    end("in/good.json", rejects, refused: 2, reason: Diagnostic(.jsonTruncated))
    #expect(recorder.findings.map(\.kind) == [.jsonKeyUnknown, .jsonKeyUnknown, .jsonTruncated])
    #expect(recorder.outcomes.count == 2)
  }

  @Test func aFolderThatIsNotEmptyIsRefused() throws {
    try folder.write("out/x", "x")
    let error = #expect(throws: Diagnostic.self) { try rejects(["in"]) }
    #expect(error?.kind == .outputFolderNotEmpty)
    #expect(folder.tree.filter { $0.hasPrefix("out") } == ["out", "out/x"])
  }
}
