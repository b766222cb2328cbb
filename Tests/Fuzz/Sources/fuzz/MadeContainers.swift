import ReportContainers
import ReportIO

/// ZIP and tar.gz whose headers state what they like.
enum MadeContainers {
  private static let names = [
    "bundle/bagit.txt", "bundle/data/reports/unknown/2023/a.xml", "bundle/index.ndjson",
    "bundle/manifest-sha256.txt", "bundle/bag-info.txt", "datapackage.json", "reports.csv",
    "_rels/.rels", "xl/workbook.xml", "bundle/data/source/a/", "a",
  ]
  private static let contents = [
    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "",
    "{\"id\":\"a\",\"path\":\"data/reports/unknown/2023/a.xml\",\"offset\":100,\"bytes\":0}\n",
    "Payload-Oxum: 0.1\n", "{\"resources\":[]}", "<a/>", "\0\0\0\0",
  ]

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  // MARK: - ZIP

  static func zip(_ choices: inout Choices) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    var count = 0
    while count < 8, !choices.isAtEnd {
      count += 1
      let name = Array(choices.pick(names).utf8)
      let content = Array(choices.pick(contents).utf8)
      let packed = choices.next(2) == 0 ? content : Deflate.deflate(content) ?? content
      let method = packed == content ? 0 : 8
      let common =
        number(0x0800, 2) + choices.field(method, 2) + number(0x21_0000, 4)
        + number(Int(CRC32(content).value), 4) + choices.field(packed.count, 4)
        + choices.field(content.count, 4)
      let extra = extra(&choices, packed.count, content.count, bytes.count)
      let lengths = choices.field(name.count, 2) + choices.field(extra.count, 2)
      let start = bytes.count
      bytes += number(0x0403_4B50, 4) + number(20, 2) + common + lengths + name + extra + packed
      directory += number(0x0201_4B50, 4) + number(0x0314, 2) + number(20, 2) + common + lengths
      directory += choices.field(0, 2) + choices.field(0, 2) + number(0, 2)
      directory += number(0o100644 << 16, 4) + choices.field(start, 4) + name + extra
    }
    let start = bytes.count
    bytes += directory
    if choices.next(3) == 0 {
      let position = bytes.count
      bytes += number(0x0606_4B50, 4) + choices.field(44, 8) + number(0, 12)
      bytes += choices.field(count, 8) + choices.field(count, 8)
      bytes += choices.field(directory.count, 8) + choices.field(start, 8)
      bytes += number(0x0706_4B50, 4) + number(0, 4) + choices.field(position, 8) + number(1, 4)
    }
    return bytes + number(0x0605_4B50, 4) + number(0, 4) + choices.field(count, 2)
      + choices.field(count, 2) + choices.field(directory.count, 4) + choices.field(start, 4)
      + number(0, 2)
  }

  /// Nothing, sizes of ZIP64, a table of pieces, or a digest.
  private static func extra(
    _ choices: inout Choices, _ stored: Int, _ size: Int, _ offset: Int
  ) -> [UInt8] {
    switch choices.next(4) {
    case 1:
      return number(1, 2) + choices.field(24, 2) + choices.field(size, 8) + choices.field(stored, 8)
        + choices.field(offset, 8)
    case 2:
      return number(Int(ChunkTable.field), 2) + choices.field(7, 2) + [1] + choices.field(size, 4)
        + choices.field(stored, 2)
    case 3: return number(0x424E, 2) + choices.field(33, 2) + [1] + [UInt8](repeating: 7, count: 32)
    default: return []
    }
  }

  // MARK: - tar.gz

  static func tar(_ choices: inout Choices) -> [UInt8] {
    var bytes: [UInt8] = []
    var count = 0
    while count < 8, !choices.isAtEnd {
      count += 1
      let content = Array(choices.pick(contents).utf8)
      var files: [UInt8] = []
      if choices.next(2) == 0 {
        let keyword = choices.pick(["size", "path", "NIANBAO.sha256", "mtime"])
        let record = Array(" \(keyword)=\(choices.number())\n".utf8)
        let length = choices.next(4) == 0 ? choices.number() : "\(record.count + 2)"
        files += file("p", Array(length.utf8) + record, type: "x", &choices)
      }
      files += file(
        choices.pick(names), content, type: choices.pick(["0", "5", "L", "g"]), &choices)
      bytes += member(files, &choices)
    }
    return bytes + member([UInt8](repeating: 0, count: 1024), &choices)
  }

  private static func file(
    _ name: String, _ content: [UInt8], type: String, _ choices: inout Choices
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in text.enumerated() { block[offset + index] = byte }
    }
    put(name.utf8.prefix(100), at: 0)
    switch choices.next(4) {
    case 0: put([0x80, 0, 0, 0] + choices.field(content.count, 8).reversed(), at: 124)
    case 1: put(choices.number().utf8.prefix(12), at: 124)
    default: put(String(content.count, radix: 8).utf8, at: 124)
    }
    put("        ".utf8, at: 148)
    put(type.utf8, at: 156)
    put("ustar\u{0}00".utf8, at: 257)
    put(String(block.reduce(0) { $0 + Int($1) }, radix: 8).utf8, at: 148)
    return block + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  private static func member(_ content: [UInt8], _ choices: inout Choices) -> [UInt8] {
    var extra: [UInt8] = []
    switch choices.next(6) {
    case 1: extra = [0x4E, 0x42] + choices.field(8, 2) + choices.field(0, 8)
    case 2:
      extra =
        [0x52, 0x41] + choices.field(8, 2) + choices.field(1, 2) + choices.field(content.count, 2)
        + choices.field(1, 2) + choices.field(20, 2)
    default: break
    }
    let head: [UInt8] = [0x1F, 0x8B, 8, extra.isEmpty ? 0 : 4, 0, 0, 0, 0, 0, 0xFF]
    return head + (extra.isEmpty ? [] : choices.field(extra.count, 2) + extra)
      + (Deflate.deflate(content) ?? []) + number(Int(CRC32(content).value), 4)
      + choices.field(content.count, 4)
  }
}
