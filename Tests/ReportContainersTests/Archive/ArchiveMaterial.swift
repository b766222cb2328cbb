import ReportDiagnostics
import ReportTestSupport

@testable import ReportContainers
@testable import ReportIO

/// Containers in memory, and what tests do with them.
enum ArchiveMaterial {
  /// Files of every size that matters to a container, with names that do.
  static let files: [(name: String, bytes: [UInt8])] = [
    ("a/empty.txt", []),
    ("a/short.txt", Array("x".utf8)),
    ("a/政务公开/报告 (1).xml", Array(String(repeating: "报告内容。", count: 3000).utf8)),
    (String(repeating: "long-folder-name/", count: 20) + "名.txt", Array("deep".utf8)),
    ("a/noise.bin", noise(200_000)),
    ("a/zeroes.bin", [UInt8](repeating: 0, count: 1 << 20)),
  ]

  /// Bytes that no compression makes smaller.
  static func noise(_ count: Int) -> [UInt8] {
    var random = SeededGenerator(seed: 9)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  static func zip(_ files: [(name: String, bytes: [UInt8])] = files) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = ZIPWriter(sink)
    for (name, bytes) in files {
      try writer.add(
        name, try PackedEntry(bytes), extraFields: [.init(id: 0x424E, data: [1, 2, 3])])
    }
    try writer.finish()
    return sink.bytes
  }

  static func all(_ source: ByteSource) throws -> [UInt8] { try source.readAll(limit: 1 << 28) }

  /// Everything in a container, or the id of the diagnostic that says why not.
  static func read(zip bytes: [UInt8]) throws(Diagnostic) -> [(name: String, bytes: [UInt8])] {
    let reader = try ZIPReader(RandomAccessFile(bytes: bytes, name: "memory"))
    var files: [(name: String, bytes: [UInt8])] = []
    for index in 0..<reader.count {
      let entry = reader[index]
      files.append((entry.name, try reader.open(entry).readAll(limit: 1 << 28)))
    }
    return files
  }

  /// The id of what reading `bytes` throws; empty if it does not.
  static func failure(zip bytes: [UInt8]) -> String {
    do { _ = try read(zip: bytes) } catch { return error.kind.id }
    return ""
  }
}
