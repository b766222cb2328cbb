/// How often each symbol of deflate's alphabets stands in a block.
final class SymbolCounts {
  let literals = UnsafeMutablePointer<UInt32>.allocate(capacity: DeflateAlphabet.literalCount)
  let distances = UnsafeMutablePointer<UInt32>.allocate(capacity: DeflateAlphabet.distanceCount)
  private let entries = UnsafeMutablePointer<UInt32>.allocate(capacity: DeflateToken.entryCount)

  deinit {
    literals.deallocate()
    distances.deallocate()
    entries.deallocate()
  }

  /// Counts anew, with the end of a block behind the tokens.
  func count(_ tokens: UnsafeBufferPointer<DeflateToken>) {
    let (literals, distances, entries) = (literals, distances, entries)
    literals.update(repeating: 0, count: DeflateAlphabet.literalCount)
    distances.update(repeating: 0, count: DeflateAlphabet.distanceCount)
    entries.update(repeating: 0, count: DeflateToken.entryCount)
    for token in tokens {
      entries[token.entry] &+= 1
      distances[DeflateAlphabet.distance(token.distanceIndex).symbol] &+=
        UInt32(truncatingIfNeeded: token.matchCount)
    }
    literals.update(from: entries, count: 256)
    for index in 0..<256 { literals[DeflateAlphabet.length(index).symbol] &+= entries[256 + index] }
    literals[DeflateAlphabet.endOfBlock] = 1
  }
}
