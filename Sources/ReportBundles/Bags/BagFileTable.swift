internal import ReportIO

/// The files of a bag by their paths: some 30 bytes a file, and its path.
struct BagFileTable {
  private var names: [UInt8] = []
  private var ends: [Int] = []
  private(set) var sizes: [Int] = []
  private(set) var offsets: [Int] = []
  /// The files by their names; made when that pays.
  private var order: [UInt32]?
  /// How often a file was looked for among all.
  private var searches = 0
  /// The files whose names are not ASCII, by name as Swift compares it: by canonical equivalence.
  private var composed: [String: Int]?

  var count: Int { ends.count }

  /// Adds a file, whose path below the base directory begins behind `base` bytes.
  mutating func append(_ file: BagFile, base: Int) {
    var path = file.path
    path.withUTF8 { names += $0.dropFirst(base) }
    ends.append(names.count)
    sizes.append(file.size)
    offsets.append(file.offset ?? -1)
  }

  /// The path of a file below the base directory.
  func path(_ index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

  /// Whether the path of a file begins with `prefix`.
  func hasPrefix(_ index: Int, _ prefix: String) -> Bool {
    ByteOrder.begins(bytes(index).span, with: prefix.utf8.span)
  }

  /// The file at `path`, byte for byte; nil if there is none.
  ///
  /// - Parameter guess: the file that is looked at first. Whatever goes through all files, such as a
  ///   manifest, mostly has them in the order in which they lie here.
  mutating func index(of path: String, guess: Int = 0) -> Int? {
    if ends.indices.contains(guess), ByteOrder.compare(bytes(guess).span, path.utf8.span) == 0 {
      return guess
    }
    searches += 1
    // To go through all is cheaper than to sort them, if it is done a few times only.
    guard searches > Self.searchLimit else {
      return ByteOrder.find(path, in: names, ends: ends, from: guess)
    }
    let order = self.order ?? ByteOrder.sorted(names, ends: ends)
    self.order = order
    return ByteOrder.find(path, in: names, ends: ends, order: order)
  }

  private static let searchLimit = 16

  /// The file at `path` as a system sees it that composes characters in its own way.
  mutating func indexAlike(_ path: String) -> Int? {
    guard path.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    if composed == nil {
      var found: [String: Int] = [:]
      for index in 0..<count where bytes(index).contains(where: { $0 >= 0x80 }) {
        found[self.path(index)] = index
      }
      composed = found
    }
    return composed?[path]
  }

  private func bytes(_ index: Int) -> ArraySlice<UInt8> {
    names[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }
}
