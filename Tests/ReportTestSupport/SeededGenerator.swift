/// A generator of the same numbers for the same seed (SplitMix64), so that a failing case can be
/// run again.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Begins the sequence of `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number of `range`.
  public mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// True once in `times`, on average.
  public mutating func once(in times: Int) -> Bool { number(1...times) == 1 }

  /// One of `choices`, which must not be empty.
  public mutating func one<Element>(of choices: [Element]) -> Element {
    choices[number(0...choices.count - 1)]
  }

  /// Up to `maximum` elements of `alphabet`.
  public mutating func pick<Element>(upTo maximum: Int, from alphabet: [Element]) -> [Element] {
    (0..<number(0...maximum)).map { _ in one(of: alphabet) }
  }

  /// Bytes with a few of them replaced, removed, doubled or inserted.
  public mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
    damage(bytes, places: number(1...3))
  }

  /// Bytes changed at as many places as one in a hundred of them: replaced, inserted, removed,
  /// swapped with others; now and then the rest is cut off.
  public mutating func damageOnePercent(_ bytes: [UInt8]) -> [UInt8] {
    var damaged = bytes
    for _ in 0..<max(1, bytes.count / 100) {
      let place = number(0...damaged.count - 1)
      switch number(0...3) {
      case 0: damaged[place] = UInt8.random(in: 0...255, using: &self)
      case 1: damaged[place] ^= 1 << UInt8.random(in: 0...7, using: &self)
      case 2: damaged[place] = one(of: Array("<>\"'{}[],:/&;0-\\ \n\r".utf8))
      default: damaged.swapAt(place, number(0...damaged.count - 1))
      }
    }
    if once(in: 10) { damaged.removeLast(number(1...damaged.count)) }
    return damaged
  }

  private mutating func damage(_ bytes: [UInt8], places: Int) -> [UInt8] {
    var damaged = bytes
    for _ in 0..<places where !damaged.isEmpty {
      let place = number(0...damaged.count - 1)
      let byte = UInt8.random(in: 0...255, using: &self)
      switch number(0...4) {
      case 0: damaged[place] = byte
      case 1: damaged.remove(at: place)
      case 2: damaged.insert(byte, at: place)
      case 3: damaged.removeSubrange(place...)
      default: damaged.insert(contentsOf: damaged[place...].prefix(9), at: place)
      }
    }
    return damaged
  }
}
