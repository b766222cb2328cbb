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
