/// The sort of a JSON value, told by its first byte.
public enum JSONKind: String, Sendable, Hashable, CaseIterable {
  /// `{…}`
  case object
  /// `[…]`
  case array
  /// `"…"`
  case string
  /// A number.
  case number
  /// `true` or `false`.
  case boolean
  /// `null`
  case null
}

/// A string as it stands in the document: a member name, or a value not yet made a `String`.
public struct JSONText: Sendable, Hashable {
  /// The bytes between the quotes, as offsets into the document; well-formed UTF-8.
  public let range: Range<Int>
  /// Whether the bytes hold escapes, so that they are not yet the text itself.
  public let hasEscapes: Bool
  /// Whether a raw U+FFFE or U+FFFF stands in the bytes.
  let hasNoncharacters: Bool

  /// The offset of the opening quote: where findings about this string point to.
  public var start: Int { range.lowerBound - 1 }

  /// Whether the text is `name`; allocates nothing unless the bytes hold escapes.
  ///
  /// - Parameter bytes: the document that the text was scanned in.
  public func equals(_ name: StaticString, in bytes: Span<UInt8>) -> Bool {
    if hasEscapes { return content(in: bytes) == Array("\(name)".utf8) }
    guard range.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { known in
      for index in 0..<known.count where bytes[range.lowerBound + index] != known[index] {
        return false
      }
      return true
    }
  }

  /// The bytes of the text with every escape resolved and nothing else changed, for comparisons;
  /// a lone surrogate escape is kept as its three-byte form, so that different names stay different.
  ///
  /// - Parameter bytes: the document that the text was scanned in.
  public func content(in bytes: Span<UInt8>) -> [UInt8] {
    var content: [UInt8] = []
    JSONUnescaping.forEachPart(of: self, in: bytes) { part in
      switch part {
      case .raw(let range):
        content.append(bytes, range)
      case .escaped(let code):
        UTF8Sequence.append(code, to: &content)
      }
    }
    return content
  }

  /// How many characters the text has, escapes resolved; a lone surrogate escape counts as one.
  ///
  /// - Parameter bytes: the document that the text was scanned in.
  public func scalarCount(in bytes: Span<UInt8>) -> Int {
    var count = 0
    JSONUnescaping.forEachPart(of: self, in: bytes) { part in
      switch part {
      case .raw(let range):
        for index in range where !UTF8Sequence.isContinuation(bytes[index]) { count += 1 }
      case .escaped: count += 1
      }
    }
    return count
  }
}

/// An exact decimal: `mantissa` × 10^-`scale`.
///
/// Always normalised: `scale` is 0 or more and as small as can be, so that equal values are equal
/// pairs, and zero is (0, 0). At most 15 digits before and after the point together.
public struct ExactDecimal: Sendable, Hashable {
  /// The digits and the sign.
  public let mantissa: Int64
  /// How many of the digits stand after the point, 0 to 15.
  public let scale: Int

  /// Makes a decimal of parts that are already normalised.
  init(normalisedMantissa mantissa: Int64, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  /// The most digits a decimal may have, zeros in front of it not counted.
  public static let maximumDigits = 15
}

/// A number as it stands in the document.
public struct JSONNumber: Sendable, Hashable {
  /// The bytes of the number, as offsets into the document; ASCII.
  public let range: Range<Int>
  /// The exact value; nil when it has more than 15 digits or more than 15 decimals, in plain
  /// decimal without needless zeros.
  public let decimal: ExactDecimal?
  /// Whether it is spelt in plain decimal: no exponent, no needless zero after the point, not `-0`.
  public let isPlain: Bool

  /// The offset of its first byte: where findings about this number point to.
  public var start: Int { range.lowerBound }

  /// The spelling, at most 64 characters of it, for messages.
  ///
  /// - Parameter bytes: the document that the number was scanned in.
  public func spelling(in bytes: Span<UInt8>) -> String {
    JSONNumber.excerpt(of: bytes, range)
  }

  static func excerpt(of bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    guard range.count > 64 else { return UTF8Sequence.string(bytes, range) }
    return UTF8Sequence.string(bytes, range.lowerBound..<range.lowerBound + 64) + "…"
  }
}
