/// Numbers with the low byte first, as ZIP and gzip write them.
enum LittleEndian {
  /// Adds `value` to `bytes`.
  static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// The number of two bytes at `offset`; 0 behind the end.
  static func two(_ bytes: [UInt8], _ offset: Int) -> Int { number(bytes, offset, 2) }

  /// The number of four bytes at `offset`; 0 behind the end.
  static func four(_ bytes: [UInt8], _ offset: Int) -> Int { number(bytes, offset, 4) }

  /// The number of eight bytes at `offset`; nil if no offset in a file can be so large.
  static func eight(_ bytes: [UInt8], _ offset: Int) -> Int? {
    guard offset + 8 <= bytes.count, bytes[offset + 7] < 0x40 else { return nil }
    return number(bytes, offset, 8)
  }

  private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
    guard offset >= 0, offset + count <= bytes.count else { return 0 }
    var number = 0
    for index in (offset..<offset + count).reversed() { number = number << 8 | Int(bytes[index]) }
    return number
  }
}
