/// Exact decimals in the one lexical form that every format shares: `0`, `26`, `-38`, `1646.5`.
public enum DecimalText {
  /// How many bytes ``write(_:scale:to:)`` writes at most for a scale up to 6.
  public static let longest = 28

  /// Appends `mantissa` × 10^-`scale` in plain decimal; needless zeros after the point are left out.
  ///
  /// - Parameter scale: how many digits stand after the point; less than 0 counts as 0.
  public static func append(_ mantissa: Int64, scale: Int = 0, to bytes: inout [UInt8]) {
    bytes.append(addingCapacity: longest + max(scale, 0)) { room in
      room.withUnsafeMutableBufferPointer { room, used in
        used = room.baseAddress.map { write(mantissa, scale: scale, to: $0) } ?? 0
      }
    }
  }

  /// Writes the same to memory that is large enough.
  ///
  /// - Returns: how many bytes that took.
  public static func write(
    _ mantissa: Int64, scale: Int, to start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var magnitude = mantissa.magnitude
    if scale <= 0, mantissa >= 0, magnitude < 10 {
      start[0] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude)
      return 1
    }
    var scale = max(scale, 0)
    while scale > 0 && magnitude % 10 == 0 {
      // Zero loses its scale at once, however large that is.
      scale = magnitude == 0 ? 0 : scale - 1
      magnitude /= 10
    }
    var digits = 1
    var rest = magnitude / 10
    while rest > 0 {
      rest /= 10
      digits += 1
    }
    digits = max(digits, scale + 1)
    let length = (mantissa < 0 ? 1 : 0) + digits + (scale > 0 ? 1 : 0)
    // The last digit comes first.
    var end = length
    for position in 0..<digits {
      if position == scale && scale > 0 {
        end -= 1
        start[end] = UInt8(ascii: ".")
      }
      end -= 1
      start[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
      magnitude /= 10
    }
    if mantissa < 0 { start[0] = UInt8(ascii: "-") }
    return length
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
