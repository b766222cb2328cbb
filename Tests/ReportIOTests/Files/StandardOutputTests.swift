import Glibc
import ReportTestSupport
import Testing

@testable import ReportIO

/// What goes to standard output goes out whole, or at once.
@Suite struct StandardOutputTests {
  /// Writes to a file through a standard output of `mode`.
  private static func write(
    _ mode: StandardOutput.Mode, _ parts: [[UInt8]], isCommitted: Bool
  ) throws -> (before: [UInt8], after: [UInt8]) {
    let folder = try TemporaryFolder()
    let descriptor = open(folder.path + "/out", O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    let output = StandardOutput(mode, descriptor: descriptor)
    for part in parts { try output.write(part) }
    let before = folder.read("out") ?? []
    if isCommitted { try output.commit() } else { output.cancel() }
    // The descriptor stays open.
    #expect(fcntl(descriptor, F_GETFD) >= 0)
    return (before, folder.read("out") ?? [])
  }

  private static let parts = (0..<30).map { [UInt8](repeating: UInt8($0), count: 100_000) }

  @Test(arguments: [3, 30]) func spooledBytesGoOutWhenTheyAreCommitted(count: Int) throws {
    let parts = Array(Self.parts.prefix(count))
    let (before, after) = try Self.write(.spooled, parts, isCommitted: true)
    #expect(before.isEmpty)
    #expect(after == Array(parts.joined()))
    #expect(try Self.write(.spooled, parts, isCommitted: false).after.isEmpty)
  }

  @Test func streamedBytesGoOutOnTheWay() throws {
    let (before, after) = try Self.write(.streaming, Self.parts, isCommitted: true)
    #expect(before.count > 2_500_000)
    #expect(after == Array(Self.parts.joined()))
  }
}
