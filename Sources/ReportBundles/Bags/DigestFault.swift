internal import ReportDiagnostics
internal import ReportIO

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
