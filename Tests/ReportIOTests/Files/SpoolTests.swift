import Glibc
import ReportDiagnostics
import Testing

@testable import ReportIO

@Suite struct SpoolTests {
  /// Spooled output is written at the commit and not before, whole and in order, also when it is more
  /// than is kept in memory; what is cancelled is never written.
  @Test(arguments: [0, 1, 1000, 1 << 20, (1 << 20) + 1, 3 << 20])
  func spooledOutputGoesOutAtTheCommit(size: Int) throws {
    var name = Array("/tmp/nianbao-spool-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    unlink(name)
    func written() throws -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: Int(lseek(descriptor, 0, SEEK_END)))
      let count = pread(descriptor, &bytes, bytes.count, 0)
      try #require(count == bytes.count)
      return bytes
    }
    let output = StandardOutput(.spooled, descriptor: descriptor)
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    for start in stride(from: 0, to: size, by: 70_001) {
      try output.write(Array(bytes[start..<min(size, start + 70_001)]))
    }
    #expect(try written().isEmpty)
    try output.commit()
    #expect(try written() == bytes)
    try output.write([1, 2, 3])
    output.cancel()
    try output.commit()
    #expect(try written() == bytes)
  }
}
