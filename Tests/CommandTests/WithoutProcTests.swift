import ReportTestSupport
import Foundation
import Testing

/// Where nothing is mounted at /proc, as in a bare chroot and in some sandboxes: the command does what
/// it is asked for all the same. It once took itself to be called without arguments, printed its help
/// and ended with 0.
@Suite(
  .enabled(if: WithoutProc.prefix != nil, "unshare cannot hide /proc here: NOT TESTED"))
struct WithoutProcTests {
  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Command.Outcome {
    try Command.run(arguments, in: folder, prefix: WithoutProc.prefix ?? [])
  }

  @Test func aConversionWritesItsOutput() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("in.xml", Documents.report(Documents.cell("3")))
    for arguments in [["-o", "out.json"], ["-o", "kept.ndjson", "--resume"], ["-o", "many/"]] {
      let target = arguments[1].hasPrefix("kept") ? "ndjson" : "json"
      let outcome = try run(["convert", "in.xml", "--to", target] + arguments, in: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
    }
    #expect(folder.names() == ["in.xml", "kept.ndjson", "many", "out.json"])
    #expect(folder.names("many") == ["r1.json"])
  }

  @Test func argumentsHelpAndErrorsAreAsEver() throws {
    let folder = try TemporaryFolder()
    for arguments in [
      ["--help"], ["convert", "--help"], ["--version"], ["list", "formats"], [], ["convert"],
      ["no-such-command"], ["--generate-completion-script", "bash"],
      ["--language", "zh", "--help"],
      ["validate", "--help", "--language=zh"],
    ] {
      let with = try Command.run(arguments, in: folder)
      let without = try run(arguments, in: folder)
      #expect(with.status == without.status)
      #expect(with.output == without.output)
      #expect(with.messages == without.messages)
    }
    #expect(try run(["convert", "none", "--to", "xml"], in: folder).status == 2)
  }
}

private enum WithoutProc {
  /// What runs a command where /proc is empty: as root, or else in a namespace where we are.
  static let prefix: [String]? = ["-m", "-rm"].map { option in
    [
      "/usr/bin/unshare", option, "/bin/sh", "-c",
      "mount -t tmpfs none /proc && test ! -e /proc/self && exec \"$0\" \"$@\"",
    ]
  }.first { prefix in
    let process = Process()
    process.executableURL = URL(fileURLWithPath: prefix[0])
    process.arguments = prefix.dropFirst() + ["/bin/true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
