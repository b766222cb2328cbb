internal import Glibc

/// Names as libxml2 keeps them: bytes that end in a NUL.
enum XMLName {
  /// The bytes of a name; empty for none.
  static func view(_ name: UnsafePointer<UInt8>?) -> UnsafeBufferPointer<UInt8> {
    guard let name else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(
      start: name, count: strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)))
  }

  /// The name as a string.
  static func string(_ name: UnsafePointer<UInt8>?) -> String {
    String(decoding: view(name), as: UTF8.self)
  }
}
