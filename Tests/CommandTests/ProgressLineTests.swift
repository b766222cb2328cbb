import ReportTestSupport
import Testing

/// A long run says on a terminal how far it is, and takes the line away again.
@Suite struct ProgressLineTests {
  private static let clear = "\r\u{1B}[K"

  /// Runs the command with a terminal as its standard error; the second of two reports comes late.
  private static func output(language: String, seconds: String) throws -> String {
    let folder = try TemporaryFolder()
    for id in ["a", "b"] {
      try folder.write("\(id).ndjson", Documents.json(id: id) + "\n")
    }
    let command =
      "(cat a.ndjson; sleep \(seconds); cat b.ndjson) | '\(Command.executable)' convert - "
      + "--from ndjson --to ndjson -o out --language \(language)"
    let run = try Program.run(["script", "-qec", command, "/dev/null"], in: folder.path)
    #expect(run.status == 0, "\(run.output)")
    return run.output
  }

  @Test(
    .enabled(if: Program.isThere("script")),
    arguments: [("en", " reports, "), ("zh", "已处理")])
  func aLongRunShowsIt(language: String, words: String) throws {
    let output = try Self.output(language: language, seconds: "1.6")
    let places = output.ranges(of: Self.clear)
    #expect(places.count >= 2, "\(output.debugDescription)")
    let (first, last) = (try #require(places.first), try #require(places.last))
    #expect(output[first.upperBound..<last.lowerBound].contains(words))
    // It is taken away before the total.
    let total = output[last.upperBound...]
    #expect(total.hasPrefix("convert") && !total.contains(Self.clear))
  }

  @Test(.enabled(if: Program.isThere("script"))) func aShortRunDoesNot() throws {
    #expect(try !Self.output(language: "en", seconds: "0").contains(Self.clear))
  }
}
