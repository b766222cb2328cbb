internal import ReportModel

extension ExactNumber {
  /// The number of `millionths`; nil if it is out of range.
  init?(millionths: Int128) {
    // Almost every number is small: arithmetic of one word is ten times as fast.
    if let small = Int64(exactly: millionths) {
      let (whole, fraction) = small.quotientAndRemainder(dividingBy: 1_000_000)
      if fraction == 0 {
        self.init(mantissa: whole)
      } else {
        self.init(mantissa: small, scale: Self.maximumScale)
      }
      return
    }
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
    if let number = ExactNumber(millionths: millionths) { return number.description }
    let magnitude = millionths.magnitude
    var fraction = String(magnitude % 1_000_000)
    fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (millionths < 0 ? "-" : "") + String(magnitude / 1_000_000)
      + (fraction.isEmpty ? "" : ".\(fraction)")
  }
}
