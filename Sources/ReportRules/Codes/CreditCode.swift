/// The unified social credit code (统一社会信用代码) of GB 32100-2015: 18 characters.
///
/// 1 registering authority, 2 kind of organisation, 3–8 division of the registering authority (which
/// need not be a division there is or was), 9–17 organisation code, 18 check character.
public struct CreditCode: Sendable, Hashable {
  /// The code.
  public let text: String
  private let values: [Int]

  /// The characters, in the order of their values: digits and letters without I, O, S, V, Z.
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// Takes a code of 18 characters of the alphabet, whatever its check characters; else nil.
  public init?(_ text: String) {
    let values = text.utf8.compactMap { Self.alphabet.firstIndex(of: $0) }
    guard values.count == 18, text.utf8.count == 18 else { return nil }
    self.text = text
    self.values = values
  }

  /// The last character.
  public var check: Character { text.last ?? "0" }

  /// What the last character would have to be: 31 − Σ value × 3^(i−1) modulo 31, 0 for 31.
  public var expectedCheck: Character {
    var weight = 1
    var sum = 0
    for value in values.dropLast() {
      sum += value * weight
      weight = weight * 3 % 31
    }
    return Character(Unicode.Scalar(Self.alphabet[(31 - sum % 31) % 31]))
  }

  /// Whether the check character is right.
  public var isValid: Bool { check == expectedCheck }

  /// The organisation code in it: characters 9 to 17.
  public var organisationCode: String { String(text.dropFirst(8).prefix(9)) }
}
