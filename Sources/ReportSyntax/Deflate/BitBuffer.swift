/// Bits on their way into memory, the first one lowest (RFC 1951 §3.1.1).
struct BitBuffer {
  private let bytes: UnsafeMutableRawPointer
  /// How many whole bytes were written.
  private(set) var count = 0
  private var bits: UInt64 = 0
  private var bitCount = 0

  /// How many bytes there must be behind those that come to be written.
  static let margin = 8

  /// A buffer that writes to `bytes`.
  init(_ bytes: UnsafeMutableRawPointer) { self.bytes = bytes }

  /// Adds the lowest `count` bits of `value`, which has no others; 56 at most between calls of
  /// ``flush()``.
  @inline(__always)
  mutating func append(_ value: UInt64, _ count: Int) {
    bits |= value &<< UInt64(truncatingIfNeeded: bitCount)
    bitCount &+= count
  }

  /// Writes all whole bytes.
  @inline(__always)
  mutating func flush() {
    bytes.storeBytes(of: bits.littleEndian, toByteOffset: count, as: UInt64.self)
    let whole = bitCount &>> 3
    count &+= whole
    bits &>>= UInt64(truncatingIfNeeded: whole &<< 3)
    bitCount &= 7
  }

  /// Writes all bits, with zeros up to the end of the last byte.
  mutating func finish() {
    flush()
    if bitCount > 0 { count += 1 }
    (bits, bitCount) = (0, 0)
  }
}
