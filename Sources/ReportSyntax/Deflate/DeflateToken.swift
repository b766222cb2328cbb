/// What deflated data are made of (RFC 1951 §3.2): a byte as it is, or a match, which repeats what
/// stands some way before it.
struct DeflateToken {
  /// From bit 16 on ``entry``; below ``distanceIndex``, 0 for a literal.
  private let rawValue: UInt32

  /// How long a match can be.
  static let lengths = 3...258
  /// How far away that can be which it repeats.
  static let longestDistance = 32_768
  /// How many literals and lengths there are.
  static let entryCount = 512

  /// A byte as it is.
  @inline(__always)
  init(literal: UInt8) { rawValue = UInt32(literal) &<< 16 }

  /// `length` bytes that stand `distance` bytes before.
  @inline(__always)
  init(length: Int, distance: Int) {
    rawValue = UInt32(truncatingIfNeeded: (length &+ 253) &<< 16 &+ distance &- 1)
  }

  /// A literal's byte, or 256 and the length of a match, less 3.
  @inline(__always)
  var entry: Int { Int(rawValue &>> 16) }

  /// 1 for a match, 0 for a literal: whoever counts and writes tokens does without branches, for
  /// nobody could foresee them.
  @inline(__always)
  var matchCount: Int { Int(rawValue &>> 24) }

  /// The distance of a match, less 1.
  @inline(__always)
  var distanceIndex: Int { Int(rawValue & 0xFFFF) }
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
  static func distance(_ index: Int) -> DeflateSymbol {
    // The first four are followed by no bits; then every two symbols by one more.
    let extraBits = 62 &- (index | 2).leadingZeroBitCount
    return DeflateSymbol(
      symbol: 2 &* extraBits &+ index &>> extraBits, extraBits: extraBits,
      extraValue: index & (1 &<< extraBits &- 1))
  }
}
