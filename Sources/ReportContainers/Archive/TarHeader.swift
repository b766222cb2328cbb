internal import ReportDiagnostics

/// One header block of tar (POSIX.1-2001 ustar, with the long numbers of GNU).
struct TarHeader {
  /// The bytes of a block; everything in tar comes in such.
  static let blockSize = 512

  let type: UInt8
  let name: [UInt8]
  let size: Int

  /// What is wrong with a header.
  struct Fault: Error {
    let zh: String
    let en: String
  }

  /// Takes a block apart.
  init(_ block: [UInt8]) throws(Fault) {
    guard let stated = Self.number(block[148..<156]), stated == Self.checksum(block) else {
      throw Fault(zh: "校验和不符", en: "its checksum is wrong")
    }
    guard let size = Self.number(block[124..<136]) else {
      throw Fault(zh: "大小不是数字", en: "its size is no number")
    }
    self.size = size
    type = block[156]
    let name = Self.text(block[0..<100])
    // GNU's own format has other things where ustar has the prefix.
    let isPOSIX = block[257..<263].elementsEqual("ustar\0".utf8)
    let prefix = isPOSIX ? Self.text(block[345..<500]) : []
    self.name = prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  /// The sum of all bytes, with spaces in place of the checksum itself.
  private static func checksum(_ block: [UInt8]) -> Int {
    block.indices.reduce(0) { $0 + Int((148..<156).contains($1) ? 0x20 : block[$1]) }
  }

  private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] {
    Array(field.prefix { $0 != 0 })
  }

  /// A number in octal digits, or, with the highest bit set, in binary.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    if first == 0x80 {
      let bytes = field.dropFirst()
      guard bytes.dropLast(7).allSatisfy({ $0 == 0 }) else { return nil }
      return bytes.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
    guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x37 }) else { return nil }
    return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  // MARK: - Writing

  /// The time that every entry has: 1980-01-01, as in ZIP.
  private static let time = 315_532_800

  /// A header block with everything at its default but what is given. A name that has no room is
  /// cut, which a pax record must make good.
  static func block(name: [UInt8], size: Int, type: Character) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: blockSize)
    func put(_ text: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in text.enumerated() { block[offset + index] = byte }
    }
    func octal(_ number: Int, digits: Int) -> [UInt8] {
      let text = Array(String(number, radix: 8).utf8)
      return [UInt8](repeating: 0x30, count: max(0, digits - text.count)) + text
    }
    put(name.prefix(100).map { $0 < 0x80 ? $0 : UInt8(ascii: "_") }, at: 0)
    put("0000644\0".utf8, at: 100)
    put("0000000\0".utf8, at: 108)
    put("0000000\0".utf8, at: 116)
    put(octal(size < sizeLimit ? size : 0, digits: 11), at: 124)
    put(octal(time, digits: 11), at: 136)
    put("        ".utf8, at: 148)
    put(String(type).utf8, at: 156)
    put("ustar\u{0}00".utf8, at: 257)
    put("0000000\0".utf8, at: 329)
    put("0000000\0".utf8, at: 337)
    put(octal(checksum(block), digits: 6) + [0, 0x20], at: 148)
    return block
  }

  /// Sizes from here on need a pax record.
  static let sizeLimit = 1 << 33

  /// Whether a name stands in a header as it is.
  static func holds(_ name: [UInt8]) -> Bool {
    name.count <= 100 && name.allSatisfy { $0 < 0x80 }
  }

  /// How many zero bytes follow `size` bytes of content.
  static func padding(after size: Int) -> Int { (blockSize - size % blockSize) % blockSize }
}

/// The records of a pax extended header: `length keyword=value` lines.
enum PaxRecords {
  /// The record of `keyword`; its length counts itself.
  static func record(_ keyword: String, _ value: [UInt8]) -> [UInt8] {
    let rest = Array(" \(keyword)=".utf8) + value + [0x0A]
    var length = rest.count
    while "\(length)".utf8.count + rest.count != length {
      length = "\(length)".utf8.count + rest.count
    }
    return Array("\(length)".utf8) + rest
  }

  /// The values by keyword; nil if the bytes are no such records.
  static func parse(_ bytes: [UInt8]) -> [String: [UInt8]]? {
    var records: [String: [UInt8]] = [:]
    var position = 0
    while position < bytes.count {
      let digits = bytes[position...].prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(8)
      let length = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      let start = position + digits.count
      guard !digits.isEmpty, length > digits.count + 2, length <= bytes.count - position,
        bytes[start] == 0x20, bytes[position + length - 1] == 0x0A
      else { return nil }
      let record = bytes[(start + 1)..<(position + length - 1)]
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")),
        let keyword = String(validating: record[..<equals], as: UTF8.self), !keyword.isEmpty
      else { return nil }
      records[keyword] = Array(record[(equals + 1)...])
      position += length
    }
    return records
  }
}
