public import ReportDiagnostics
public import ReportContainers
internal import ReportIO

/// Checks a bag against what it says of itself, as far as asked, in one pass over its content.
///
/// In memory it keeps some 30 bytes, the path, and for each manifest a digest and 8 bytes of every
/// file.
public final class BagVerifier {
  /// How far a bag is checked.
  public enum Level: String, Sendable, CaseIterable, Comparable {
    /// The container, `bagit.txt`, that manifests are there and can be read, and that no path leads
    /// out of the bag.
    case structure
    /// Besides, that every file that is listed is there and every file that is there is listed, how
    /// much they are in all, and that the index agrees.
    case counts
    /// Besides, the digest of every file.
    case digests

    /// Orders from little to much.
    public static func < (left: Level, right: Level) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// What was looked at.
  public struct Outcome: Sendable, Hashable {
    /// The files of the payload.
    public var payloadFiles = 0
    /// Their bytes.
    public var payloadBytes = 0
    /// The reports among them.
    public var reports = 0
    /// The files whose digests were computed.
    public var digestedFiles = 0
  }

  let bag: Bag
  let level: Level
  let report: (Diagnostic) -> Void
  let jobs: Int
  var outcome = Outcome()
  private(set) var manifests: [BagManifest] = []

  /// Opens the bag at `path`.
  ///
  /// - Parameters:
  ///   - jobs: how many threads compute digests; the findings are the same.
  ///   - limits: what is put up with in the container.
  ///   - report: is told every finding.
  /// - Throws: `input-unreadable`, `bag-declaration-missing`; an entry of the archive area.
  public init(
    path: String, level: Level, jobs: Int = 1, limits: ArchiveLimits = ArchiveLimits(),
    report: @escaping (Diagnostic) -> Void
  ) throws(Diagnostic) {
    bag = try Bag(try BagContainers.open(path, limits: limits))
    self.level = level
    self.jobs = jobs
    self.report = report
  }

  init(_ bag: Bag, level: Level, report: @escaping (Diagnostic) -> Void) {
    self.bag = bag
    self.level = level
    jobs = 1
    self.report = report
  }

  func find(_ kind: DiagnosticKind, at place: Place, _ arguments: [String: String] = [:]) {
    report(Diagnostic(kind, at: place, arguments))
  }

  /// Checks it.
  ///
  /// - Parameter progress: is told how many bytes of the container were passed, of how many.
  /// - Throws: when the container cannot be read on.
  public func verify(
    progress: (_ bytesTaken: Int, _ size: Int) -> Void = { _, _ in }
  ) throws(Diagnostic) -> Outcome {
    for finding in bag.findings { report(finding) }
    for index in 0..<bag.files.count where bag.files.hasPrefix(index, BundleLayout.payload) {
      outcome.payloadFiles += 1
      outcome.payloadBytes += bag.files.sizes[index]
      if BundleLayout.isReport(bag.files.path(index)) { outcome.reports += 1 }
    }
    let fetched = try readFetch()
    try readManifests(fetched)
    if level >= .counts { try checkOxum() }
    switch level {
    case .structure: break
    case .counts: try checkIndex()
    case .digests: try checkIndexAndDigests(progress)
    }
    return outcome
  }

  // MARK: - Manifests

  private func readManifests(_ fetched: Set<String>) throws(Diagnostic) {
    for prefix in ["manifest-", "tagmanifest-"] {
      for path in bag.tagFiles(prefix) {
        let name = path.dropFirst(prefix.count).dropLast(".txt".count).lowercased()
        guard let algorithm = MessageDigest.Algorithm(rawValue: name) else {
          find(.bagManifestAlgorithmUnknown, at: bag.place(path), ["algorithm": name])
          continue
        }
        manifests.append(
          try BagManifest(
            path, algorithm, isOfPayload: prefix == "manifest-", of: self, fetched: fetched))
      }
    }
    guard manifests.contains(where: \.isOfPayload) else {
      find(.bagManifestMissing, at: Place(source: bag.container.path))
      return
    }
    if level >= .counts { findUnlisted() }
  }

  /// In BagIt 1.0 every manifest lists every file of the payload; before, one of them must.
  private func findUnlisted() {
    let ofPayload = manifests.filter(\.isOfPayload)
    for index in 0..<bag.files.count where bag.files.hasPrefix(index, BundleLayout.payload) {
      let without = ofPayload.filter { $0.line(of: index) == 0 }
      guard bag.declaration.isCurrent ? !without.isEmpty : without.count == ofPayload.count else {
        continue
      }
      find(
        .bagFileUnlisted, at: bag.place(bag.files.path(index)),
        ["manifest": without.map(\.path).joined(separator: ", ")])
    }
  }

  /// The paths that `fetch.txt` lists. Nothing is ever fetched.
  private func readFetch() throws(Diagnostic) -> Set<String> {
    guard let source = try bag.open(BundleLayout.fetch) else { return [] }
    var paths: Set<String> = []
    var lines = BagLines(source, bag.declaration.encoding)
    while let line = try lines.next() {
      let place = bag.place(BundleLayout.fetch, line: line.number)
      guard let text = line.text else {
        find(.bagManifestLineInvalid, at: place)
        continue
      }
      if text.isEmpty { continue }
      let parts = text.split(maxSplits: 2, whereSeparator: { $0 == " " || $0 == "\t" })
      guard parts.count == 3 else {
        find(.bagManifestLineInvalid, at: place)
        continue
      }
      var bytes = Array(parts[2].utf8)[...]
      if bytes.starts(with: Array("./".utf8)) { bytes = bytes.dropFirst(2) }
      let path = BagPath.decoded(bytes, resolvesPercent: bag.declaration.isCurrent)
      if BagPath.isInside(path), path.hasPrefix(BundleLayout.payload) {
        paths.insert(path)
      } else {
        find(.bagPathOutside, at: place, ["path": String(path.prefix(256))])
      }
    }
    return paths
  }

  private func checkOxum() throws(Diagnostic) {
    guard let source = try bag.open(BundleLayout.information),
      let stated = try PayloadOxum.stated(in: source, bag.declaration.encoding)
    else { return }
    let place = bag.place(BundleLayout.information, line: stated.line)
    guard let oxum = PayloadOxum(stated.text) else {
      find(.bagOxumInvalid, at: place, ["found": String(stated.text.prefix(80))])
      return
    }
    let found = PayloadOxum(bytes: outcome.payloadBytes, files: outcome.payloadFiles)
    if oxum != found {
      find(
        .bagOxumWrong, at: place, ["stated": oxum.description, "found": found.description])
    }
  }
}
