public import ReportDiagnostics
public import ReportFormats
public import ReportContainers
internal import ReportIO

/// Rescues what is intact of a damaged bundle.
///
/// Every file of a bundle carries its SHA-256 in its own header, so that it can be proven without
/// directory, manifest or index, wherever the container is cut, overwritten or flipped. What is proven
/// goes into a new bundle; what is known to have been there besides, is named.
public struct BundleSalvage {
  /// What came of it.
  public struct Outcome: Sendable, Hashable {
    /// The reports that were rescued.
    public var reports = 0
    /// All files that were rescued: reports, originals, provenance.
    public var files = 0
    /// The reports that are known to be lost.
    public var lostReports = 0
    /// All files that are known to be lost.
    public var lostFiles = 0
    /// Whether the manifest survived, so that the losses are all that there are.
    public var isComplete = false
  }

  /// One file that is lost.
  private struct Loss {
    /// Its path below the base directory.
    let path: String
    /// Whether it is there and damaged, rather than gone.
    let isDamaged: Bool
  }

  private let path: String
  private let evidence: SalvageEvidence
  private var outcome = Outcome()

  /// Goes through the container at `path`.
  ///
  /// - Parameters:
  ///   - limits: what is put up with in the container.
  ///   - progress: is told how many bytes of it were passed, of how many.
  /// - Throws: `input-unreadable`; an entry of the output area if there is no room for spools.
  public init(
    path: String, limits: ArchiveLimits = ArchiveLimits(),
    progress: (_ bytesTaken: Int, _ size: Int) -> Void = { _, _ in }
  ) throws(Diagnostic) {
    let file = try RandomAccessFile(path: path)
    self.path = path
    let scan: any ContainerScan =
      try Self.isTarGzip(path, file)
      ? TarGzipScan(file, limits: limits, keyword: BundleLayout.digestRecord)
      : ZIPScan(
        file, limits: limits, field: BundleLayout.digestField,
        digest: { BundleLayout.digest(in: $0) })
    let size = file.size
    evidence = try SalvageEvidence(scan, path: path) { progress($0, size) }
  }

  /// By its name, else by its first bytes, of which either may be damaged.
  private static func isTarGzip(_ path: String, _ file: RandomAccessFile) throws(Diagnostic) -> Bool
  {
    if let container = try? BundleContainer(path: path) { return container == .tarGzip }
    return try file.bytes(at: 0, count: 2) == [0x1F, 0x8B]
  }

  /// Writes what is proven to a new bundle.
  ///
  /// - Parameters:
  ///   - output: its path, which tells the container; not that of the damaged one.
  ///   - found: is told every loss, and what else there is to say.
  ///   - list: where what is lost is written, one a line: `damaged` or `lost`, a tab, the path below the
  ///     base directory; nil for nowhere.
  /// - Throws: `salvage-nothing`; `input-unreadable`; an entry of the output area.
  public mutating func write(
    to output: String, _ options: WriteOptions = WriteOptions(), reading: ReadOptions,
    found: (Diagnostic) -> Void, listingLossesAt list: String? = nil
  ) throws(Diagnostic) -> Outcome {
    guard evidence.hasProven else {
      throw Diagnostic(.salvageNothing, at: Place(source: path))
    }
    let copy = try BundleCopy(
      to: output, options, information: try evidence.information(), readOptions: reading)
    do throws(Diagnostic) {
      let rescued = try rescue(to: copy, reading, found: found)
      if outcome.files == 0 { throw Diagnostic(.salvageNothing, at: Place(source: path)) }
      let losses = try losses(besides: rescued)
      // The list first: a bundle that nobody knows the gaps of would be worse than none.
      if let list { try Self.write(losses, to: list) }
      for finding in try copy.commit() { found(finding) }
      tell(losses, found: found)
    } catch {
      copy.cancel()
      throw error
    }
    return outcome
  }

  /// Puts all that is proven into the new bundle.
  ///
  /// - Returns: the paths below its base directory.
  private mutating func rescue(
    to copy: BundleCopy, _ reading: ReadOptions, found: (Diagnostic) -> Void
  ) throws(Diagnostic) -> FingerprintSet {
    var rescue = Rescue(from: path, evidence, to: copy)
    if evidence.hasManifest {
      if try !rescue.addListed(found: found) {
        try rescue.addListedUnderOtherNames(found: found)
      }
    } else {
      try rescue.addUnderOwnNames(reading, found: found)
    }
    try copy.finish()
    (outcome.files, outcome.reports) = (rescue.files, rescue.reports)
    return rescue.names
  }

  private func losses(besides rescued: FingerprintSet) throws(Diagnostic) -> [Loss] {
    var named = FingerprintSet()
    var losses: [Loss] = []
    try evidence.forEachExpected { path in
      let name = KeyedHash128(bytesOf: path)
      guard !rescued.contains(name), named.insert(name) else { return }
      losses.append(Loss(path: path, isDamaged: evidence.isDamaged(path)))
    }
    return losses
  }

  private static func write(_ losses: [Loss], to path: String) throws(Diagnostic) {
    let file = try OutputFile(path: path)
    for loss in losses {
      try file.write(
        Array("\(loss.isDamaged ? "damaged" : "lost")\t\(BagPath.encoded(loss.path))\n".utf8))
    }
    try file.commit()
  }

  private mutating func tell(_ losses: [Loss], found: (Diagnostic) -> Void) {
    outcome.isComplete = evidence.hasManifest
    outcome.lostFiles = losses.count
    outcome.lostReports = losses.count { BundleLayout.isReport($0.path) }
    for loss in losses {
      let kind: DiagnosticKind = loss.isDamaged ? .salvageFileDamaged : .salvageFileLost
      found(Diagnostic(kind, at: Place(source: path), ["path": loss.path]))
    }
    if !outcome.isComplete {
      found(Diagnostic(.salvageLossesUnknown, at: Place(source: path)))
    }
    if evidence.scan.isHostile { found(Diagnostic(.salvageHostile, at: Place(source: path))) }
  }
}
