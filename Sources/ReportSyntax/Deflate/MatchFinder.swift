/// Finds what a text in UTF-8 repeats of itself, and takes it apart into literals and matches.
///
/// A match begins and ends where letters do: one that began inside a letter of Chinese would save a
/// part of it at best, and hide the next letter, which may be the beginning of a long match. So only
/// a third of the bytes of Chinese are looked at. First every letter is linked with the last one
/// before it that begins alike: as many bytes as are worth a match, five of ASCII or two letters of
/// Chinese; then the text is gone through once, and at each letter some of the chain of these links
/// is followed. A single letter of Chinese is worth a match, too, and has a link of its own. A match
/// that begins in ASCII is put off for one byte where a longer one begins there. All tables are
/// small, so that they stay near the processor while reports come and go between the texts.
final class MatchFinder {
  /// The longest text: places have 16 bits.
  static let longestText = 65_535

  private static let hashBits = 14
  private static let letterHashBits = 12
  /// How many links are followed, and how many where a match is there already.
  private static let depth = 8
  private static let depthBesideMatch = 2
  /// A match that long is not looked beyond.
  private static let ampleLength = 64
  /// How many bytes are looked at where a text is linked and searched; at its end there are fewer.
  private static let lookahead = 8

  private let heads = UnsafeMutablePointer<UInt16>.allocate(capacity: 1 << hashBits)
  private let letterHeads = UnsafeMutablePointer<UInt16>.allocate(capacity: 1 << letterHashBits)
  /// For each letter how far before it the last one begins alike; beyond the text where none does.
  private let links = UnsafeMutablePointer<UInt16>.allocate(capacity: longestText)
  /// For each letter that is not ASCII, how far before it the same one stands last.
  private let letterLinks = UnsafeMutablePointer<UInt16>.allocate(capacity: longestText)

  deinit {
    heads.deallocate()
    letterHeads.deallocate()
    links.deallocate()
    letterLinks.deallocate()
  }

  /// Takes a text apart.
  ///
  /// - Parameters:
  ///   - text: of at most ``longestText`` bytes; any will do, but those of UTF-8 get smallest.
  ///   - tokens: room for as many tokens as the text has bytes.
  /// - Returns: how many tokens there are.
  func tokens(
    of text: UnsafeBufferPointer<UInt8>, into tokens: UnsafeMutablePointer<DeflateToken>
  ) -> Int {
    guard let start = text.baseAddress else { return 0 }
    let search = Search(text: start, count: text.count, links: links, letterLinks: letterLinks)
    let end = max(0, text.count - Self.lookahead)
    link(search, upTo: end)
    var count = 0
    var place = 0
    while place < end {
      let first = start[place]
      var match = search.match(at: place, beyond: Self.longestOfNoUse(first), Self.depth)
      if Self.isASCII(first) {
        while !match.isNone, match.length < Self.ampleLength, place &+ 1 < end,
          Self.isASCII(start[place &+ 1])
        {
          let longer = search.match(
            at: place &+ 1, beyond: match.length, Self.depthBesideMatch)
          if longer.isNone { break }
          tokens[count] = DeflateToken(literal: start[place])
          (count, place, match) = (count &+ 1, place &+ 1, longer)
        }
      } else if match.isNone {
        match = search.letterMatch(at: place)
      }
      if !match.isNone {
        tokens[count] = DeflateToken(length: match.length, distance: match.distance)
        (count, place) = (count &+ 1, place &+ match.length)
      } else {
        let next = search.nextLetter(behind: place, end)
        while place < next {
          tokens[count] = DeflateToken(literal: start[place])
          (count, place) = (count &+ 1, place &+ 1)
        }
      }
    }
    while place < text.count {
      tokens[count] = DeflateToken(literal: start[place])
      (count, place) = (count &+ 1, place &+ 1)
    }
    return count
  }

  /// Links all letters before `end`, behind which there are as many bytes as are looked at.
  private func link(_ search: Search, upTo end: Int) {
    heads.update(repeating: 0, count: 1 << Self.hashBits)
    letterHeads.update(repeating: 0, count: 1 << Self.letterHashBits)
    let (heads, letterHeads, links, letterLinks) = (heads, letterHeads, links, letterLinks)
    var place = 0
    while place < end {
      let word = search.longWord(at: place)
      // Places are kept as numbers from 1 on, so that what was not seen yet stands before the text.
      let number = UInt16(truncatingIfNeeded: place &+ 1)
      if Self.isASCII(UInt8(truncatingIfNeeded: word)) {
        let hash = Self.hash(word, bytes: 5, bits: Self.hashBits)
        links[place] = number &- heads[hash]
        heads[hash] = number
        place &+= 1
      } else {
        let hash = Self.hash(word, bytes: 6, bits: Self.hashBits)
        let letterHash = Self.hash(word, bytes: 3, bits: Self.letterHashBits)
        links[place] = number &- heads[hash]
        letterLinks[place] = number &- letterHeads[letterHash]
        heads[hash] = number
        letterHeads[letterHash] = number
        place = search.nextLetter(behind: place, end)
      }
    }
  }

