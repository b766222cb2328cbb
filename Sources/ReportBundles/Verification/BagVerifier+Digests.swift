internal import ReportDiagnostics
internal import ReportIO

extension BagVerifier {
  /// Checks the index; and computes the digests of all files that any are stated of, on as many threads
  /// as wanted where the container allows it, and compares them.
  func checkIndexAndDigests(_ progress: (Int, Int) -> Void) throws(Diagnostic) {
    let algorithms = Set(manifests.map(\.algorithm) + [.sha256])
      .sorted { $0.rawValue < $1.rawValue }
    if let pieces = bag.container.pieces {
      try checkDigests(of: pieces, algorithms, progress)
    } else {
      try checkIndex()
      try checkDigestsInOrder(algorithms, progress)
    }
  }

  /// What a file came to.
  private struct DigestedFile: Sendable {
    let index: Int
    /// By the order of the algorithms; nil for one that is not wanted or not available.
    var digests: Result<[[UInt8]?], Diagnostic> = .success([])
    /// The digest that the container records.
    var recorded: RecordedDigest?
    var isWanted = false
  }

  /// A digest as a container records it: ZIP its bytes, tar.gz a text that should be their hex.
  private enum RecordedDigest: Sendable {
    case bytes([UInt8])
    case text(String)

    func states(_ digest: [UInt8]) -> Bool {
      switch self {
      case .bytes(let bytes): bytes == digest
      case .text(let text): text == MessageDigest.hexadecimal(digest)
      }
    }

    var text: String {
      switch self {
      case .bytes(let bytes): MessageDigest.hexadecimal(bytes)
      case .text(let text): text
      }
    }
  }

  // MARK: - At once

  /// How many files one thread takes at a time, and after how many stored bytes it has enough.
  private static let batchCount = 64
  private static let batchSize = 1 << 20
  /// How many of these each thread may have before it.
  private static let batchesAhead = 16

  private struct Batch: Sendable {
    /// The number of the piece, the file of the bag, and by bits the algorithms of the manifests that
    /// list it.
    var files: [(piece: Int, index: Int, algorithms: UInt8)] = []
    var storedSize = 0
  }

  private func checkDigests(
    of pieces: any BagPieces, _ algorithms: [MessageDigest.Algorithm],
    _ progress: (Int, Int) -> Void
  ) throws(Diagnostic) {
    let work = OrderedWork<(files: [DigestedFile], storedSize: Int)>(
      workers: jobs, ahead: Self.batchesAhead)
    defer { work.stop() }
    let shelf = ToolShelf { DigestingTools(pieces, algorithms) }
    // What is to be said of the index comes before the first digest is looked at: so it is checked while
    // the threads have as much to do as they can be given.
    var isIndexChecked = false
    func checkIndexOnce() throws(Diagnostic) {
      guard !isIndexChecked else { return }
      isIndexChecked = true
      try checkIndex()
    }
    var passed = 0
    func take() throws(Diagnostic) {
      try checkIndexOnce()
      guard let (files, storedSize) = work.next() else { return }
      for file in files { conclude(file, algorithms) }
      passed += storedSize
      progress(passed, bag.container.size)
    }
    func give(_ batch: Batch) throws(Diagnostic) {
      while work.isFull { try take() }
      _ = work.give {
        let files = shelf.lend { tools in batch.files.map { Self.digest($0, tools) } }
        return (files, batch.storedSize)
      }
    }
    try forEachBatch(of: pieces, algorithms, give)
    try checkIndexOnce()
    while work.underWay > 0 { try take() }
  }

  /// Gives the pieces that are files of the bag to `body`, batch by batch.
  private func forEachBatch(
    of pieces: any BagPieces, _ algorithms: [MessageDigest.Algorithm],
    _ body: (Batch) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var batch = Batch()
    var last = -1
    for number in 0..<pieces.count {
      guard let piece = pieces[number],
        ByteOrder.begins(piece.path.utf8.span, with: bag.base.utf8.span),
        let index = bag.files.index(
          of: String(Substring(piece.path.utf8.dropFirst(bag.base.utf8.count))),
          guess: last + 1)
      else { continue }
      last = index
      batch.files.append((number, index, listing(index, algorithms)))
      batch.storedSize += piece.storedSize
      if batch.files.count >= Self.batchCount || batch.storedSize >= Self.batchSize {
        try body(batch)
        batch = Batch()
      }
    }
    if !batch.files.isEmpty { try body(batch) }
  }

