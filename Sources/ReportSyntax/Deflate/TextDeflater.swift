/// Deflates (RFC 1951) texts of the size of a report, one after the other, with the same memory: for
/// one thread.
///
/// A bundle compresses every report by itself, a few kilobytes at a time, and is mostly made of what
/// comes of it. Compressors for contents of any kind have tables many times the size of a report,
/// look at every byte of a letter, and begin a new block after thousands of bytes at the earliest.
/// This one has tables that fit, knows where letters begin (``MatchFinder``), and begins a block
/// where the text changes its nature (``BlockDivision``): that is a fiftieth less than libdeflate's
/// level 6 in three quarters of its time.
final class TextDeflater {
  /// The longest text.
  static let longestText = MatchFinder.longestText

  private let finder = MatchFinder()
  private var division = BlockDivision()
  private let writer = BlockWriter()
  private var tokens: UnsafeMutablePointer<DeflateToken> = .allocate(capacity: 0)
  private var output: UnsafeMutableRawPointer = .allocate(byteCount: 0, alignment: 8)
  private var room = -1

  deinit {
    tokens.deallocate()
    output.deallocate()
  }

  /// Whether bytes are a text that this is for: in UTF-8, as far as that shows by there being as many
  /// bytes within letters as the first bytes of letters call for.
  static func isFor(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= longestText else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      // In as many bits as a byte has, so that many bytes are counted at once.
      var balance: UInt8 = 0
      for byte in bytes {
        balance &+= byte & 0xC0 == 0x80 ? 1 : 0
        balance &-= (byte >= 0xC0 ? 1 : 0) &+ (byte >= 0xE0 ? 1 : 0) &+ (byte >= 0xF0 ? 1 : 0)
      }
      return balance == 0
    }
  }

  /// `text`, of at most ``longestText`` bytes, deflated.
  func deflate(_ text: [UInt8]) -> [UInt8] {
    makeRoom(for: text.count)
    let count = text.withUnsafeBufferPointer { finder.tokens(of: $0, into: tokens) }
    var bits = BitBuffer(output)
    var start = 0
    for end in division.ends(of: UnsafeBufferPointer(start: tokens, count: count)) {
      writer.write(
        UnsafeBufferPointer(start: tokens + start, count: end - start), isLast: end == count,
        to: &bits)
      start = end
    }
    bits.finish()
    return Array(UnsafeRawBufferPointer(start: output, count: bits.count))
  }

  /// Makes room for what comes of a text.
  private func makeRoom(for length: Int) {
    guard length > room else { return }
    tokens.deallocate()
    output.deallocate()
    room = min(Self.longestText, max(length, 2 * room))
    tokens = .allocate(capacity: room)
    let mostBytes = BlockWriter.mostBytes(ofBlocks: BlockDivision.mostBlocks, textLength: room)
    output = .allocate(byteCount: mostBytes + BitBuffer.margin, alignment: 8)
  }
}
