public import ReportModel

/// Whether an identity holds in one row or column of a report: three-valued, as a cell without a
/// number is never taken for zero.
public enum IdentityVerdict: Sendable, Hashable {
  /// Both sides are the same.
  case holds
  /// They are not: the sums, in millionths.
  case fails(left: Int128, right: Int128)
  /// Some cells have no number that could be added up.
  case notAssessable
}

extension IdentityInstance {
  /// Whether it holds for `cells`.
  public func verdict(_ cells: CellGrid) -> IdentityVerdict {
    guard let left = Self.sum(left, cells), let right = Self.sum(right, cells) else {
      return .notAssessable
    }
    return left == right ? .holds : .fails(left: left, right: right)
  }

  /// The sum of numbers in millionths; nil if one of the cells has none, or its unit is unknown.
  private static func sum(_ ordinals: [Int], _ cells: CellGrid) -> Int128? {
    var sum: Int128 = 0
    for ordinal in ordinals {
      guard case .number(let number) = cells[ordinal] else { return nil }
      sum += number.millionths
    }
    return sum
  }
}

extension ExactNumber {
  /// The number of `millionths`; nil if it is out of range.
  init?(millionths: Int128) {
    var mantissa = millionths
    var scale = Self.maximumScale
    while scale > 0, mantissa % 10 == 0 {
      mantissa /= 10
      scale -= 1
    }
    guard let digits = Int64(exactly: mantissa) else { return nil }
    self.init(mantissa: digits, scale: scale)
  }

  /// A sum in millionths as it is printed, whatever its size.
  static func text(millionths: Int128) -> String {
    let magnitude = millionths.magnitude
    var fraction = String(magnitude % 1_000_000)
    fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (millionths < 0 ? "-" : "") + String(magnitude / 1_000_000)
      + (fraction.isEmpty ? "" : ".\(fraction)")
  }
}
