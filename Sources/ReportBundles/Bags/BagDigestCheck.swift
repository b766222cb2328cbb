internal import ReportDiagnostics
internal import ReportIO

/// Checks files of a bag as they are read: against the digest that the container records with each, or
/// else against the manifest, which is read when it is first needed.
struct BagDigestCheck {
  private let container: any BagContainer
  private var expectations: BagExpectations?

  init(_ container: any BagContainer) { self.container = container }

  /// What is wrong with the content of a file; nil if nothing.
  ///
  /// - Parameter path: its path below the base directory.
  /// - Throws: `bag-manifest-missing`, `input-unreadable`; an entry of the archive area.
  mutating func fault(
    of file: BagFile, _ path: String, _ bytes: [UInt8]
  ) throws(Diagnostic) -> Diagnostic? {
    guard let recorded = file.digest else {
      if expectations == nil { expectations = try BagExpectations(container) }
      return expectations?.fault(of: path, bytes)
    }
    return Self.fault(of: path, bytes, recorded: recorded, at: container.place(file.path))
  }

  /// What is wrong with the content of a file of which the container records a SHA-256, in lower-case
  /// hex; nil if nothing.
  static func fault(
    of path: String, _ bytes: [UInt8], recorded: String, at place: Place
  ) -> Diagnostic? {
    let found = MessageDigest.digest(of: bytes)
    guard found != recorded else { return nil }
    return .wrongDigest(of: path, found: found, expected: recorded, at: place)
  }
}

/// The digests that a bag's manifests list, for containers that record none of their own.
struct BagExpectations {
  private let bag: Bag
  private let manifest: BagManifest

  /// Reads the strongest payload manifest there is.
  ///
  /// - Throws: `bag-manifest-missing`, `input-unreadable`; an entry of the archive area.
  init(_ container: any BagContainer) throws(Diagnostic) {
    bag = try Bag(container)
    // Whether the manifest is in order is for verification to tell; here it must list what is read.
    let verifier = BagVerifier(bag, level: .structure) { _ in }
    for algorithm in [.sha512, .sha384, .sha256, .sha224, .sha1, .md5] as [MessageDigest.Algorithm]
    {
      let path = "manifest-\(algorithm.rawValue).txt"
      guard bag.files.index(of: path) != nil else { continue }
      manifest = try BagManifest(
        path, algorithm, isOfPayload: true, of: verifier, fetched: [])
      return
    }
    throw Diagnostic(.bagManifestMissing, at: Place(source: container.path))
  }

  /// What is wrong with the content of the file at `path` below the base directory; nil if nothing.
  func fault(of path: String, _ bytes: [UInt8]) -> Diagnostic? {
    guard let index = bag.files.index(of: path), manifest.line(of: index) > 0 else {
      return Diagnostic(
        .bagFileUnlisted, at: bag.place(path), ["manifest": manifest.path])
    }
    let found = MessageDigest.digest(of: bytes, manifest.algorithm)
    let expected = manifest.digest(of: index)
    guard found != expected else { return nil }
    return .wrongDigest(
      of: path, manifest.algorithm, found: found, expected: expected,
      at: bag.place(manifest.path, line: manifest.line(of: index)))
  }
}

extension Diagnostic {
  /// `bag-digest-wrong`.
  ///
  /// - Parameters:
  ///   - path: the file, below the base directory.
  ///   - found: the digest of its content in lower-case hex; nil if it cannot be computed here.
  ///   - expected: what is stated, by whoever made the container.
  static func wrongDigest(
    of path: String, _ algorithm: MessageDigest.Algorithm = .sha256, found: String?,
    expected: String, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      .bagDigestWrong, at: place,
      [
        "algorithm": algorithm.rawValue, "path": path, "found": found ?? "—",
        "expected": String(expected.prefix(128)),
      ])
  }
}

/// The first eight bytes of a digest, where it need not be told from one that was made to begin so.
struct DigestPrefix: Hashable {
  private let value: UInt64

  init(_ digest: [UInt8]) { value = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

  /// - Parameter hexadecimal: a digest in hexadecimal digits.
  init(hexadecimal: String) { value = UInt64(hexadecimal.prefix(16), radix: 16) ?? 0 }
}
