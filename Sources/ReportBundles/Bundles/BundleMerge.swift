public import ReportDiagnostics
public import ReportFormats
internal import ReportContainers
internal import ReportIO

/// Puts the reports of several bundles into one, with their originals and provenance, as they are.
public struct BundleMerge {
  /// What came of it.
  public struct Outcome: Sendable, Hashable {
    /// The reports in the new bundle.
    public var reports = 0
    /// All files of its payload.
    public var files = 0
    /// The reports that an earlier bundle has as well, byte for byte.
    public var doubled = 0
    /// The reports that were left out: damaged, or another of the same id was there before.
    public var leftOut = 0
  }

  private let copy: BundleCopy
  private let limits: ArchiveLimits
  private var outcome = Outcome()
  /// For every report so far the first bytes of its digest.
  private var digests: [KeyedHash128: DigestPrefix] = [:]

  /// Begins a bundle at `output`.
  ///
  /// - Throws: `bundle-name-unknown`; an entry of the output area.
  public init(to output: String, _ options: WriteOptions, reading: ReadOptions) throws(Diagnostic) {
    limits = reading.archiveLimits
    copy = try BundleCopy(to: output, options, information: "", readOptions: reading)
  }

  /// Adds everything that the bag at `path` holds of reports; every file is checked against its digest.
  ///
  /// - Parameters:
  ///   - found: is told what is left out and why.
  ///   - progress: is told how many bytes of the container were passed, of how many.
  /// - Throws: `input-unreadable`, `bag-declaration-missing`; an entry of the archive area or of the
  ///   output area. Nothing can be added then.
  public mutating func add(
    _ path: String, found: (Diagnostic) -> Void,
    progress: (_ bytesTaken: Int, _ size: Int) -> Void = { _, _ in }
  ) throws(Diagnostic) {
    let container = try BagContainers.open(path, limits: limits)
    let base = try Bag.base(of: container)
    var check = BagDigestCheck(container)
    let walk = try container.walk()
    // Whose files are left out, and which were taken from this bag.
    var refused: Set<String> = []
    var group: [BundleCopy.File] = []
    var owner = ""
    while let file = try walk.next() {
      guard file.path.utf8.starts(with: base.utf8) else { continue }
      let path = String(file.path.dropFirst(base.count))
      guard let id = BundleLayout.owner(of: path) else { continue }
      if id != owner {
        try flush(&group)
        owner = id
      }
      let source = container.sourceName(file.path)
      guard let bytes = try content(of: file, path, walk, container, &check, found: found) else {
        if BundleLayout.isReport(path) {
          outcome.leftOut += 1
          refused.insert(id)
        }
        continue
      }
      if BundleLayout.isReport(path), !isNew(id, bytes, source, found: found) {
        refused.insert(id)
        continue
      }
      if refused.contains(id) { continue }
      group.append(.init(path: path, bytes: bytes, source: source))
      progress(walk.bytesTaken, container.size)
    }
    try flush(&group)
  }

  /// The content of a file, if it is sound; nil, and a finding, if not.
  private func content(
    of file: BagFile, _ path: String, _ walk: any BagFileWalk, _ container: any BagContainer,
    _ check: inout BagDigestCheck, found: (Diagnostic) -> Void
  ) throws(Diagnostic) -> [UInt8]? {
    do throws(Diagnostic) {
      let bytes = try walk.contents().readAll(limit: BundleLayout.fileLimit)
      guard let fault = try check.fault(of: file, path, bytes) else { return bytes }
      found(fault)
    } catch {
      guard container.filesStandAlone else { throw error }
      found(error.inSource(container.sourceName(file.path)))
    }
    return nil
  }

  private mutating func flush(_ group: inout [BundleCopy.File]) throws(Diagnostic) {
    guard !group.isEmpty else { return }
    try copy.add(group)
    outcome.files += group.count
    outcome.reports += group.count { BundleLayout.isReport($0.path) }
    group = []
  }

  /// Whether no report with this id was there before; tells if another was.
  private mutating func isNew(
    _ id: String, _ bytes: [UInt8], _ source: String, found: (Diagnostic) -> Void
  ) -> Bool {
    let prefix = DigestPrefix(hexadecimal: MessageDigest.digest(of: bytes) ?? "")
    let name = KeyedHash128(bytesOf: id)
    guard let other = digests[name] else {
      digests[name] = prefix
      return true
    }
    if other == prefix {
      outcome.doubled += 1
    } else {
      outcome.leftOut += 1
      found(Diagnostic(.reportIdDoubled, at: Place(source: source), ["id": id]))
    }
    return false
  }

  /// Completes the bundle and puts it in its place.
  ///
  /// - Parameter found: is told what there is to say about it.
  /// - Throws: `output-without-report`; an entry of the output area.
  public func commit(found: (Diagnostic) -> Void) throws(Diagnostic) -> Outcome {
    guard outcome.reports > 0 else {
      copy.cancel()
      throw Diagnostic(.outputWithoutReport)
    }
    for finding in try copy.commit() { found(finding) }
    return outcome
  }

  /// Gives it up.
  public func cancel() { copy.cancel() }
}
