import Foundation
import ReportTestSupport
import Testing

/// The built command, run as its users run it.
struct Command {
  /// What a test cannot go on with.
  struct Unexpected: Error {}

  /// What a run came to.
  struct Outcome {
    let status: Int32
    let output: Data
    let messages: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The command lies beside the test bundle.
  static let executable: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0])
    return bundle.deletingLastPathComponent().appendingPathComponent("nianbao").path
  }()

  /// Runs the command in `folder` with English messages, whatever the locale.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, input: [UInt8]? = nil, prefix: [String] = []
  ) throws -> Outcome {
    let scratch = try TemporaryFolder()
    let output = try scratch.write("output", "")
    let messages = try scratch.write("messages", "")
    let process = Process()
    let all = prefix + [executable] + arguments
    process.executableURL = URL(fileURLWithPath: all[0])
    process.arguments = Array(all.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LC_ALL": "C.UTF-8", "ASAN_OPTIONS": "detect_leaks=0"]
    ) { $1 }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: messages)
    if let input {
      process.standardInput = FileHandle(forReadingAtPath: try scratch.write("input", input))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "\(arguments) was ended by a signal")
    return Outcome(
      status: process.terminationStatus,
      output: try Data(contentsOf: URL(fileURLWithPath: output)),
      messages: try String(contentsOfFile: messages, encoding: .utf8))
  }
}

/// Documents that tests damage.
enum Documents {
  /// An XML report of the 2021 edition with the parts given.
  static func report(id: String = "r1", _ parts: String = "") -> String {
    "<report xmlns=\"urn:nianbao:report:2021\" id=\"\(id)\">\(parts)</report>"
  }

  /// The tables with one cell of 规章 holding `value`.
  static func cell(_ value: String) -> String {
    "<tables><disclosure><rules><issued>\(value)</issued></rules></disclosure></tables>"
  }

  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  /// A batch of the reports given, one a line from line 3 on, with a trailer that counts them.
  static func batch(_ reports: [String], count: Int? = nil) -> String {
    declaration + "<batch xmlns=\"urn:nianbao:batch:1\"><header/>\n"
      + reports.map { $0 + "\n" }.joined()
      + "<trailer><count>\(count ?? reports.count)</count></trailer></batch>\n"
  }

  /// The header of `cells` as it was before the column `state` was added, which is still read.
  static let cellsHeader = "report,edition,year,agency,table,row,column,value,unit\r\n"
}
