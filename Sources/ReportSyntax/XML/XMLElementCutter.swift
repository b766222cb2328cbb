/// Finds where elements of one name end in well-formed XML, without taking them apart: several bytes
/// at a time, at the speed of memory.
///
/// It says so only when it is sure: in an element that holds no comment, processing instruction,
/// CDATA section, CR or element of the same name, the first end tag of that name is its own, or the
/// document is not well-formed up to there.
public struct XMLElementCutter {
  /// What is known of the end of an element.
  public enum Cut: Sendable, Hashable {
    /// It ends here, in front of this offset.
    case end(Int)
    /// The bytes do not reach that far.
    case incomplete
    /// Only a parser can tell.
    case unsure
  }

  private let name: [UInt8]
  /// The start tag that is being followed, and how far nothing was found behind it.
  private var start = -1
  private var scanned = 0

  /// Makes a cutter of elements of a name, which has four letters or more.
  public init(name: StaticString) {
    self.name = Array(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  /// Whether the bytes from `offset` on begin as a start tag of the name that has attributes does;
  /// nil if there are too few of them to tell.
  public func isStart(_ bytes: Span<UInt8>, at offset: Int) -> Bool? {
    guard offset < bytes.count else { return nil }
    guard bytes[offset] == UInt8(ascii: "<") else { return false }
    for index in name.indices {
      guard offset + 1 + index < bytes.count else { return nil }
      if bytes[offset + 1 + index] != name[index] { return false }
    }
    let next = offset + 1 + name.count
    return next < bytes.count ? bytes[next] == UInt8(ascii: " ") : nil
  }

  /// The end of the element whose start tag stands at `start`, as ``isStart(_:at:)`` found. To be
  /// called again with more of the bytes, from the same offset on, while it is incomplete.
  public mutating func end(ofElementAt start: Int, in bytes: Span<UInt8>) -> Cut {
    if start != self.start {
      self.start = start
      scanned = start + 1
    }
    while let found = nextCandidate(bytes) {
      switch judge(found, bytes) {
      case .incomplete: return .incomplete
      case .unsure:
        self.start = -1
        return .unsure
      case .end(let end):
        if end > found {
          self.start = -1
          return .end(end)
        }
        scanned = found + 1
      }
    }
    return .incomplete
  }

  /// Forgets the bytes before `count`, so that offsets count from there.
  public mutating func drop(_ count: Int) {
    guard start >= 0 else { return }
    start -= count
    scanned -= count
  }

  /// What a candidate means; `.end` in front of it for nothing at all.
  private func judge(_ offset: Int, _ bytes: Span<UInt8>) -> Cut {
    if bytes[offset] == 0x0D { return .unsure }
    let isEnd = bytes[offset + 1] == UInt8(ascii: "/")
    let first = offset + (isEnd ? 2 : 1)
    for index in name.indices {
      guard first + index < bytes.count else { return .incomplete }
      guard bytes[first + index] == name[index] else {
        // Not the name, but a comment and the like, or another name that begins alike.
        return index == 0 && !isEnd ? .unsure : .end(offset)
      }
    }
    let next = first + name.count
    guard next < bytes.count else { return .incomplete }
    return isEnd && bytes[next] == UInt8(ascii: ">") ? .end(next + 1) : .unsure
  }

  /// Where something may stand that matters, from `scanned` on: CR, `<!`, `<?`, and the beginning of
  /// a tag of the name; nil up to the last few bytes.
  private mutating func nextCandidate(_ bytes: Span<UInt8>) -> Int? {
    let block = 64
    // A candidate is told by six bytes.
    let last = bytes.count - 6
    var scanned = scanned
    defer { self.scanned = scanned }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      while scanned <= last {
        if scanned + block <= last, !mayMatter(base + scanned, block) {
          scanned += block
          continue
        }
        for _ in 0..<block where scanned <= last {
          if mayMatter(base + scanned, 1) { return scanned }
          scanned += 1
        }
      }
      return nil
    }
  }

  /// Whether one of `count` bytes may matter. Without branches, so that the compiler makes vector
  /// code of it.
  @inline(__always)
  private func mayMatter(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let (n0, n1, n2, n3) = (name[0], name[1], name[2], name[3])
    var found: UInt8 = 0
    for index in 0..<count {
      let byte = bytes[index]
      let (b1, b2, b3) = (bytes[index &+ 1], bytes[index &+ 2], bytes[index &+ 3])
      let (b4, b5) = (bytes[index &+ 4], bytes[index &+ 5])
      let isOpen = (b1 ^ n0) | (b2 ^ n1) | (b3 ^ n2) | (b4 ^ n3)
      let isClose = (b1 ^ UInt8(ascii: "/")) | (b2 ^ n0) | (b3 ^ n1) | (b4 ^ n2) | (b5 ^ n3)
      let isMarkup = byte == UInt8(ascii: "<") ? UInt8(0xFF) : 0
      let isOther: UInt8 = b1 == UInt8(ascii: "!") ? 0xFF : b1 == UInt8(ascii: "?") ? 0xFF : 0
      let isTag: UInt8 = isOpen == 0 ? 0xFF : isClose == 0 ? 0xFF : 0
      let isReturn: UInt8 = byte == 0x0D ? 0xFF : 0
      found |= isMarkup & (isOther | isTag) | isReturn
    }
    return found != 0
  }
}
