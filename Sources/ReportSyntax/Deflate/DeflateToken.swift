/// What deflated data are made of (RFC 1951 §3.2): a byte as it is, or a match, which repeats what
/// stands some way before it.
struct DeflateToken {
  /// From bit 20 on ``entry``, from bit 15 on ``distanceSymbol``, below ``distanceIndex``.
  private let rawValue: UInt32

  /// How long a match can be.
  static let lengths = 3...258
  /// How far away that can be which it repeats.
  static let longestDistance = 32_768
  /// How many literals and lengths there are.
  static let entryCount = 512
  /// What a literal has for the symbol of its distance: one behind those that there are.
  static let noDistance = DeflateAlphabet.distanceCount

  /// A byte as it is.
  @inline(__always)
  init(literal: UInt8) { rawValue = UInt32(literal) &<< 20 | UInt32(Self.noDistance) &<< 15 }

  /// `length` bytes that stand `distance` bytes before.
  @inline(__always)
  init(length: Int, distance: Int) {
    let index = distance &- 1
    let symbol = DeflateAlphabet.symbol(ofDistance: index)
    rawValue = UInt32(truncatingIfNeeded: (length &+ 253) &<< 20 | symbol &<< 15 | index)
  }

  /// A literal's byte, or 256 and the length of a match, less 3.
  @inline(__always)
  var entry: Int { Int(rawValue &>> 20) }

  /// 1 for a match, 0 for a literal: whoever counts tokens does without branches, for nobody could
  /// foresee them.
  @inline(__always)
  var matchCount: Int { Int(rawValue &>> 28) }

  /// The symbol of the distance of a match; ``noDistance`` for a literal.
  @inline(__always)
  var distanceSymbol: Int { Int(rawValue &>> 15 & 31) }

  /// 0 for a byte of ASCII, 1 for another one, 2 or 3 for a match.
  @inline(__always)
  var kind: Int { Int(rawValue &>> 27) }

  /// The bits of ``distanceIndex``, with others before them.
  @inline(__always)
  var lowBits: UInt32 { rawValue }

  /// The distance of a match, less 1; 0 for a literal.
  @inline(__always)
  var distanceIndex: Int { Int(rawValue & 0x7FFF) }
}

/// A symbol of deflate's alphabets with the bits that follow it.
struct DeflateSymbol {
  let symbol: Int
  let extraBits: Int
  let extraValue: Int
}

/// The two alphabets of deflate (RFC 1951 §3.2.5): one of literals, lengths and the end of a block,
/// one of distances.
enum DeflateAlphabet {
  /// How many symbols the alphabet of literals and lengths has that may be used.
  static let literalCount = 286
  /// How many symbols the alphabet of distances has that may be used.
  static let distanceCount = 30
  /// The symbol that ends a block.
  static let endOfBlock = 256

  /// The symbol of a length, given less 3.
  @inline(__always)
  static func length(_ index: Int) -> DeflateSymbol {
    // The longest has a symbol of its own.
    if index == 255 { return DeflateSymbol(symbol: 285, extraBits: 0, extraValue: 0) }
    // The first eight are followed by no bits; then every four symbols by one more.
    let extraBits = 61 &- (index | 4).leadingZeroBitCount
    return DeflateSymbol(
      symbol: 257 &+ 4 &* extraBits &+ index &>> extraBits, extraBits: extraBits,
      extraValue: index & (1 &<< extraBits &- 1))
  }

  /// The symbol of a distance, given less 1.
  @inline(__always)
  static func symbol(ofDistance index: Int) -> Int {
    // The first four are followed by no bits; then every two symbols by one more.
    let extraBits = 62 &- (index | 2).leadingZeroBitCount
    return 2 &* extraBits &+ index &>> extraBits
  }

  /// How many bits follow the symbol of a distance: its lowest, given less 1.
  static func extraBits(ofDistance symbol: Int) -> Int { max(0, symbol / 2 - 1) }
}
