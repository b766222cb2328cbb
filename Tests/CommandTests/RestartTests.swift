import Foundation
import ReportKit
import ReportTestSupport
import Testing

/// A broken batch comes to the same from wherever its bytes come, and with any number of threads.
@Suite struct RestartTests {
  /// Some steps long, more than a spool file keeps in memory, and broken near the end.
  private static func batch(_ old: String, _ new: String) throws -> [UInt8] {
    var generator = ReportGenerator(
      seed: 71, options: .init(density: 0.1, narrativeBytes: 30_000, isPlain: true))
    let bytes = try FormatExercise.write(
      generator.reports(60, of: EmbeddedForms.library.forms), as: .xml)
    let place = try #require(bytes[(bytes.count * 9 / 10)...].firstRange(of: Array(old.utf8)))
    return bytes[..<place.lowerBound] + Array(new.utf8) + bytes[place.upperBound...]
  }

  /// How the command is given the file `in.xml`, with the name that messages have for it.
  static let ways: [(shell: String, input: String)] = [
    ("exec \"$0\" \"$@\" < in.xml", "-"), ("cat in.xml | \"$0\" \"$@\"", "-"),
    ("cat in.xml | \"$0\" \"$@\"", "/dev/stdin"),
    ("mkfifo pipe.xml; cat in.xml > pipe.xml & \"$0\" \"$@\"", "pipe.xml"),
  ]

  @Test(
    arguments: [
      ("</narrative>", "</narratives>"), ("</report>", "</report><!-- -->"),
      ("<agency>", "<agency x>"),
    ], [1, 2])
  func isTheSameFromEverywhere(edit: (old: String, new: String), jobs: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write("in.xml", try Self.batch(edit.old, edit.new))
    let options = ["--from", "xml", "--to", "ndjson", "--keep-going", "--jobs", "\(jobs)"]
    let expected = try Command.run(["convert", "in.xml"] + options, in: folder)
    #expect(expected.status == (edit.new.hasSuffix("-->") ? 0 : 2))
    #expect(expected.output.count > 1_000_000)
    for way in Self.ways {
      let run = try Command.run(
        ["convert", way.input] + options, in: folder, prefix: ["/bin/sh", "-c", way.shell])
      #expect(run.status == expected.status, "\(way)")
      #expect(run.output == expected.output, "\(way)")
      // Line, column and words; the name of the input is another.
      #expect(Self.places(run.messages) == Self.places(expected.messages), "\(way)")
    }
  }

  private static func places(_ messages: String) -> [Substring] {
    messages.split(separator: "\n").map { line in
      line.firstIndex(of: ":").map { line[$0...] } ?? line
    }
  }
}
