internal import ReportIO
internal import ReportDiagnostics
internal import ReportFormats
internal import ReportContainers

/// Puts files that are proven into a new bundle, each under the name that is proven.
///
/// A file's digest proves its content alone. Its name is proven by the manifest; without it, a report
/// tells its own.
struct Rescue {
  /// The paths below the base directory of what was put there.
  private(set) var names = FingerprintSet()
  /// The same as every system takes them.
  private var takenNames = ArchiveNameSet()
  /// How many files that were.
  private(set) var files = 0
  /// How many of them are reports.
  private(set) var reports = 0
  private let path: String
  private let evidence: SalvageEvidence
  private let copy: BundleCopy

  /// - Parameter path: that of the damaged bundle.
  init(from path: String, _ evidence: SalvageEvidence, to copy: BundleCopy) {
    self.path = path
    self.evidence = evidence
    self.copy = copy
  }

  /// Adds what the manifest lists as it is.
  ///
  /// - Returns: whether that was all.
  mutating func addListed(found: (Diagnostic) -> Void) throws(Diagnostic) -> Bool {
    var isAll = true
    try evidence.forEachProven { file throws(Diagnostic) in
      if let path = evidence.path(of: file), evidence.lists(path, file.digest) {
        try add(file, as: path, found: found)
      } else {
        isAll = false
      }
    }
    return isAll
  }

  /// Adds what the manifest lists under another name than the one that is found: names in the headers
  /// of a ZIP container may be damaged.
  mutating func addListedUnderOtherNames(found: (Diagnostic) -> Void) throws(Diagnostic) {
    var missing = try evidence.listed(besides: names)
    try evidence.forEachProven { file throws(Diagnostic) in
      let named = evidence.path(of: file)
      if let named, evidence.lists(named, file.digest) { return }
      let digest = DigestPrefix(hexadecimal: file.digest)
      if let path = missing[digest]?.first {
        missing[digest]?.removeFirst()
        found(wrongName(of: file, named ?? file.name, path))
        try add(file, as: path, found: found)
      } else if let named {
        found(
          Diagnostic(.salvageFileUnlisted, at: Place(source: source(of: file)), ["path": named]))
      }
    }
  }

  /// Adds everything, without a manifest.
  mutating func addUnderOwnNames(
    _ reading: ReadOptions, found: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    try evidence.forEachProven { file throws(Diagnostic) in
      guard let named = evidence.path(of: file) else { return }
      let bytes = try bytes(of: file)
      guard !BundleLayout.isBesideReport(named),
        let report = ReportDocument.read(bytes, named: source(of: file), reading).report
      else { return try add(file, bytes, as: named, found: found) }
      let path = BundleLayout.path(of: report)
      if path != named { found(wrongName(of: file, named, path)) }
      let line = BundleIndexLine(report, path: path)
      try add(file, bytes, as: path, line: line, found: found)
    }
  }

  private mutating func add(
    _ file: ScannedFile, as path: String, found: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    try add(file, try bytes(of: file), as: path, found: found)
  }

  private mutating func add(
    _ file: ScannedFile, _ bytes: [UInt8], as path: String, line: BundleIndexLine? = nil,
    found: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard BagPath.isInside(path) else { return }
    guard takenNames.insert(path) else {
      found(Diagnostic(.salvageNameTaken, at: Place(source: source(of: file)), ["path": path]))
      return
    }
    _ = names.insert(KeyedHash128(bytesOf: path))
    try copy.add([
      .init(path: path, bytes: bytes, digest: file.digest, source: source(of: file), line: line)
    ])
    files += 1
    if BundleLayout.isReport(path) { reports += 1 }
  }

  private func bytes(of file: ScannedFile) throws(Diagnostic) -> [UInt8] {
    try evidence.scan.contents(of: file).readAll(limit: BundleLayout.fileLimit)
  }

  /// What findings call a file.
  private func source(of file: ScannedFile) -> String { path + "!" + file.name }

  private func wrongName(of file: ScannedFile, _ found: String, _ path: String) -> Diagnostic {
    Diagnostic(
      .salvageNameWrong, at: Place(source: source(of: file)), ["path": path, "found": found])
  }
}
