public import ReportDiagnostics

extension JSONScanner {
  /// Takes a number, as an exact decimal and never by way of a Double.
  public mutating func number(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONNumber {
    skipWhitespace(bytes)
    guard offset < bytes.count else { throw truncated(bytes) }
    let first = bytes[offset]
    guard first == UInt8(ascii: "-") || ASCII.isDigit(first) else { throw mismatch(.number, bytes) }
    let number = try scanNumber(bytes)
    followsValue = true
    return number
  }

  /// Scans a number whose first byte, a minus or a digit, stands at the present offset.
  mutating func scanNumber(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONNumber {
    let start = offset
    let isNegative = bytes[start] == UInt8(ascii: "-")
    var index = isNegative ? start &+ 1 : start
    let integerStart = index
    var mantissa: UInt64 = 0
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      guard digit <= 9 else { break }
      // Wraps when there are more digits than the slow path is for.
      mantissa = mantissa &* 10 &+ UInt64(digit)
      index &+= 1
    }
    let digits = index &- integerStart
    let next = index < bytes.count ? bytes[index] : 0
    let isPlainInteger =
      digits > 0 && digits <= ExactDecimal.maximumDigits
      && (digits == 1 || bytes[integerStart] != 0x30)
      && (next == UInt8(ascii: ",") || next == UInt8(ascii: "}") || next == UInt8(ascii: "]"))
    guard isPlainInteger else { return try scanAnyNumber(bytes) }
    offset = index
    let value = Int64(bitPattern: mantissa)
    return JSONNumber(
      range: start..<index,
      decimal: ExactDecimal(normalisedMantissa: isNegative ? 0 &- value : value, scale: 0),
      isPlain: !(isNegative && value == 0))
  }

  /// Scans a number of any spelling.
  @inline(never)
  private mutating func scanAnyNumber(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONNumber {
    let start = offset
    var index = start
    var collector = DecimalCollector()
    if bytes[index] == UInt8(ascii: "-") {
      collector.isNegative = true
      index += 1
    }
    let integer = JSONScanner.digits(bytes, from: index)
    let hasLeadingZero = integer.count > 1 && bytes[index] == 0x30
    guard !integer.isEmpty, !hasLeadingZero else {
      throw invalidNumber(start, integer.upperBound, bytes)
    }
    for place in integer { collector.append(bytes[place] & 0xF) }
    index = integer.upperBound
    if index < bytes.count && bytes[index] == UInt8(ascii: ".") {
      let fraction = JSONScanner.digits(bytes, from: index + 1)
      guard !fraction.isEmpty else { throw invalidNumber(start, fraction.upperBound, bytes) }
      for place in fraction { collector.append(bytes[place] & 0xF) }
      collector.fractionDigits = fraction.count
      collector.isPlain = bytes[fraction.upperBound - 1] != 0x30
      index = fraction.upperBound
    }
    if index < bytes.count && bytes[index] | 0x20 == UInt8(ascii: "e") {
      index = try scanExponent(start, at: index + 1, &collector, bytes)
    }
    offset = index
    return JSONNumber(
      range: start..<index, decimal: collector.decimal,
      isPlain: collector.isPlain && !(collector.isNegative && collector.isZero))
  }

  private mutating func scanExponent(
    _ start: Int, at first: Int, _ collector: inout DecimalCollector, _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> Int {
    var index = first
    var isNegative = false
    if index < bytes.count {
      isNegative = bytes[index] == UInt8(ascii: "-")
      if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    }
    let digits = JSONScanner.digits(bytes, from: index)
    guard !digits.isEmpty else { throw invalidNumber(start, digits.upperBound, bytes) }
    var exponent = 0
    // Far beyond any exponent that a number of a real document could make up for with its digits.
    let limit = 1 << 48
    for place in digits where exponent < limit {
      exponent = exponent * 10 + Int(bytes[place] & 0xF)
    }
    collector.exponent = isNegative ? -exponent : exponent
    collector.isPlain = false
    return digits.upperBound
  }

  private static func digits(_ bytes: Span<UInt8>, from start: Int) -> Range<Int> {
    var index = start
    while index < bytes.count && ASCII.isDigit(bytes[index]) { index += 1 }
    return start..<index
  }

  /// The number that starts at `start` goes wrong at `end`.
  @inline(never)
  private mutating func invalidNumber(
    _ start: Int, _ end: Int, _ bytes: Span<UInt8>
  ) -> Diagnostic {
    // After a digit it is the spelling that is wrong (01), not the end of the document.
    let endsInDigit = ASCII.isDigit(bytes[end - 1])
    guard end < bytes.count || endsInDigit else { return truncated(bytes) }
    let head = JSONNumber.excerpt(of: bytes, start..<end)
    let next = end < bytes.count && bytes[end] > 0x20 && bytes[end] < 0x7F
    return Diagnostic(
      .jsonNumberSyntax, at: place(of: start, in: bytes),
      ["text": next ? head + "\(Unicode.Scalar(bytes[end]))" : head])
  }
}

/// Puts the digits of a number together into an exact decimal.
struct DecimalCollector {
  var isNegative = false
  var isPlain = true
  /// How many of the digits stand after the point.
  var fractionDigits = 0
  var exponent = 0
  private var mantissa: Int64 = 0
  /// Digits in `mantissa`, which never ends in 0.
  private var significantDigits = 0
  /// Zeros after those digits, not yet known to count.
  private var pendingZeros = 0
  private var isTooLong = false

  /// Whether every digit was 0.
  var isZero: Bool { significantDigits == 0 && !isTooLong }

  /// Takes the next digit, 0 to 9.
  mutating func append(_ digit: UInt8) {
    if digit == 0 {
      if significantDigits > 0 { pendingZeros += 1 }
      return
    }
    guard !isTooLong, significantDigits + pendingZeros < ExactDecimal.maximumDigits else {
      isTooLong = true
      return
    }
    for _ in 0..<pendingZeros { mantissa *= 10 }
    mantissa = mantissa * 10 + Int64(digit)
    significantDigits += pendingZeros + 1
    pendingZeros = 0
  }

  /// The normalised value; nil when it has more than 15 digits or decimals.
  var decimal: ExactDecimal? {
    guard !isTooLong else { return nil }
    guard significantDigits > 0 else { return ExactDecimal(normalisedMantissa: 0, scale: 0) }
    let power = exponent + pendingZeros - fractionDigits
    let signed = isNegative ? -mantissa : mantissa
    if power < 0 {
      guard -power <= ExactDecimal.maximumDigits else { return nil }
      return ExactDecimal(normalisedMantissa: signed, scale: -power)
    }
    guard significantDigits + power <= ExactDecimal.maximumDigits else { return nil }
    var value = signed
    for _ in 0..<power { value *= 10 }
    return ExactDecimal(normalisedMantissa: value, scale: 0)
  }
}
