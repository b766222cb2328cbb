internal import ReportIO

/// The files of a bag by their paths: some 30 bytes a file, and its path.
struct BagFileTable {
  private var names = PackedStrings()
  private(set) var sizes: [Int] = []
  private(set) var offsets: [Int] = []
  private var search = PackedStringSearch()
  /// The files whose names are not ASCII, by name as Swift compares it: by canonical equivalence.
  private var composed: [String: Int]?

  var count: Int { names.count }

  /// Adds a file, whose path below the base directory begins behind `base` bytes.
  mutating func append(_ file: BagFile, base: Int) {
    let path = file.path.utf8.span
    names.append(path.extracting(droppingFirst: base))
    sizes.append(file.size)
    offsets.append(file.offset ?? -1)
  }

  /// The path of a file below the base directory.
  func path(_ index: Int) -> String { names[index] }

  /// Whether the path of a file begins with `prefix`.
  func hasPrefix(_ index: Int, _ prefix: String) -> Bool {
    ByteOrder.begins(names.bytes(at: index).span, with: prefix.utf8.span)
  }

  /// The file at `path`, byte for byte; nil if there is none.
  ///
  /// - Parameter guess: the file that is looked at first. Whatever goes through all files, such as a
  ///   manifest, mostly has them in the order in which they lie here.
  mutating func index(of path: String, guess: Int = 0) -> Int? {
    search.index(of: path, in: names, guess: guess)
  }

  /// The file at `path` as a system sees it that composes characters in its own way.
  mutating func indexAlike(_ path: String) -> Int? {
    guard path.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    if composed == nil {
      var found: [String: Int] = [:]
      for index in 0..<count where names.bytes(at: index).contains(where: { $0 >= 0x80 }) {
        found[self.path(index)] = index
      }
      composed = found
    }
    return composed?[path]
  }
}
