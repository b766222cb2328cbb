/// Many strings in little memory: the bytes of all, one after the other, and eight bytes for each.
/// Strings are the same when their bytes are.
public struct PackedStrings: Sendable {
  private var bytes: [UInt8] = []
  /// Where each string ends.
  private var ends: [Int] = []

  /// No strings.
  public init() {}

  /// How many strings there are.
  public var count: Int { ends.count }

  /// Makes room for so many strings; their bytes are not included.
  public mutating func reserveCapacity(_ count: Int) { ends.reserveCapacity(count) }

  /// Adds a string of these bytes at the end.
  public mutating func append(_ string: Span<UInt8>) {
    string.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
  }

  /// The string at `index`; bytes that are not UTF-8 are repaired.
  public subscript(index: Int) -> String { String(decoding: bytes(at: index), as: UTF8.self) }

  /// The bytes of the string at `index`.
  public func bytes(at index: Int) -> ArraySlice<UInt8> { bytes[range(index)] }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// Less than 0 if the string at `index` comes before `other`, 0 if it is the same, else more.
  public func compare(_ index: Int, _ other: Span<UInt8>) -> Int {
    ByteOrder.compare(bytes.span.extracting(range(index)), other)
  }

  /// The indices of the strings in byte order; those of equal strings stay in their order.
  public func sorted() -> [UInt32] {
    let bytes = bytes.span
    return (0..<UInt32(clamping: count)).sorted {
      let order = ByteOrder.compare(
        bytes.extracting(range(Int($0))), bytes.extracting(range(Int($1))))
      return order == 0 ? $0 < $1 : order < 0
    }
  }

  /// The index of a string, found by the order that ``sorted()`` gave; nil if it is not there.
  public func index(of wanted: Span<UInt8>, in order: [UInt32]) -> Int? {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      let way = compare(Int(order[middle]), wanted)
      if way == 0 { return Int(order[middle]) }
      if way < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The index of a string, looked for from `start` on to the end and then from the front; nil if it is
  /// not there.
  public func index(of wanted: Span<UInt8>, from start: Int = 0) -> Int? {
    let start = min(max(0, start), count)
    for index in start..<count where compare(index, wanted) == 0 { return index }
    for index in 0..<start where compare(index, wanted) == 0 { return index }
    return nil
  }
}

/// Finds strings among ``PackedStrings`` that do not change in between: the first few by going through
/// all, which is cheaper than to sort them; more by an order of four bytes a string.
public struct PackedStringSearch: Sendable {
  /// How often a string was looked for among all.
  private var count = 0
  private var order: [UInt32]?

  /// Begins with no order.
  public init() {}

  private static let unsortedLimit = 16

  /// The index of `wanted` among `strings`, byte for byte; nil if it is not there.
  ///
  /// - Parameter guess: the index that is looked at first.
  public mutating func index(
    of wanted: String, in strings: PackedStrings, guess: Int = 0
  ) -> Int? {
    let wanted = wanted.utf8.span
    if guess >= 0, guess < strings.count, strings.compare(guess, wanted) == 0 { return guess }
    count += 1
    if count <= Self.unsortedLimit { return strings.index(of: wanted, from: guess) }
    let order = order ?? strings.sorted()
    self.order = order
    return strings.index(of: wanted, in: order)
  }
}
