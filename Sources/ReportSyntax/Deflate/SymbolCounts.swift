/// How often each symbol of deflate's alphabets stands in a block.
final class SymbolCounts {
  let literals = UnsafeMutablePointer<UInt32>.allocate(capacity: DeflateAlphabet.literalCount)
  /// With one more, for literals.
  let distances = UnsafeMutablePointer<UInt32>.allocate(capacity: DeflateToken.noDistance + 1)
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
    distances.update(repeating: 0, count: DeflateToken.noDistance + 1)
    entries.update(repeating: 0, count: DeflateToken.entryCount)
    for token in tokens {
      entries[token.entry] &+= 1
      distances[token.distanceSymbol] &+= 1
    }
    literals.update(from: entries, count: 256)
    for index in 0..<256 { literals[DeflateAlphabet.length(index).symbol] &+= entries[256 + index] }
    literals[DeflateAlphabet.endOfBlock] = 1
  }
}
