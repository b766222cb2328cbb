/// The organisation code (组织机构代码) of GB 11714-1997: eight characters and a check character, the
/// hyphen between them dropped.
public struct OrganisationCode: Sendable, Hashable {
  /// The code.
  public let text: String
  private let values: [Int]

  private static let weights = [3, 7, 9, 10, 5, 8, 4, 2]

  /// Takes a code of eight digits or capital letters and a digit or X; else nil.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    let values = bytes.compactMap { byte -> Int? in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
      // The plain alphabet: A is 10, Z is 35.
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 10
      default: nil
      }
    }
    guard bytes.count == 9, values.count == 9 else { return nil }
    self.text = text
    self.values = values
  }

  /// The last character.
  public var check: Character { text.last ?? "0" }

  /// What the last character would have to be: 11 − Σ value × weight modulo 11, X for 10, 0 for 11.
  public var expectedCheck: Character {
    let sum = zip(values, Self.weights).reduce(0) { $0 + $1.0 * $1.1 }
    let check = (11 - sum % 11) % 11
    return check == 10 ? "X" : Character("\(check)")
  }

  /// Whether the check character is right.
  public var isValid: Bool { check == expectedCheck }
}
