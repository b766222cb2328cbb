import Foundation
import ReportKit
import ReportTestSupport
import Testing

/// A fatal signal: the inputs in flight are named, and the next run is careful with them. By a command
/// that crashes on inputs that ask for it.
@Suite struct CrashTests {
  /// What became of a process.
  struct Outcome {
    /// The exit code; of a process that a signal ended, the negative number of the signal.
    let status: Int32
    let messages: String

    /// The lines with the diagnostic `id`.
    func lines(_ id: String) -> [Substring] {
      messages.split(separator: "\n").filter { $0.hasSuffix("[\(id)]") }
    }
  }

  /// A folder `in` of reports, some of which crash the process.
  final class Material {
    let folder: TemporaryFolder
    private let forms: FormLibrary

    init(_ count: Int = 40) throws {
      folder = try TemporaryFolder()
      forms = try FormLibrary.embedded()
      var generator = ReportGenerator(seed: 5)
      for (index, report) in generator.reports(count, of: forms.forms).enumerated() {
        try write("in/\(1000 + index).json", FormatExercise.write([report], as: .json))
      }
    }

    func write(_ name: String, _ bytes: [UInt8]) throws { _ = try folder.write(name, bytes) }

    /// An input that crashes, with the report of number `seed` behind what asks for it.
    func crash(_ name: String, _ words: String, seed: UInt64 = 99) throws {
      var generator = ReportGenerator(seed: seed)
      let report = try FormatExercise.write(generator.reports(1, of: forms.forms), as: .json)
      try write("in/" + name, Array("CRASH \(words)\n".utf8) + report)
    }

    func remove(_ name: String) throws {
      try FileManager.default.removeItem(atPath: folder.path + "/" + name)
    }

    func read(_ name: String) -> Data? { FileManager.default.contents(atPath: path(name)) }
    func path(_ name: String) -> String { folder.path + "/" + name }

