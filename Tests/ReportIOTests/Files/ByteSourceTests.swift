import ReportDiagnostics
import ReportIO
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

  /// A file may have as many bytes as there is room for, one more, or one less; and it may have more
  /// by the time it is read than when it was opened, or fewer.
  @Test(arguments: [0, 1, 4094, 4095, 4096, 4097, 131_071, 131_072, 131_073])
  func sizesAreNotTrusted(_ size: Int) throws {
    let folder = try TemporaryFolder()
    func all(_ source: ByteSource) throws -> [UInt8] {
      var bytes: [UInt8] = []
      while let chunk = try source.nextChunk() { bytes += chunk }
      return bytes
    }
    for real in [size, size + 1, size + 5000, 3 * size + 200_000, max(0, size - 1), size / 2] {
      for wanted in [0, 1, 16, 4096, 65_536, 131_072, 200_000] {
        try folder.write("a", Array(Self.content.prefix(size)))
        let source = try ByteSource(path: folder.path + "/a")
        #expect(source.size == size)
        // In its place: the same file, with more or less in it.
        try folder.write("a", Array(Self.content.prefix(real)))
        if wanted > 0 {
          let peeked = Array(try source.peek(wanted))
          #expect(peeked == Array(Self.content.prefix(min(wanted, real))), "\(real) \(wanted)")
        }
        #expect(try all(source) == Array(Self.content.prefix(real)), "\(real) \(wanted)")
      }
    }
  }
}
