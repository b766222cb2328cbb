/// The identifier of a report: `[a-z0-9][a-z0-9._-]{0,63}`, safe as a file name everywhere.
///
/// No trailing dot, and not a device name of Windows (con, prn, aux, nul, com0–9, lpt0–9), alone or
/// before the first dot. Unique within an output.
public struct ReportID: Sendable, Hashable, CustomStringConvertible {
  /// The identifier itself.
  public let description: String

  /// The largest length, in characters (all of them ASCII).
  public static let maximumLength = 64

  /// The identifier as a regular expression that XSD and JSON Schema (between `^` and `$`)
  /// understand; it leaves out the rule on device names.
  public static let pattern = "[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9_-])?"

  /// Makes an identifier; nil if the text is none.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last, bytes.count <= Self.maximumLength,
      Self.isLetterOrDigit(first), last != UInt8(ascii: "."),
      bytes.allSatisfy({ Self.isLetterOrDigit($0) || Self.isMark($0) }),
      !Self.isDeviceName(text)
    else { return nil }
    description = text
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isDeviceName(_ text: String) -> Bool {
    let stem = text.utf8.prefix { $0 != UInt8(ascii: ".") }
    guard stem.count == 3 || stem.count == 4 else { return false }
    let name = String(text[..<stem.endIndex])
    if ["con", "prn", "aux", "nul"].contains(name) { return true }
    guard stem.count == 4, let digit = stem.last else { return false }
    return (name.hasPrefix("com") || name.hasPrefix("lpt"))
      && digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "9")
  }
}
