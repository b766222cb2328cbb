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
      !DeviceName.isDevice(text)
    else { return nil }
    description = text
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte.isDigit || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
}

/// The names of devices of Windows, which cannot name a file: con, prn, aux, nul, com0–9, lpt0–9, alone
/// or before the first dot, whatever their case.
public enum DeviceName {
  /// Whether a file of this name would be a device.
  public static func isDevice(_ name: String) -> Bool {
    let stem = name.utf8.prefix { $0 != UInt8(ascii: ".") }
    guard stem.count == 3 || stem.count == 4, let last = stem.last else { return false }
    let text = String(name[..<stem.endIndex]).lowercased()
    if stem.count == 3 { return ["con", "prn", "aux", "nul"].contains(text) }
    return last.isDigit && (text.hasPrefix("com") || text.hasPrefix("lpt"))
  }
}

extension UInt8 {
  /// Whether it is a digit of ASCII.
  var isDigit: Bool { self &- 0x30 <= 9 }
}
