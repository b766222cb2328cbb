internal import ReportSyntax
internal import ReportDiagnostics
internal import ReportContainers
internal import ReportIO

/// What survives of a damaged bundle: files that are proven by the digests in their own headers, and
/// what else tells of files that were there.
final class SalvageEvidence {
  let scan: any ContainerScan
  let path: String
  /// The base directory with its slash: that of the most files, for a name may be damaged whose
  /// content is proven, and a bag may hold others.
  private(set) var base = ""
  /// How many files were proven below each base directory.
  private var proven: [String: Int] = [:]
  /// The files of the payload that were proven, and those with other names, a line each.
  private let provenFiles = SpoolFile()
  /// Whether there are any.
  private(set) var hasProven = false
  /// The names of files whose headers were found and whose content is damaged, a line each.
  private let damaged = SpoolFile()
  private var damagedNames = FingerprintSet()
  /// By their names in the container.
  private var tagFiles: [String: ScannedFile] = [:]
  /// Where the headers of damaged indexes are, by their names in the container.
  private var damagedIndexes: [String: Int] = [:]
  /// For every path that the manifest lists, the first bytes of the digest; nil if it did not survive.
  private var listed: [KeyedHash128: DigestPrefix]?

  /// Goes through the container.
  ///
  /// - Throws: `input-unreadable`; an entry of the output area if there is no room for spools.
  init(
    _ scan: any ContainerScan, path: String, progress: (_ position: Int) -> Void
  ) throws(Diagnostic) {
    self.scan = scan
    self.path = path
    while let result = try scan.next() {
      progress(scan.position)
      switch result {
      case .proven(let file): try add(file)
      case .unproven(let name, let offset, _): try add(damaged: name, at: offset)
      }
    }
    // The same in every run, even where two have as many.
    base = proven.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
    try readManifest()
  }

  private func add(_ file: ScannedFile) throws(Diagnostic) {
    if let (base, path) = BundleLayout.split(file.name) {
      if proven[base] != nil || proven.count < Self.baseLimit { proven[base, default: 0] += 1 }
      guard path.hasPrefix(BundleLayout.payload) else {
        if tagFiles[file.name] == nil, tagFiles.count < Self.tagFileLimit {
          tagFiles[file.name] = file
        }
        return
      }
    }
    hasProven = true
    let numbers = "\(file.offset) \(file.end) \(file.size) \(file.digest) "
    try provenFiles.write(Array((numbers + BagPath.encoded(file.name) + "\n").utf8))
  }

  private func add(damaged name: String, at offset: Int) throws(Diagnostic) {
    guard !name.isEmpty, damagedNames.insert(KeyedHash128(bytesOf: name)) else { return }
    try damaged.write(Array((BagPath.encoded(name) + "\n").utf8))
    if BundleLayout.split(name)?.path == BundleLayout.index, damagedIndexes.count < Self.baseLimit {
      damagedIndexes[name] = offset
    }
  }

  private static let baseLimit = 1_024
  private static let tagFileLimit = 1_024
  private static let lineLimit = 1 << 18

  private func readManifest() throws(Diagnostic) {
    var listed: [KeyedHash128: DigestPrefix] = [:]
    let isThere = try forEachListed {
      listed[KeyedHash128(bytesOf: $0.path)] = DigestPrefix($0.digest)
    }
    if isThere { self.listed = listed }
  }

  /// Hands the lines of the manifest to `body`.
  ///
  /// - Returns: whether the manifest survived.
  private func forEachListed(_ body: (ManifestLine) -> Void) throws(Diagnostic) -> Bool {
    guard let manifest = tagFiles[base + BundleLayout.manifest] else { return false }
    try forEachLine(of: try scan.contents(of: manifest)) { line in
      if let entry = ManifestLine(line, length: 32, isCurrent: true) { body(entry) }
    }
    return true
  }

  /// Whether the manifest survived.
  var hasManifest: Bool { listed != nil }

  /// Whether the manifest lists `path`, below the base directory, with this digest.
  func lists(_ path: String, _ digest: String) -> Bool {
    listed?[KeyedHash128(bytesOf: path)] == DigestPrefix(hexadecimal: digest)
  }

