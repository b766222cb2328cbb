/// Finds where elements of one name end in well-formed XML, without taking them apart: several bytes
/// at a time, at the speed of memory.
///
/// It says so only when it is sure: in an element that holds no comment, processing instruction,
/// CDATA section, CR or element of the same name, the first end tag of that name is its own, or the
/// document is not well-formed up to there.
public struct ElementSplitter {
  /// Where an element ends.
  public enum End: Sendable, Hashable {
    /// It ends here, in front of this offset.
    case at(Int)
    /// The bytes do not reach that far.
    case incomplete
    /// Only a parser can tell.
    case unsure
  }

  private let name: [UInt8]
  /// How a start tag begins.
  private let opening: [UInt8]
  /// The second to the fourth letter of the name.
  private let letters: (UInt8, UInt8, UInt8)
  /// The start tag that is being followed, and how far nothing was found behind it.
  private var start = -1
  private var scanned = 0

  /// Makes a splitter for elements.
  ///
  /// - Parameters:
  ///   - name: their name, which has four letters or more.
  ///   - attribute: how their first attribute begins, with the space before it.
  public init(name: String, attribute: String) {
    self.name = Array(name.utf8)
    opening = Array("<\(name)\(attribute)".utf8)
    letters = (self.name[1], self.name[2], self.name[3])
  }

  /// Whether a start tag of such an element begins at `offset`; nil if there are too few bytes to
  /// tell.
  public func isStart(_ bytes: Span<UInt8>, at offset: Int) -> Bool? {
    for index in opening.indices {
      guard offset + index < bytes.count else { return nil }
      if bytes[offset + index] != opening[index] { return false }
    }
    return true
  }

  /// The end of the element whose start tag stands at `start`, as ``isStart(_:at:)`` found. To be
  /// called again with more of the bytes, from the same offset on, while it is incomplete.
  public mutating func end(ofElementAt start: Int, in bytes: Span<UInt8>) -> End {
    if start != self.start {
      self.start = start
      // Behind the name of its start tag.
      scanned = start + 1 + name.count
    }
    while let found = nextCandidate(bytes) {
      switch judge(found, bytes) {
      case .incomplete: return .incomplete
      case .unsure:
        self.start = -1
        return .unsure
      case .at(let end):
        if end > found {
          self.start = -1
          return .at(end)
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

  /// What stands at a candidate; `.at` in front of it for nothing that matters.
  private func judge(_ offset: Int, _ bytes: Span<UInt8>) -> End {
    if bytes[offset] == 0x0D { return .unsure }
    if bytes[offset] == UInt8(ascii: "<") {
      let next = bytes[offset + 1]
      return next == UInt8(ascii: "!") || next == UInt8(ascii: "?") ? .unsure : .at(offset)
    }
    // The second letter of what may be the name.
    let first = offset - 1
    for index in name.indices {
      guard first + index < bytes.count else { return .incomplete }
      if bytes[first + index] != name[index] { return .at(offset) }
    }
    if bytes[first - 1] == UInt8(ascii: "<") { return .unsure }
    guard bytes[first - 1] == UInt8(ascii: "/"), bytes[first - 2] == UInt8(ascii: "<") else {
      return .at(offset)
    }
    let next = first + name.count
    guard next < bytes.count else { return .incomplete }
    return bytes[next] == UInt8(ascii: ">") ? .at(next + 1) : .unsure
  }

  /// Where something may stand that matters, from `scanned` on: CR, `<!`, `<?`, and the second to the
  /// fourth letter of the name; nil up to the last few bytes.
  private mutating func nextCandidate(_ bytes: Span<UInt8>) -> Int? {
    let block = 64
    // A candidate is told by three bytes.
    let last = bytes.count - 3
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
  /// code of it: the least of some bytes that are 0 where it does.
  @inline(__always)
  private func mayMatter(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let (second, third, fourth) = letters
    var least = UInt8.max
    for index in 0..<count {
      let (byte, next, afterNext) = (bytes[index], bytes[index &+ 1], bytes[index &+ 2])
      let isName = (byte ^ second) | (next ^ third) | (afterNext ^ fourth)
      let isMarkup =
        (byte ^ UInt8(ascii: "<")) | min(next ^ UInt8(ascii: "!"), next ^ UInt8(ascii: "?"))
      least = min(least, min(isName, min(isMarkup, byte ^ 0x0D)))
    }
    return least == 0
  }
}
