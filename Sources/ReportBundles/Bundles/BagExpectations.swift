internal import ReportDiagnostics
internal import ReportIO

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
