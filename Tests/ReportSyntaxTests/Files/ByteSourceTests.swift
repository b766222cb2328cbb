import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

/// A source gives the same bytes however they are asked for.
@Suite struct ByteSourceTests {
  private static let content: [UInt8] = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 7919) }

  private static func sources(_ folder: TemporaryFolder) throws -> [ByteSource] {
    try folder.write("a", content)
    var given = 0
    return [
      try ByteSource(path: folder.path + "/a"),
      ByteSource(bytes: content, name: "memory"),
      ByteSource(name: "supply", size: nil) { buffer throws(Diagnostic) in
        let count = min(buffer.count, 10_007, content.count - given)
        buffer.copyBytes(from: content[given..<given + count])
        given += count
        return count
      },
    ]
  }

  @Test func everyWayOfReadingGivesTheSame() throws {
    var generator = SeededGenerator(seed: 23)
    let folder = try TemporaryFolder()
    for _ in 0..<20 {
      for source in try Self.sources(folder) {
        var bytes: [UInt8] = []
        var isAtEnd = false
        while !isAtEnd {
          let before = bytes.count
          let limit = generator.number(1...200_000)
          switch generator.number(0...3) {
          case 0: _ = try source.peek(limit)
          case 1:
            bytes += try source.take(limit)
            isAtEnd = bytes.count == before
          case 2:
            if let chunk = try source.nextChunk() { bytes += chunk } else { isAtEnd = true }
          default:
            let count = try source.append(to: &bytes, limit: limit)
            #expect(bytes.count == before + count && count <= limit)
            isAtEnd = count == 0
          }
          #expect(source.bytesTaken == bytes.count)
        }
        #expect(bytes == Self.content)
        #expect(try source.append(to: &bytes, limit: 10) == 0)
      }
    }
  }
}
