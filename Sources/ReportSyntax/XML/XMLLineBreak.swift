/// What ``XMLWriter`` puts in front of a tag that begins a line: a line feed, and two spaces for every
/// element around it.
enum XMLLineBreak {
  /// Appends the break in front of a tag inside `depth` elements.
  static func append(depth: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }

  /// How many bytes ``append(depth:to:)`` appends.
  @inline(__always)
  static func length(depth: Int) -> Int { 1 &+ 2 &* depth }

  /// How many of the bytes at `start` are as a break has them: a line feed, then spaces. No more than
  /// 16 are looked at; 8 readable bytes must follow the first that is none of them.
  @inline(__always)
  static func length(at start: UnsafePointer<UInt8>) -> Int {
    let raw = UnsafeRawPointer(start)
    let spaces: UInt64 = 0x2020_2020_2020_2020
    // The line feed stands in the lowest byte; a byte that is as it should be becomes zero.
    let first = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)) ^ (spaces ^ 0x20 ^ 0x0A)
    if first != 0 { return first.trailingZeroBitCount &>> 3 }
    let second =
      UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) ^ spaces
    return 8 &+ (second.trailingZeroBitCount &>> 3)
  }
}
