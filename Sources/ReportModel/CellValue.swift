/// What a form puts into a cell.
///
/// Amounts are in ``CellKind/unitOfAmounts``.
public enum CellKind: String, Sendable, Hashable, CaseIterable {
  /// A whole number, 0 or more, at most 15 digits.
  case count
  /// A whole number with a sign, at most 15 digits (本年增/减).
  case signedCount
  /// An exact decimal, 0 or more, at most 15 digits, at most 6 of them after the point.
  case amount

  /// The unit of every amount, unless it is marked as unknown.
  public static let unitOfAmounts = "万元"

  /// The numbers that a cell of this kind can hold: parser, pattern and the types of every schema
  /// follow from it.
  public var numbers: NumberRange {
    switch self {
    case .count: NumberRange(isSigned: false, decimals: 0)
    case .signedCount: NumberRange(isSigned: true, decimals: 0)
    case .amount: NumberRange(isSigned: false, decimals: ExactNumber.maximumScale)
    }
  }

  /// Whether its numbers are in the unit of amounts, which a source may leave unknown.
  public var hasUnit: Bool { self == .amount }

  /// What a cell of this kind looks like in its lexical form, as a regular expression that XSD and
  /// JSON Schema (between `^` and `$`) understand: what ``CellValue/init(lexicalForm:kind:)`` reads.
  public var lexicalPattern: String { "(\(numbers.pattern)|/)?" }

  /// Whether `number` is one that a cell of this kind can hold.
  public func admits(_ number: ExactNumber) -> Bool { numbers.contains(number) }
}

/// The exact numbers of at most 15 digits that have a sign or not, and decimals or not.
public struct NumberRange: Sendable, Hashable {
  /// Whether numbers below 0 are among them.
  public let isSigned: Bool
  /// The largest number of digits after the point; 0 for whole numbers.
  public let decimals: Int

  /// The least of them.
  public var minimum: Int64 { isSigned ? -maximum : 0 }
  /// The largest of them.
  public var maximum: Int64 { ExactNumber.limit - 1 }

  /// Whether `number` is one of them.
  public func contains(_ number: ExactNumber) -> Bool {
    number.scale <= decimals && (isSigned || !number.isNegative)
  }

  /// Their lexical form as a regular expression: alternatives, those with a point share out the
  /// digits between both sides of it.
  var pattern: String {
    let digits = ExactNumber.maximumDigits
    var alternatives = ["[1-9][0-9]{0,\(digits - 1)}"]
    if decimals > 0 { alternatives.append("0\\.[0-9]{0,\(decimals - 1)}[1-9]") }
    for decimals in 0..<decimals {
      let trailing = decimals > 0 ? "[0-9]{\(decimals)}" : ""
      alternatives.append("[1-9][0-9]{0,\(digits - decimals - 2)}\\.\(trailing)[1-9]")
    }
    return "0|" + alternatives.map { (isSigned ? "-?" : "") + $0 }.joined(separator: "|")
  }
}

/// The state of one cell of a report. Blank, zero, "/" and absent are four different things.
public enum CellValue: Sendable, Hashable {
  /// Nothing is known of the cell.
  case absent
  /// The cell is there and empty.
  case blank
  /// The cell is printed as "/", "-", "—" or the like.
  case notApplicable
  /// A number; an amount is in the form's unit (万元).
  case number(ExactNumber)
  /// An amount whose unit neither form nor cell tells: never summed with others.
  case amountOfUnknownUnit(ExactNumber)

  /// The number, whatever its unit; nil in every other state.
  public var number: ExactNumber? {
    switch self {
    case .number(let number), .amountOfUnknownUnit(let number): number
    case .absent, .blank, .notApplicable: nil
    }
  }

  /// Whether nothing is known of the cell.
  public var isAbsent: Bool { self == .absent }

  /// Appends the one lexical form of the exact formats (design §4): the number in plain decimal,
  /// nothing for blank and absent, `/` for not applicable.
  public func appendLexicalForm(to bytes: inout [UInt8]) {
    switch self {
    case .absent, .blank: break
    case .notApplicable: bytes.append(UInt8(ascii: "/"))
    case .number(let number), .amountOfUnknownUnit(let number): number.append(to: &bytes)
    }
  }

  /// The lexical form as a string.
  public var lexicalForm: String {
    var bytes: [UInt8] = []
    appendLexicalForm(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension CellValue {
  /// Reads the one lexical form of the exact formats: `0`, `26`, `-38`, `1646.5`; empty for blank;
  /// `/` for not applicable. No exponent, separator, leading zero, plus sign, `-0`, or trailing zero
  /// after the point.
  ///
  /// - Parameters:
  ///   - bytes: the whole text of the cell, ASCII.
  ///   - kind: what the form puts into the cell.
  /// - Returns: nil if the text is no such form, or out of the range of `kind`.
  public init?(lexicalForm bytes: Span<UInt8>, kind: CellKind) {
    if bytes.count == 0 {
      self = .blank
      return
    }
    if bytes.count == 1, bytes[0] == UInt8(ascii: "/") {
      self = .notApplicable
      return
    }
    guard let number = ExactNumber(lexicalForm: bytes), kind.admits(number) else { return nil }
    self = .number(number)
  }

  /// Reads the lexical form from a string; see ``init(lexicalForm:kind:)-(Span<UInt8>,_)``.
  public init?(lexicalForm text: String, kind: CellKind) {
    let bytes = Array(text.utf8)
    self.init(lexicalForm: bytes.span, kind: kind)
  }
}

extension ExactNumber {
  /// Reads the canonical lexical form, and no other spelling of the number.
  public init?(lexicalForm bytes: Span<UInt8>) {
    var index = 0
    let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    let firstDigit = index
    var mantissa: Int64 = 0
    var point = -1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), point < 0, index > firstDigit {
        point = index
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), mantissa < Self.limit / 10 {
        mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
      } else {
        return nil
      }
      index += 1
    }
    let integerEnd = point < 0 ? bytes.count : point
    let integerDigits = integerEnd - firstDigit
    guard integerDigits > 0 else { return nil }
    if integerDigits > 1, bytes[firstDigit] == UInt8(ascii: "0") { return nil }
    let scale = point < 0 ? 0 : bytes.count - point - 1
    if point >= 0 {
      guard scale > 0, bytes[bytes.count - 1] != UInt8(ascii: "0") else { return nil }
    }
    if isNegative, mantissa == 0 { return nil }
    self.init(mantissa: isNegative ? -mantissa : mantissa, scale: scale)
  }
}
