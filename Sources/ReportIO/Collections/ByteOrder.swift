internal import Glibc

/// The order of byte strings: by their bytes, a shorter one before what it begins.
public enum ByteOrder {
  /// Less than 0 if `left` stands before `right`, 0 if they are the same, else more.
  public static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int
  {
    let count = min(left.count, right.count)
    guard count > 0, let leftStart = left.baseAddress, let rightStart = right.baseAddress else {
      return left.count - right.count
    }
    let order = Int(memcmp(leftStart, rightStart, count))
    return order == 0 ? left.count - right.count : order
  }

  /// Less than 0 if `left` stands before `right`, 0 if they are the same, else more.
  public static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    left.withUnsafeBytes { left in right.withUnsafeBytes { right in compare(left, right) } }
  }

  /// Whether `text` begins with `prefix`, byte for byte.
  public static func begins(_ text: Span<UInt8>, with prefix: Span<UInt8>) -> Bool {
    text.count >= prefix.count && compare(text.extracting(first: prefix.count), prefix) == 0
  }

  /// Whether `text` ends in `suffix`, byte for byte.
  public static func ends(_ text: Span<UInt8>, in suffix: Span<UInt8>) -> Bool {
    text.count >= suffix.count && compare(text.extracting(last: suffix.count), suffix) == 0
  }
}