  /// A hash of the first bytes of a word.
  @inline(__always)
  private static func hash(_ word: UInt64, bytes: Int, bits: Int) -> Int {
    let first = word &<< UInt64(64 &- 8 &* bytes)
    return Int(truncatingIfNeeded: (first &* 0x9E37_79B1_7F4A_7C15) &>> UInt64(64 &- bits))
  }

  // MARK: - UTF-8

  @inline(__always)
  private static func isASCII(_ byte: UInt8) -> Bool { byte < 0x80 }

  /// How long a match may be and still be of no use, by the first byte of it: four letters of ASCII, or
  /// less than two of Chinese.
  @inline(__always)
  private static func longestOfNoUse(_ byte: UInt8) -> Int { 4 &+ Int(byte &>> 7) }

  /// Whether a byte is another than the first of a letter.
  @inline(__always)
  private static func isWithinLetter(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  // MARK: - Searching

  /// A text with its links.
  private struct Search {
    let text: UnsafePointer<UInt8>
    let count: Int
    let links: UnsafeMutablePointer<UInt16>
    let letterLinks: UnsafeMutablePointer<UInt16>

    /// What is repeated: nothing where it is from no distance.
    struct Match {
      var length = 0
      var distance = 0

      @inline(__always)
      var isNone: Bool { distance == 0 }
    }

    /// The four bytes at a place, the first one lowest.
    @inline(__always)
    private func word(at place: Int) -> UInt32 {
      UInt32(
        littleEndian: UnsafeRawPointer(text).loadUnaligned(
          fromByteOffset: place, as: UInt32.self))
    }

    /// The eight bytes at a place, the first one lowest.
    @inline(__always)
    func longWord(at place: Int) -> UInt64 {
      UInt64(
        littleEndian: UnsafeRawPointer(text).loadUnaligned(
          fromByteOffset: place, as: UInt64.self))
    }

    /// Where the next letter begins behind one that is not ASCII, or `end`.
    @inline(__always)
    func nextLetter(behind place: Int, _ end: Int) -> Int {
      var next = place &+ 1
      // Nearly all have three bytes.
      if word(at: place) & 0xC0_C000 == 0x80_8000 { next &+= 2 }
      while next < end, MatchFinder.isWithinLetter(text[next]) { next &+= 1 }
      return min(next, end)
    }

    /// The last place before this one where the same letter of three bytes stands.
    @inline(__always)
    func letterMatch(at place: Int) -> Match {
      let distance = Int(letterLinks[place])
      guard distance <= min(place, DeflateToken.longestDistance) else { return Match() }
      let difference = word(at: place) ^ word(at: place &- distance)
      let isWhole = !MatchFinder.isWithinLetter(text[place &+ 3])
      return isWhole && difference &<< 8 == 0 ? Match(length: 3, distance: distance) : Match()
    }

    /// The longest match at the beginning of a letter that is longer than `length`, 3 or more, among
    /// the first `depth`.
    @inline(__always)
    func match(at place: Int, beyond length: Int, _ depth: Int) -> Match {
      let longest = min(DeflateToken.lengths.upperBound, count &- place)
      let farthest = min(place, DeflateToken.longestDistance)
      var distance = Int(links[place])
      guard distance <= farthest, length < longest else { return Match() }
      var best = Match(length: length, distance: 0)
      let first = word(at: place)
      // The last four bytes that a longer match must have: most others fail there.
      var last = word(at: place &+ length &- 3)
      var rest = depth
      repeat {
        let other = place &- distance
        if word(at: other &+ best.length &- 3) == last, word(at: other) == first {
          let length = wholeLetters(place, commonLength(place, other, longest))
          if length > best.length {
            best = Match(length: length, distance: distance)
            if length >= min(longest, MatchFinder.ampleLength) { break }
            last = word(at: place &+ length &- 3)
          }
        }
        distance &+= Int(links[other])
        rest &-= 1
      } while distance <= farthest && rest > 0
      return best
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

    /// How many of `length` bytes at a place, where a letter begins, are of letters that are whole.
    @inline(__always)
    private func wholeLetters(_ place: Int, _ length: Int) -> Int {
      var length = length
      while length > 0, place &+ length < count,
        MatchFinder.isWithinLetter(text[place &+ length])
      {
        length &-= 1
      }
      return length
    }
  }
}
