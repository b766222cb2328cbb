/// Classes of single bytes of texts.
public enum ASCII {
  /// Whether the byte is white space of XML and JSON: a space, a tab, LF or CR.
  @inlinable @inline(__always)
  public static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Whether the byte is a digit, 0 to 9.
  @inlinable @inline(__always)
  public static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

  /// The value of a hexadecimal digit of either case; nil if it is none.
  public static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte & 0xF }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : nil
  }
}