    /// So that neither the Swift runtime nor a sanitizer keeps signals to itself.
    private static let environment = [
      "SWIFT_BACKTRACE": "enable=no",
      "ASAN_OPTIONS": "detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0",
      "TSAN_OPTIONS": "handle_segv=0:handle_sigbus=0:handle_sigfpe=0",
    ]

    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
      let messages = try folder.write("messages", "")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Command.executable)
        .deletingLastPathComponent().appendingPathComponent("crashing-runs")
      process.arguments = arguments + ["in"]
      process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
      process.environment = ProcessInfo.processInfo.environment
        .merging(Self.environment) { $1 }.merging(environment) { $1 }
      process.standardError = FileHandle(forWritingAtPath: messages)
      process.standardOutput = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      let isSignal = process.terminationReason == .uncaughtSignal
      return Outcome(
        status: isSignal ? -process.terminationStatus : process.terminationStatus,
        messages: String(decoding: read("messages") ?? Data(), as: UTF8.self))
    }
  }

  private static let journal = ".out.ndjson.partial/journal"

  @Test(
    arguments: [
      ("trap", SIGILL), ("abort", SIGABRT), ("segmentation", SIGSEGV), ("overflow", SIGSEGV),
      ("bus", SIGBUS), ("division", SIGFPE), ("breakpoint", SIGTRAP),
    ], [1, 3])
  func everyFatalSignalNamesTheInputAndEndsTheProcess(
    death: (word: String, signal: Int32), jobs: Int
  ) throws {
    let material = try Material()
    try material.crash("1020.crash", death.word)
    let run = try material.run(["-o", "out.ndjson", "--jobs", "\(jobs)"])
    #expect(run.status == -death.signal)
    let lines = run.lines("run-crashed")
    #expect(lines.first?.hasPrefix("in/1020.crash: error: the program crashed with SIG") == true)
    // The others of the batch that the file is read with are not in flight.
    #expect(lines.count <= jobs + 2)
    #expect(material.folder.names().allSatisfy { $0.hasPrefix("in") || $0 == "messages" })
  }

  @Test func theNextRunReadsTheInputAloneAndTheOnePassesItOver() throws {
    let material = try Material()
    #expect(try material.run(["-o", "whole.ndjson"]).status == 0)
    try material.crash("1020.crash", "trap")
    let first = try material.run(["-o", "out.ndjson", "--resume", "--jobs", "3"])
    #expect(first.status == -SIGILL)
    #expect(first.lines("run-crashed").first?.hasPrefix("in/1020.crash: ") == true)
    let noted = String(decoding: try #require(material.read(Self.journal)), as: UTF8.self)
    #expect(noted.contains("\n{\"fatal\":[\"SIGILL\",\"in/1020.crash\""))
    let second = try material.run(["-o", "out.ndjson", "--resume", "--jobs", "3"])
    #expect(second.status == -SIGILL)
    let alone = second.lines("run-crashed")
    #expect(alone.count == 1 && alone[0].hasPrefix("in/1020.crash: "))
    let last = try material.run(["-o", "out.ndjson", "--resume", "--jobs", "3"])
    #expect(last.status == 2)
    #expect(last.lines("input-crashes").map { $0.hasPrefix("in/1020.crash: error: ") } == [true])
    #expect(material.read("out.ndjson") == material.read("whole.ndjson"))
    #expect(!material.folder.names().contains { $0.hasPrefix(".") })
  }

  @Test func severalThatCrashArePassedOverOneByOne() throws {
    let material = try Material(600)
    #expect(try material.run(["-o", "whole.bundle.zip"]).status == 0)
    let crashing = ["1010.crash", "1300.crash", "1301.crash", "1590.crash"]
    for name in crashing { try material.crash(name, "segmentation") }
    var runs = 0
    var run = Outcome(status: -1, messages: "")
    while run.status < 0, runs < 10 {
      run = try material.run(["-o", "out.bundle.zip", "--resume", "--jobs", "4"])
      runs += 1
    }
    #expect(run.status == 2)
    // Twice each, but two that were in flight at once are known after one crash.
    #expect((crashing.count + 2...2 * crashing.count + 1).contains(runs))
    #expect(material.read("out.bundle.zip") == material.read("whole.bundle.zip"))
  }

  @Test func whatDoesNotCrashAloneIsRead() throws {
    let material = try Material(300)
    try material.crash("1290.crash", "once marker")
    try material.write("marker", [])
    #expect(try material.run(["-o", "whole.ndjson"]).status == 0)
    try material.remove("marker")
    let first = try material.run(["-o", "out.ndjson", "--resume"])
    #expect(first.status == -SIGILL)
    let second = try material.run(["-o", "out.ndjson", "--resume"])
    #expect(second.status == 0, "\(second.messages)")
    #expect(second.lines("input-crashes").isEmpty)
    #expect(second.lines("run-resumed").count == 1)
    #expect(material.read("out.ndjson") == material.read("whole.ndjson"))
  }

  /// A process that is killed says nothing of its inputs.
  @Test func afterKillNothingIsPassedOver() throws {
    let material = try Material(300)
    try material.crash("1290.crash", "once marker")
    try material.write("marker", [])
    #expect(try material.run(["-o", "whole.ndjson"]).status == 0)
    let report = try #require(material.read("in/1290.crash"))
    try material.crash("1290.crash", "kill")
    for _ in 0..<3 {
      let run = try material.run(["-o", "out.ndjson", "--resume"])
      #expect(run.status == -SIGKILL)
      #expect(run.lines("run-crashed").isEmpty)
    }
    try material.write("in/1290.crash", Array(report))
    let last = try material.run(["-o", "out.ndjson", "--resume"])
    #expect(last.status == 0)
    #expect(last.lines("run-resumed").count == 1)
    #expect(material.read("out.ndjson") == material.read("whole.ndjson"))
  }

  /// Killed while it is read alone: it is read alone again.
  @Test func aKillWhileAnInputIsReadAloneProvesNothing() throws {
    let material = try Material()
    try material.crash("1020.crash", "trap")
    #expect(try material.run(["-o", "out.ndjson", "--resume"]).status == -SIGILL)
    let journal = try #require(material.read(Self.journal))
    let stamped = try #require(material.read("in/1020.crash"))
    try material.crash("1020.crash", "kill")
    #expect(try material.run(["-o", "out.ndjson", "--resume"]).status == -SIGKILL)
    #expect(try #require(material.read(Self.journal)).count > journal.count)
    try material.write("in/1020.crash", Array(stamped))
    // A second crash of it, alone, and only then it is passed over.
    #expect(try material.run(["-o", "out.ndjson", "--resume"]).status == -SIGILL)
    #expect(try material.run(["-o", "out.ndjson", "--resume"]).status == 2)
  }

  @Test func anInputThatWasMendedIsReadAgain() throws {
    let material = try Material()
    try material.crash("1020.crash", "trap")
    for _ in 0..<2 {
      #expect(try material.run(["-o", "out.ndjson", "--resume"]).status == -SIGILL)
    }
    try material.write("marker", [])
    try material.crash("1020.crash", "once marker")
    let last = try material.run(["-o", "out.ndjson", "--resume"])
    #expect(last.status == 0, "\(last.messages)")
    #expect(try material.run(["-o", "whole.ndjson"]).status == 0)
    #expect(material.read("out.ndjson") == material.read("whole.ndjson"))
  }

  /// A file of many reports is read in pieces; the crash may come while the report is counted.
  @Test(arguments: ["1020.crash", "1020.observed.json"])
  func crashesElsewhereAreNamedToo(name: String) throws {
    let material = try Material()
    try material.crash(name, "work" + String(repeating: " ", count: 1 << 18))
    if name.hasSuffix(".json") {
      try material.write("in/" + name, Array(try #require(material.read("in/1003.json"))))
      try material.remove("in/1003.json")
    }
    let run = try material.run(["-o", "out.ndjson", "--resume"])
    #expect(run.status == -SIGILL)
    #expect(run.lines("run-crashed").first?.hasPrefix("in/\(name): ") == true, "\(run.messages)")
    #expect(try material.run(["-o", "out.ndjson", "--resume"]).status == -SIGILL)
    #expect(try material.run(["-o", "out.ndjson", "--resume"]).status == 2)
  }

  @Test func namesAreEscapedAsInOtherMessages() throws {
    let material = try Material(3)
    let name = "a\u{1B}[31m\n\u{202E}\u{85}报告\"\\.crash"
    try material.crash(name, "trap")
    let text = try material.run(["-o", "out.ndjson", "--resume"])
    let visible = "in/a\\u{1B}[31m\\n\\u{202E}\\u{85}报告\"\\.crash: error: "
    #expect(text.lines("run-crashed").first?.hasPrefix(visible) == true, "\(text.messages)")
    let json = try material.run(["-o", "other.ndjson", "--json"])
    let line = try #require(
      json.messages.split(separator: "\n").first { $0.contains("\"run-crashed\"") })
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["source"] as? String == "in/" + name)
    #expect((object?["arguments"] as? [String: String])?["signal"] == "SIGILL")
    // The journal names it so that it is known again.
    #expect(try material.run(["-o", "out.ndjson", "--resume"]).status == -SIGILL)
    #expect(try material.run(["-o", "out.ndjson", "--resume"]).status == 2)
  }

  /// The handler hands the signal on to that of the Swift runtime.
  @Test func backtracesAreStillPrinted() throws {
    let material = try Material(3)
    try material.crash("2.crash", "segmentation")
    let run = try material.run(
      ["-o", "out.ndjson"], environment: ["SWIFT_BACKTRACE": "enable=yes,color=no"])
    #expect(run.status == -SIGSEGV)
    #expect(run.lines("run-crashed").count >= 1)
    #expect(run.messages.contains("Bad pointer dereference at 0x0000000000000010"))
  }
}
