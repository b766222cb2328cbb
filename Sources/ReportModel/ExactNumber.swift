/// An exact decimal number: `mantissa` / 10^`scale`, never a binary fraction.
///
/// At most 15 significant digits, at most 6 of them after the point; always in lowest terms (no
/// trailing zero after the point, one zero), so that equal numbers are equal values.
public struct ExactNumber: Sendable, Hashable {
  /// The digits, with the sign; at most 15 of them.
  public let mantissa: Int64
  /// How many of the digits stand after the point: 0 to 6.
  public let scale: Int

  /// The largest number of digits, leading zeros not counted.
  public static let maximumDigits = 15
  /// The largest number of digits after the point.
  public static let maximumScale = 6
  /// The smallest magnitude that has too many digits: 10^15.
  public static let limit: Int64 = 1_000_000_000_000_000

  /// Zero.
  public static let zero = ExactNumber(unchecked: 0, scale: 0)

  /// Takes digits that are known to be in range and in lowest terms.
  init(unchecked mantissa: Int64, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  /// Makes `mantissa` / 10^`scale` in lowest terms; nil if it has more than 15 digits, or more than
  /// 6 after the point, once trailing zeros are gone.
  public init?(mantissa: Int64, scale: Int = 0) {
    guard scale >= 0 else { return nil }
    var digits = mantissa
    var decimals = scale
    if digits == 0 { decimals = 0 }
    while decimals > 0, digits % 10 == 0 {
      digits /= 10
      decimals -= 1
    }
    guard decimals <= Self.maximumScale, digits > -Self.limit, digits < Self.limit else {
      return nil
    }
    self.init(unchecked: digits, scale: decimals)
  }

  /// Whether it has no digit after the point.
  public var isWhole: Bool { scale == 0 }

  /// Whether it is less than zero.
  public var isNegative: Bool { mantissa < 0 }

  /// The number times 10^6, exact: what sums and comparisons are made of.
  public var millionths: Int128 {
    Int128(mantissa) * Self.powersOfTen[Self.maximumScale - scale]
  }

  /// 10^0 to 10^6.
  static let powersOfTen: [Int128] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
}

extension ExactNumber: Comparable {
  /// Orders by value.
  public static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    left.millionths < right.millionths
  }
}

extension ExactNumber: CustomStringConvertible {
  /// The canonical lexical form: plain decimal, such as `0`, `-38`, `1646.5`.
  public var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the canonical lexical form in ASCII.
  public func append(to bytes: inout [UInt8]) {
    var magnitude = mantissa.magnitude
    if mantissa < 0 { bytes.append(UInt8(ascii: "-")) }
    if scale == 0, magnitude < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude))
      return
    }
    let start = bytes.count
    var written = 0
    // Least significant digit first, reversed below; at least one digit stands before the point.
    while magnitude > 0 || written <= scale {
      if written == scale, scale > 0 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
      magnitude /= 10
      written += 1
    }
    bytes[start...].reverse()
  }
}
