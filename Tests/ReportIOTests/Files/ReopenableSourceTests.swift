import ReportDiagnostics
import ReportIO
import ReportTestSupport
import Testing

/// A source that is opened again gives the same bytes, whatever is read of it meanwhile.
@Suite struct ReopenableSourceTests {
  /// More than a spool file keeps in memory.
  private static let content: [UInt8] = (0..<2_500_000).map {
    UInt8(truncatingIfNeeded: $0 &* 7919 &+ $0 >> 9)
  }

  enum Kind: CaseIterable { case file, memory, supply }

  private static func source(_ kind: Kind, _ folder: TemporaryFolder) throws -> ByteSource {
    switch kind {
    case .file: return try ByteSource(path: folder.write("a", content))
    case .memory: return ByteSource(bytes: content, name: "memory")
    case .supply:
      var given = 0
      return ByteSource(name: "supply", size: nil) { buffer throws(Diagnostic) in
        let count = min(buffer.count, 10_007, content.count - given)
        buffer.copyBytes(from: content[given..<given + count])
        given += count
        return count
      }
    }
  }

  @Test(arguments: Kind.allCases, [0, 1, 300_000, 1_500_000, 2_500_000])
  func givesTheSameAgain(_ kind: Kind, taken: Int) throws {
    let folder = try TemporaryFolder()
    let source = ReopenableSource(try Self.source(kind, folder))
    var bytes: [UInt8] = []
    while bytes.count < taken { bytes += try source.first.take(taken - bytes.count) }
    #expect(try source.reopen().readAll(limit: .max) == Self.content)
    // One that is read in turns with the first.
    let again = source.reopen()
    var repeated = Array(try again.take(500_000))
    bytes += try source.first.readAll(limit: .max)
    repeated += try again.readAll(limit: .max)
    #expect(bytes == Self.content)
    #expect(repeated == Self.content)
  }

  @Test(arguments: [0, 1]) func aFileThatChangesIsNotReadOn(more: Int) throws {
    let folder = try TemporaryFolder()
    let source = ReopenableSource(try Self.source(.file, folder))
    _ = try source.first.take(1000)
    let again = source.reopen()
    _ = try again.take(1000)
    let stamp = FileStamp(path: folder.path + "/a")
    // Times of files do not tell two writes of one moment apart.
    repeat {
      try folder.write("a", Self.content + [UInt8](repeating: 0, count: more))
    } while FileStamp(path: folder.path + "/a") == stamp
    for source in [again, source.reopen()] {
      let error = #expect(throws: Diagnostic.self) { _ = try source.readAll(limit: .max) }
      #expect(error?.kind == .inputChanged)
    }
  }

  @Test func aFileInWhosePlaceAnotherIsPutIsReadOn() throws {
    let folder = try TemporaryFolder()
    let source = ReopenableSource(try Self.source(.file, folder))
    _ = try source.first.take(1000)
    folder.remove("a")
    try folder.write("a", "another")
    #expect(try source.reopen().readAll(limit: .max) == Self.content)
  }

  @Test func aFailureComesAgainWhereItCame() throws {
    var given = 0
    let source = ReopenableSource(
      ByteSource(name: "supply", size: nil) { buffer throws(Diagnostic) in
        given += 1
        if given > 3 { throw Diagnostic(.inputUnreadable, ["number": "\(given)"]) }
        buffer.copyBytes(from: [1])
        return 1
      })
    for source in [source.first, source.reopen(), source.reopen()] {
      var count = 0
      let error = #expect(throws: Diagnostic.self) {
        while let chunk = try source.nextChunk() { count += chunk.count }
      }
      #expect(count == 3)
      #expect(error?.arguments["number"] == "4")
    }
  }
}
