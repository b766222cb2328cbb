/// Exact decimals in the one lexical form that every format shares: `0`, `26`, `-38`, `1646.5`.
public enum DecimalText {
  /// Appends `mantissa` × 10^-`scale` in plain decimal; needless zeros after the point are left out.
  ///
  /// - Parameter scale: how many digits stand after the point; less than 0 counts as 0.
  public static func append(_ mantissa: Int64, scale: Int = 0, to bytes: inout [UInt8]) {
    var magnitude = mantissa.magnitude
    var scale = max(scale, 0)
    if mantissa < 0 { bytes.append(UInt8(ascii: "-")) }
    while scale > 0 && magnitude % 10 == 0 {
      // Zero loses its scale at once, however large that is.
      scale = magnitude == 0 ? 0 : scale - 1
      magnitude /= 10
    }
    let start = bytes.count
    var position = 0
    repeat {
      if position == scale && scale > 0 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
      magnitude /= 10
      position += 1
    } while magnitude > 0 || position <= scale
    // The digits came last first; swapped in place, since reversing a slice would copy it.
    var left = start
    var right = bytes.count - 1
    while left < right {
      bytes.swapAt(left, right)
      left += 1
      right -= 1
    }
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// The value in plain decimal.
  public var description: String {
    var bytes: [UInt8] = []
    DecimalText.append(mantissa, scale: scale, to: &bytes)
    return UTF8Sequence.string(bytes.span, 0..<bytes.count)
  }
}