  /// By bits, the algorithms of the manifests that list a file.
  private func listing(_ index: Int, _ algorithms: [MessageDigest.Algorithm]) -> UInt8 {
    var bits: UInt8 = 0
    for manifest in manifests where manifest.line(of: index) > 0 {
      bits |= 1 << UInt8(algorithms.firstIndex(of: manifest.algorithm) ?? 0)
    }
    return bits
  }

  private static func digest(
    _ file: (piece: Int, index: Int, algorithms: UInt8), _ tools: DigestingTools
  ) -> DigestedFile {
    var result = DigestedFile(index: file.index)
    var bits = file.algorithms
    func end() -> [[UInt8]?] {
      tools.digests.enumerated().map { bits & (1 << $0) == 0 ? nil : $1.finishBytes() }
    }
    do throws(Diagnostic) {
      result.isWanted = try tools.reader.read(file.piece) { recorded in
        result.recorded = recorded.map { .bytes($0) }
        if recorded != nil { bits |= tools.sha256 }
        return bits != 0
      } take: { bytes in
        for (position, digest) in tools.digests.enumerated() where bits & (1 << position) != 0 {
          digest.update(bytes)
        }
      }
      if result.isWanted { result.digests = .success(end()) }
    } catch {
      // Files of a container like this stand alone.
      _ = end()
      result.isWanted = true
      result.digests = .failure(error)
    }
    return result
  }

  // MARK: - One by one

  private func checkDigestsInOrder(
    _ algorithms: [MessageDigest.Algorithm], _ progress: (Int, Int) -> Void
  ) throws(Diagnostic) {
    let digests = algorithms.map { MessageDigest($0) }
    let walk = try bag.container.walk()
    while let file = try walk.next() {
      guard file.path.utf8.starts(with: bag.base.utf8) else { continue }
      let path = String(file.path.dropFirst(bag.base.count))
      guard let index = bag.files.index(of: path) else { continue }
      let bits = listing(index, algorithms)
      let wanted = digests.enumerated().map { position, digest in
        bits & (1 << position) != 0 || (digest.algorithm == .sha256 && file.digest != nil)
      }
      guard wanted.contains(true) else { continue }
      var result = DigestedFile(
        index: index, recorded: file.digest.map { .text($0) }, isWanted: true)
      do throws(Diagnostic) {
        let source = try walk.contents()
        while let chunk = try source.nextChunk() {
          for (digest, isWanted) in zip(digests, wanted) where isWanted {
            digest.update(UnsafeRawBufferPointer(chunk))
          }
        }
        result.digests = .success(zip(digests, wanted).map { $1 ? $0.finishBytes() : nil })
      } catch {
        guard bag.container.filesStandAlone else { throw error }
        for digest in digests { _ = digest.finishBytes() }
        result.digests = .failure(error)
      }
      conclude(result, algorithms)
      progress(walk.bytesTaken, bag.container.size)
    }
  }

  // MARK: - Comparison

  private func conclude(_ file: DigestedFile, _ algorithms: [MessageDigest.Algorithm]) {
    guard file.isWanted else { return }
    let digests: [[UInt8]?]
    switch file.digests {
    case .failure(let finding): return report(finding)
    case .success(let found): digests = found
    }
    outcome.digestedFiles += 1
    for (algorithm, digest) in zip(algorithms, digests) {
      for manifest in manifests where manifest.algorithm == algorithm {
        let line = manifest.line(of: file.index)
        guard line > 0, digest.map({ manifest.states($0, of: file.index) }) != true else {
          continue
        }
        findWrong(
          digest, manifest.digest(of: file.index), algorithm, file.index,
          at: bag.place(manifest.path, line: line))
      }
      if algorithm == .sha256, let recorded = file.recorded,
        digest.map(recorded.states) != true
      {
        let place = bag.place(bag.files.path(file.index))
        findWrong(digest, recorded.text, .sha256, file.index, at: place)
      }
    }
  }

  private func findWrong(
    _ found: [UInt8]?, _ expected: String, _ algorithm: MessageDigest.Algorithm, _ index: Int,
    at place: Place
  ) {
    report(
      .wrongDigest(
        of: bag.files.path(index), algorithm, found: found.map(MessageDigest.hexadecimal),
        expected: expected, at: place))
  }
}

/// What a thread computes digests with.
private final class DigestingTools {
  let reader: any BagPieceReader
  let digests: [MessageDigest]
  /// The bit of SHA-256.
  let sha256: UInt8

  init(_ pieces: any BagPieces, _ algorithms: [MessageDigest.Algorithm]) {
    reader = pieces.makeReader()
    digests = algorithms.map { MessageDigest($0) }
    sha256 = algorithms.firstIndex(of: .sha256).map { 1 << UInt8($0) } ?? 0
  }
}
