internal import ReportDiagnostics
internal import ReportIO

/// What one manifest of a bag says of the files that are there.
struct BagManifest {
  /// Its path below the base directory.
  let path: String
  let algorithm: MessageDigest.Algorithm
  /// Whether it lists the payload, rather than tag files.
  let isOfPayload: Bool
  private let length: Int
  /// For every file of the bag the line that lists it, 0 for none.
  private var lines: [Int32]
  /// For every file the digest, one behind the other.
  private var digests: [UInt8]

  /// Reads the manifest at `path`, and tells `verifier` what is wrong with it.
  init(
    _ path: String, _ algorithm: MessageDigest.Algorithm, isOfPayload: Bool,
    of verifier: BagVerifier, fetched: Set<String>
  ) throws(Diagnostic) {
    self.path = path
    self.algorithm = algorithm
    self.isOfPayload = isOfPayload
    length = algorithm.length
    let bag = verifier.bag
    lines = [Int32](repeating: 0, count: bag.files.count)
    digests = [UInt8](repeating: 0, count: bag.files.count * length)
    guard let source = try bag.open(path) else { return }
    var reader = BagLines(source, bag.declaration.encoding)
    // Paths that are listed and not there, to tell one that is listed twice.
    var missing: [String: Int] = [:]
    var last = -1
    while let (entry, number) = try reader.nextEntry(
      length: length, isCurrent: bag.declaration.isCurrent)
    {
      guard let entry else {
        verifier.find(.bagManifestLineInvalid, at: bag.place(path, line: number))
        continue
      }
      guard admits(entry, number, verifier) else { continue }
      if let index = file(entry.path, verifier, number, guess: last + 1) {
        set(index, entry, number, verifier)
        last = index
      } else if missing.updateValue(number, forKey: entry.path) == nil, verifier.level >= .counts {
        verifier.find(
          fetched.contains(entry.path) ? .bagFileNotFetched : .bagFileMissing,
          at: bag.place(path, line: number), ["path": entry.path])
      }
    }
  }

  /// Whether the path of a line is one that this manifest may list. Tells what is wrong with it, and
  /// what is tolerated.
  private func admits(_ entry: ManifestLine, _ number: Int, _ verifier: BagVerifier) -> Bool {
    var place: Place { verifier.bag.place(path, line: number) }
    if !entry.tolerated.isEmpty {
      verifier.find(.bagManifestLineTolerated, at: place, ["found": entry.tolerated])
    }
    guard BagPath.isInside(entry.path),
      entry.path.hasPrefix(BundleLayout.payload) == isOfPayload
    else {
      verifier.find(.bagPathOutside, at: place, ["path": String(entry.path.prefix(256))])
      return false
    }
    return true
  }

  private func file(_ path: String, _ verifier: BagVerifier, _ number: Int, guess: Int) -> Int? {
    if let index = verifier.bag.files.index(of: path, guess: guess) { return index }
    guard let index = verifier.bag.files.indexAlike(path) else { return nil }
    verifier.find(
      .bagNameSpeltOtherwise, at: verifier.bag.place(self.path, line: number), ["path": path])
    return index
  }

  private mutating func set(
    _ index: Int, _ entry: ManifestLine, _ number: Int, _ verifier: BagVerifier
  ) {
    let range = index * length..<(index + 1) * length
    guard lines[index] == 0 else {
      let isAlike = digests[range].elementsEqual(entry.digest)
      verifier.find(
        isAlike && !verifier.bag.declaration.isCurrent ? .bagPathDoubledAlike : .bagPathDoubled,
        at: verifier.bag.place(path, line: number),
        ["path": entry.path, "line": "\(lines[index])"])
      return
    }
    lines[index] = Int32(clamping: number)
    digests.replaceSubrange(range, with: entry.digest)
  }

  /// The line that lists a file; 0 if none does.
  func line(of index: Int) -> Int { Int(lines[index]) }

  /// Whether this is the digest that is listed for a file.
  func states(_ digest: [UInt8], of index: Int) -> Bool {
    digest.elementsEqual(digests[index * length..<(index + 1) * length])
  }

  /// The digest that is listed for a file, in lower-case hex.
  func digest(of index: Int) -> String {
    MessageDigest.hexadecimal(Array(digests[index * length..<(index + 1) * length]))
  }
}

extension MessageDigest.Algorithm {
  /// How many bytes a digest has.
  var length: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha224: 28
    case .sha256, .sm3: 32
    case .sha384: 48
    case .sha512: 64
    }
  }
}
