/// Deflates (RFC 1951) texts of the size of a report, one after the other, with the same memory: for
/// one thread.
///
/// A bundle compresses every report by itself, a few kilobytes at a time, and is mostly made of what
/// comes of it. Compressors for contents of any kind have tables many times the size of a report,
/// and begin a new block after thousands of bytes at the earliest. This one has tables that fit, and
/// begins a block where the text changes its nature (``BlockDivision``), and it knows where letters
/// begin (``MatchFinder``): that is a fortieth less than libdeflate's level 6 in less time.
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

  /// Whether bytes are a text that this is for: in UTF-8, as far as that shows by how many bytes there
  /// are of which kind.
  static func isFor(_ bytes: [UInt8]) -> Bool {
    bytes.count <= longestText && bytes.withUnsafeBytes { LetterBalance(of: $0).isEven }
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

/// Whether there are as many bytes within letters as the first bytes of letters call for: so it is in
/// UTF-8, and by chance in hardly anything else that is not ASCII.
private struct LetterBalance {
  private var sum = 0

  var isEven: Bool { sum == 0 }

  init(of bytes: UnsafeRawBufferPointer) {
    var place = 0
    while bytes.count &- place >= 8 {
      // Eight sums at once, which do not overflow in so many steps.
      var within: UInt64 = 0
      var calledFor: UInt64 = 0
      for _ in 0..<min(64, (bytes.count &- place) / 8) {
        add(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self), &within, &calledFor)
        place &+= 8
      }
      sum &+= Self.sum(within) &- Self.sum(calledFor)
    }
    var (within, calledFor) = (UInt64(0), UInt64(0))
    for byte in bytes[place...] { add(UInt64(byte), &within, &calledFor) }
    sum &+= Self.sum(within) &- Self.sum(calledFor)
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Adds to the sums whether each of eight bytes is within a letter, and how many such bytes it calls
  /// for.
  @inline(__always)
  private func add(_ bytes: UInt64, _ within: inout UInt64, _ calledFor: inout UInt64) {
    let isWide = bytes &>> 7 & Self.ones
    let begins = isWide & bytes &>> 6
    let begins3 = begins & bytes &>> 5
    let begins4 = begins3 & bytes &>> 4
    within &+= isWide ^ begins
    calledFor &+= begins &+ begins3 &+ begins4
  }

  /// The sum of eight sums.
  private static func sum(_ sums: UInt64) -> Int {
    let evenBytes: UInt64 = 0x00FF_00FF_00FF_00FF
    let pairs = (sums & evenBytes) &+ (sums &>> 8 & evenBytes)
    return Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
  }
}