  /// Whether a header of `path` was found whose content is damaged.
  func isDamaged(_ path: String) -> Bool {
    damagedNames.contains(KeyedHash128(bytesOf: base + path))
  }

  /// The paths that the manifest lists, but for some, by their digests.
  func listed(
    besides names: FingerprintSet
  ) throws(Diagnostic) -> [DigestPrefix: [String]] {
    var listed: [DigestPrefix: [String]] = [:]
    _ = try forEachListed { entry in
      guard !names.contains(KeyedHash128(bytesOf: entry.path)) else { return }
      listed[DigestPrefix(entry.digest), default: []].append(entry.path)
    }
    return listed
  }

  /// The path of a file below the base directory, by its name; nil if it is of another bag, or of
  /// none.
  func path(of file: ScannedFile) -> String? {
    guard let (base, path) = BundleLayout.split(file.name), base == self.base else { return nil }
    return path
  }

  /// Hands every proven file to `body`, in the order of the container.
  func forEachProven(_ body: (ScannedFile) throws(Diagnostic) -> Void) throws(Diagnostic) {
    try forEachLine(of: try provenFiles.source(named: path)) { line throws(Diagnostic) in
      let parts = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
      guard parts.count == 5, let offset = Int(parts[0]), let end = Int(parts[1]),
        let size = Int(parts[2])
      else { return }
      let name = BagPath.decoded(Array(parts[4].utf8)[...], resolvesPercent: true)
      try body(
        ScannedFile(name: name, offset: offset, end: end, size: size, digest: String(parts[3])))
    }
  }

  /// Hands the path of every file of the payload that is known to have been there to `body`, as far
  /// as anything tells: the manifest, else the index or what is left of it, the directory and headers.
  func forEachExpected(_ body: (_ path: String) -> Void) throws(Diagnostic) {
    func tell(_ path: String) { if path.hasPrefix(BundleLayout.payload) { body(path) } }
    if try forEachListed({ tell($0.path) }) { return }
    try forEachIndexLine { tell($0.path) }
    func tell(name: String) { if name.hasPrefix(base) { tell(String(name.dropFirst(base.count))) } }
    try scan.forEachDirectoryName { tell(name: $0) }
    try forEachLine(of: try damaged.source(named: path)) { line in
      tell(name: BagPath.decoded(Array(line.utf8)[...], resolvesPercent: true))
    }
  }

  private func forEachIndexLine(_ body: (BundleIndexLine) -> Void) throws(Diagnostic) {
    let index = tagFiles[base + BundleLayout.index]
    let source =
      if let index { try scan.contents(of: index) } else {
        damagedIndexes[base + BundleLayout.index].flatMap(scan.pieces)?
          .remainingLines(named: path)
      }
    guard let source else { return }
    var lines = LineSource(source, limit: BundleIndexLine.lengthLimit)
    while let line = try lines.next() {
      let bytes = lines.bytes
      guard !line.isTooLong, let entry = BundleIndexLine(bytes.span.extracting(line.range)),
        // Of damaged lines, those that agree with themselves.
        index != nil || entry.id == BundleLayout.id(of: entry.path)
      else { continue }
      body(entry)
    }
  }

  /// What `bag-info.txt` says, if it survived, without the size of the payload.
  func information() throws(Diagnostic) -> String {
    guard let file = tagFiles[base + BundleLayout.information] else { return "" }
    var kept = ""
    var isLeftOut = false
    try forEachLine(of: try scan.contents(of: file)) { line in
      // A line that is indented continues the one before.
      if line.first != " ", line.first != "\t" {
        isLeftOut = line.lowercased().hasPrefix("payload-oxum") || !line.contains(":")
      }
      if !isLeftOut { kept += line + "\n" }
    }
    return kept
  }

  private func forEachLine(
    of source: ByteSource, _ body: (String) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var lines = LineSource(source, limit: Self.lineLimit)
    while let line = try lines.next() {
      guard !line.isTooLong, let text = String(validating: lines.bytes[line.range], as: UTF8.self)
      else { continue }
      try body(text)
    }
  }
}
