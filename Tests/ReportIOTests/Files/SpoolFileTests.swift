import ReportTestSupport
import Testing

@testable import ReportIO

/// Bytes that wait come back as they were, from memory and from a file that nobody sees.
@Suite struct SpoolFileTests {
  private static func content(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }
  }

  @Test(arguments: [0, 1, 5000, SpoolFile.memoryLimit, SpoolFile.memoryLimit + 1, 3_000_000])
  func whatIsWrittenIsRead(count: Int) throws {
    let folder = try TemporaryFolder()
    let content = Self.content(count)
    let spool = SpoolFile(beside: folder.path + "/out")
    var rest = content[...]
    while !rest.isEmpty {
      try spool.write(Array(rest.prefix(300_000)))
      rest = rest.dropFirst(300_000)
    }
    #expect(spool.count == count)
    #expect(try spool.source(named: "all").readAll(limit: count) == content)
    let range = count / 3..<count / 2
    #expect(
      try spool.source(named: "part", range: range).readAll(limit: count) == Array(content[range]))
    for offset in [0, count / 2, count, count + 1] {
      #expect(
        try spool.bytes(at: offset, count: 10_000)
          == Array(content.dropFirst(offset).prefix(10_000)))
    }
    #expect(folder.names().isEmpty)
  }

  @Test func oneInAPartialOutputGoesOn() throws {
    let folder = try TemporaryFolder()
    for round in 1...2 {
      let partial = try PartialOutputTests.open(folder)
      let spool = try SpoolFile("index", in: partial)
      #expect(spool.count == 3 * (round - 1))
      try spool.write([1, 2, 3])
      #expect(try spool.bytes(at: 1, count: 9).count == 3 * round - 1)
    }
  }

  @Test func aFolderThatIsMissingIsTold() throws {
    let folder = try TemporaryFolder()
    let spool = SpoolFile(beside: folder.path + "/none/out")
    #expect(throws: (any Error).self) { try spool.write(Self.content(SpoolFile.memoryLimit + 1)) }
  }
}
