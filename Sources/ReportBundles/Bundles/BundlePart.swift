internal import ReportDiagnostics
internal import ReportFormats
internal import ReportIO

/// One container with a whole bag in it, in the making. In flat memory: manifests and index are
/// spooled beside the target.
final class BundlePart {
  let path: String
  private let container: BundleContainer
  private let output: BundleOutput
  private let options: BundleWriteOptions
  private let algorithms: [MessageDigest.Algorithm]
  /// One of each for every algorithm.
  private let manifests: [SpoolFile]
  private let tagManifests: [SpoolFile]
  private let index: SpoolFile
  private let tools: PackingTools
  private var payload = PayloadOxum()
  private var nameBytes = 0

  /// Begins a container, or goes on with one.
  ///
  /// - Parameters:
  ///   - partial: the files in which it is made so that it can be resumed; nil for its place.
  ///   - counters: the ``counters`` from which it goes on; none at the beginning.
  /// - Throws: an entry of the output area.
  init(
    path: String, _ container: BundleContainer, _ options: BundleWriteOptions,
    partial: PartialOutput? = nil, counters: [String: Int] = [:]
  ) throws(Diagnostic) {
    self.path = path
    self.container = container
    self.options = options
    let algorithms = options.algorithms
    self.algorithms = algorithms
    tools = PackingTools(container, algorithms)
    func spool(_ name: String) throws(Diagnostic) -> SpoolFile {
      if let partial { try SpoolFile(name, in: partial) } else { SpoolFile(beside: path) }
    }
    output = try BundleOutput(
      path: path, container, directory: spool("directory"), partial: partial,
      count: counters["entries"] ?? 0)
    var spools: [SpoolFile] = []
    for prefix in ["manifest", "tagmanifest"] {
      for algorithm in algorithms { spools.append(try spool("\(prefix)-\(algorithm)")) }
    }
    manifests = Array(spools.prefix(algorithms.count))
    tagManifests = Array(spools.suffix(algorithms.count))
    index = try spool("index")
    payload = PayloadOxum(bytes: counters["bytes"] ?? 0, files: counters["files"] ?? 0)
    if !counters.isEmpty { return }
    // First, so that the container is known for what it is from its first bytes.
    try addTagFile(
      BundleLayout.declaration,
      "BagIt-Version: \(BundleLayout.version)\nTag-File-Character-Encoding: UTF-8\n")
  }

  var isEmpty: Bool { payload.files == 0 }

  /// The numbers from which it goes on, besides what its files tell.
  var counters: [String: Int] {
    ["bytes": payload.bytes, "files": payload.files, "entries": output.count]
  }

  /// How many bytes the container has at most when `group` is added and it is completed.
  func size(with group: PackedGroup) -> Int {
    let records = manifests.reduce(0) { $0 + $1.count } + index.count
    let files = payload.files + group.files.count
    // A file has a line of some 100 bytes in each manifest and 300 in the index, and a record of 60
    // bytes and its name in the directory; what stands behind does with less, once compressed.
    return output.offset + group.storedSize + records + group.files.count * 600 + nameBytes
      + files * 60 + 4096
  }

  func add(_ group: PackedGroup) throws(Diagnostic) {
    for (position, file) in group.files.enumerated() {
      let offset = output.offset
      try output.add(file)
      try list(file.path, file.digests, in: manifests)
      payload.bytes += file.size
      payload.files += 1
      nameBytes += file.path.utf8.count
      if position == 0, var line = group.line {
        line.offset = offset
        line.size = file.size
        try index.write(line.json() + [0x0A])
      }
    }
  }

  private func list(
    _ path: String, _ digests: [[UInt8]], in spools: [SpoolFile]
  ) throws(Diagnostic) {
    for (digest, spool) in zip(digests, spools) {
      try spool.write(
        Array("\(MessageDigest.hexadecimal(digest))  \(BagPath.encoded(path))\n".utf8))
    }
  }

  private func addTagFile(_ path: String, _ text: String) throws(Diagnostic) {
    let file = try tools.pack(path, Array(text.utf8), isCompressed: false)
    try output.add(file)
    try list(path, file.digests, in: tagManifests)
  }

  /// Writes what stands behind the payload; the container stays out of sight.
  func complete() throws(Diagnostic) {
    // The index takes as long as a manifest, and waits for none of what is written before it.
    let pending = PendingIndex(index, for: path, container, algorithms)
    let work = options.threads > 1 ? OrderedWork<PendingIndex.Outcome>(workers: 1) : nil
    defer { work?.stop() }
    _ = work?.give { pending.pack() }
    var information = options.information + "Payload-Oxum: \(payload.description)\n"
    // BagIt asks for a day.
    if !options.created.isEmpty {
      information = "Bagging-Date: \(options.created.prefix(10))\n" + information
    }
    try addTagFile(BundleLayout.information, information)
    for (algorithm, manifest) in zip(algorithms, manifests) {
      let path = "manifest-\(algorithm.rawValue).txt"
      let file = try tools.pack(path, manifest, beside: self.path)
      try output.add(file)
      try list(path, file.digests, in: tagManifests)
    }
    for (algorithm, manifest) in zip(algorithms, tagManifests) {
      try output.add(
        try tools.pack("tagmanifest-\(algorithm.rawValue).txt", manifest, beside: path))
    }
    let packed = try (work?.next() ?? pending.pack()).get()
    let indexOffset = output.offset
    try output.add(packed)
    try output.complete(indexOffset: indexOffset)
  }

  /// Puts the container in its place.
  func commit() throws(Diagnostic) { try output.commit() }

  /// Gives it up.
  func cancel() { output.cancel() }
}

/// The lines of an index, all there, which one thread may put in order and pack while others do
/// other things.
private struct PendingIndex: @unchecked Sendable {
  typealias Outcome = Result<PackedFile, Diagnostic>

  private let lines: SpoolFile
  private let output: String
  private let container: BundleContainer
  private let algorithms: [MessageDigest.Algorithm]

  init(
    _ lines: SpoolFile, for output: String, _ container: BundleContainer,
    _ algorithms: [MessageDigest.Algorithm]
  ) {
    self.lines = lines
    self.output = output
    self.container = container
    self.algorithms = algorithms
  }

  func pack() -> Outcome {
    Result { () throws(Diagnostic) in
      try PackingTools(container, algorithms).pack(
        BundleLayout.index, try BundleIndexOrder.sorted(lines, beside: output), beside: output,
        isSearchable: true)
    }
  }
}
