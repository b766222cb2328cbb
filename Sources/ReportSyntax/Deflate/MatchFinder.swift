/// Finds what a text repeats of itself, and takes it apart into literals and matches.
///
/// First every place is linked with the last one before it that begins with the same four bytes, and
/// the last that begins with the same three; then the text is gone through once, and at each place
/// some of the chain of these links is followed. A match is put off for one byte where a longer one
/// begins there. All tables are small, so that they stay near the processor while reports come and
/// go between the texts.
final class MatchFinder {
  /// The longest text: places have 16 bits.
  static let longestText = 65_535

  private static let hashBits = 14
  private static let shortHashBits = 12
  /// How many links are followed, and how many where a match is there already.
  private static let depth = 16
  private static let depthBesideMatch = 8
  /// A match that long is not looked beyond.
  private static let ampleLength = 64
  /// Three bytes from farther away than this cost more than they save.
  private static let longestShortDistance = 4_096
  /// How many bytes are looked at where a text is linked and searched; at its end there are fewer.
  private static let lookahead = 8

  private let heads = UnsafeMutablePointer<UInt16>.allocate(capacity: 1 << hashBits)
  private let shortHeads = UnsafeMutablePointer<UInt16>.allocate(capacity: 1 << shortHashBits)
  /// For each place how far before it the last one begins alike; beyond the text where none does.
  private let links = UnsafeMutablePointer<UInt16>.allocate(capacity: longestText)
  private let shortLinks = UnsafeMutablePointer<UInt16>.allocate(capacity: longestText)

  deinit {
    heads.deallocate()
    shortHeads.deallocate()
    links.deallocate()
    shortLinks.deallocate()
  }

  /// Takes a text apart.
  ///
  /// - Parameters:
  ///   - text: of at most ``longestText`` bytes.
  ///   - tokens: room for as many tokens as the text has bytes.
  /// - Returns: how many tokens there are.
  func tokens(
    of text: UnsafeBufferPointer<UInt8>, into tokens: UnsafeMutablePointer<DeflateToken>
  ) -> Int {
    guard let start = text.baseAddress else { return 0 }
    let search = Search(text: start, count: text.count, links: links)
    let end = max(0, text.count - Self.lookahead)
    link(search, upTo: end)
    var count = 0
    var place = 0
    while place < end {
      guard var match = match(search, at: place) else {
        tokens[count] = DeflateToken(literal: start[place])
        (count, place) = (count &+ 1, place &+ 1)
        continue
      }
      while match.length < Self.ampleLength, place &+ 1 < end,
        let longer = search.match(at: place &+ 1, beyond: match.length, Self.depthBesideMatch)
      {
        tokens[count] = DeflateToken(literal: start[place])
        (count, place, match) = (count &+ 1, place &+ 1, longer)
      }
      tokens[count] = DeflateToken(length: match.length, distance: match.distance)
      (count, place) = (count &+ 1, place &+ match.length)
    }
    while place < text.count {
      tokens[count] = DeflateToken(literal: start[place])
      (count, place) = (count &+ 1, place &+ 1)
    }
    return count
  }

  /// Links all places before `end` that are followed by as many bytes as are looked at.
  private func link(_ search: Search, upTo end: Int) {
    heads.update(repeating: 0, count: 1 << Self.hashBits)
    shortHeads.update(repeating: 0, count: 1 << Self.shortHashBits)
    let (heads, shortHeads, links, shortLinks) = (heads, shortHeads, links, shortLinks)
    for place in 0..<end {
      let word = search.word(at: place)
      let hash = Self.hash(word, bits: Self.hashBits)
      let shortHash = Self.hash(word &<< 8, bits: Self.shortHashBits)
      // Places are kept as numbers from 1 on, so that what was not seen yet stands before the text.
      let number = UInt16(truncatingIfNeeded: place &+ 1)
      links[place] = number &- heads[hash]
      shortLinks[place] = number &- shortHeads[shortHash]
      heads[hash] = number
      shortHeads[shortHash] = number
    }
  }

  @inline(__always)
  private static func hash(_ word: UInt32, bits: Int) -> Int {
    Int(truncatingIfNeeded: (word &* 0x9E37_79B1) &>> UInt32(32 &- bits))
  }

  /// The longest match at a place, among those that are looked at; nil for none.
  @inline(__always)
  private func match(_ search: Search, at place: Int) -> Search.Match? {
    if let match = search.match(at: place, beyond: 3, Self.depth) { return match }
    let distance = Int(shortLinks[place])
    guard distance <= min(place, Self.longestShortDistance) else { return nil }
    let difference = search.word(at: place) ^ search.word(at: place &- distance)
    guard difference &<< 8 == 0 else { return nil }
    return Search.Match(length: 3, distance: distance)
  }

  /// A text with its links.
  private struct Search {
    let text: UnsafePointer<UInt8>
    let count: Int
    let links: UnsafeMutablePointer<UInt16>

    struct Match {
      var length: Int
      var distance: Int
    }

    /// The four bytes at a place, the first one lowest.
    @inline(__always)
    func word(at place: Int) -> UInt32 {
      UInt32(
        littleEndian: UnsafeRawPointer(text).loadUnaligned(
          fromByteOffset: place, as: UInt32.self))
    }

    @inline(__always)
    private func longWord(at place: Int) -> UInt64 {
      UInt64(
        littleEndian: UnsafeRawPointer(text).loadUnaligned(
          fromByteOffset: place, as: UInt64.self))
    }

    /// The longest match at `place` that is longer than `length`, 3 or more, among the first `depth`.
    @inline(__always)
    func match(at place: Int, beyond length: Int, _ depth: Int) -> Match? {
      let longest = min(DeflateToken.lengths.upperBound, count &- place)
      let farthest = min(place, DeflateToken.longestDistance)
      var distance = Int(links[place])
      guard distance <= farthest, length < longest else { return nil }
      var best = Match(length: length, distance: 0)
      let first = word(at: place)
      // The last four bytes that a longer match must have: most others fail there.
      var last = word(at: place &+ length &- 3)
      var rest = depth
      repeat {
        let other = place &- distance
        if word(at: other &+ best.length &- 3) == last, word(at: other) == first {
          let length = commonLength(place, other, longest)
          if length > best.length {
            best = Match(length: length, distance: distance)
            if length >= min(longest, MatchFinder.ampleLength) { break }
            last = word(at: place &+ length &- 3)
          }
        }
        distance &+= Int(links[other])
        rest &-= 1
      } while distance <= farthest && rest > 0
      return best.distance > 0 ? best : nil
    }

    /// How many bytes are the same at two places of which the first four are, up to `longest`.
    @inline(__always)
    private func commonLength(_ place: Int, _ other: Int, _ longest: Int) -> Int {
      var length = 4
      while length &+ 8 <= longest {
        let difference = longWord(at: place &+ length) ^ longWord(at: other &+ length)
        if difference != 0 { return length &+ difference.trailingZeroBitCount &>> 3 }
        length &+= 8
      }
      while length < longest, text[place &+ length] == text[other &+ length] { length &+= 1 }
      return length
    }
  }
}
