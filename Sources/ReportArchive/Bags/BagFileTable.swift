internal import ReportSyntax

/// The files of a bag by their paths: some 30 bytes a file, and its path.
struct BagFileTable {
  private var names: [UInt8] = []
  private var ends: [Int] = []
  private(set) var sizes: [Int] = []
  private(set) var offsets: [Int] = []
  private var order: [UInt32] = []
  /// The files whose names are not ASCII, by name as Swift compares it: by canonical equivalence.
  private var composed: [String: Int]?

  var count: Int { ends.count }

  /// Adds a file.
  mutating func append(_ file: BagFile, path: Substring) {
    names += path.utf8
    ends.append(names.count)
    sizes.append(file.size)
    offsets.append(file.offset ?? -1)
  }

  /// Makes files findable; called once, after the last was added.
  mutating func sort() {
    order = ByteOrder.sorted(names, ends: ends)
  }

  /// The path of a file below the base directory.
  func path(_ index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

  /// Whether the path of a file begins with `prefix`.
  func hasPrefix(_ index: Int, _ prefix: String) -> Bool { bytes(index).starts(with: prefix.utf8) }

  /// The file at `path`, byte for byte; nil if there is none.
  func index(of path: String) -> Int? {
    ByteOrder.find(path, in: names, ends: ends, order: order)
  }

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
