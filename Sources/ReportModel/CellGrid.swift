/// The cells of one report, dense, by the ordinals of its form: eight bytes a cell.
public struct CellGrid: Sendable, Hashable {
  /// One word a cell: the mantissa in the upper 56 bits, scale in bits 3–5, state in bits 0–2.
  private var words: [Int64]

  private enum State {
    static let absent: Int64 = 0
    static let blank: Int64 = 1
    static let notApplicable: Int64 = 2
    static let number: Int64 = 3
    static let amountOfUnknownUnit: Int64 = 4
    static let mask: Int64 = 7
    static let scaleShift: Int64 = 3
    static let mantissaShift: Int64 = 8
  }

  /// Makes `count` absent cells.
  public init(count: Int) { words = [Int64](repeating: State.absent, count: count) }

  /// How many cells the form has.
  public var count: Int { words.count }

  /// The value of the cell at `ordinal` of the form. Setting does not check the value against the
  /// cell's kind; ``Form/admits(_:at:)`` tells.
  public subscript(ordinal: Int) -> CellValue {
    get { Self.unpack(words[ordinal]) }
    set { words[ordinal] = Self.pack(newValue) }
  }

  /// Whether nothing is known of any cell in `ordinals`.
  public func areAbsent(in ordinals: Range<Int>) -> Bool {
    for ordinal in ordinals where words[ordinal] != State.absent { return false }
    return true
  }

  /// How many cells in `ordinals` are not absent.
  public func countOfKnown(in ordinals: Range<Int>) -> Int {
    var known = 0
    for ordinal in ordinals where words[ordinal] != State.absent { known += 1 }
    return known
  }

  /// How many cells hold a number.
  public var countOfNumbers: Int {
    var numbers = 0
    for word in words where word & State.mask >= State.number { numbers += 1 }
    return numbers
  }

  private static func pack(_ value: CellValue) -> Int64 {
    switch value {
    case .absent: State.absent
    case .blank: State.blank
    case .notApplicable: State.notApplicable
    case .number(let number): pack(number, State.number)
    case .amountOfUnknownUnit(let number): pack(number, State.amountOfUnknownUnit)
    }
  }

  private static func pack(_ number: ExactNumber, _ state: Int64) -> Int64 {
    number.mantissa << State.mantissaShift | Int64(number.scale) << State.scaleShift | state
  }

  private static func unpack(_ word: Int64) -> CellValue {
    switch word & State.mask {
    case State.blank: .blank
    case State.notApplicable: .notApplicable
    case State.number: .number(unpackNumber(word))
    case State.amountOfUnknownUnit: .amountOfUnknownUnit(unpackNumber(word))
    default: .absent
    }
  }

  private static func unpackNumber(_ word: Int64) -> ExactNumber {
    ExactNumber(
      unchecked: word >> State.mantissaShift, scale: Int(word >> State.scaleShift & State.mask))
  }
}
