public import ReportDiagnostics
public import ReportContainers
internal import ReportIO

/// Writes a bag out as a folder.
public enum BundleUnpacking {
  /// Writes every file of the bag at `path` below the folder at `folder`, which becomes the bag, whole
  /// or not at all. The digests that the container records are checked.
  ///
  /// - Parameters:
  ///   - limits: what is put up with in the container.
  ///   - progress: is told how many bytes of the container were passed, of how many.
  /// - Returns: how many files were written.
  /// - Throws: `bag-declaration-missing`, `bag-base-mixed`, `bag-digest-wrong`, `input-unreadable`;
  ///   an entry of the archive area or of the output area.
  public static func unpack(
    _ path: String, into folder: String, limits: ArchiveLimits = ArchiveLimits(),
    progress: (_ bytesTaken: Int, _ size: Int) -> Void = { _, _ in }
  ) throws(Diagnostic) -> Int {
    let container = try BagContainers.open(path, limits: limits)
    let base = try Bag.base(of: container)
    let output = try OutputFolder(path: folder)
    let walk = try container.walk()
    var count = 0
    do throws(Diagnostic) {
      while let file = try walk.next() {
        guard file.path.utf8.starts(with: base.utf8) else {
          throw Diagnostic(
            .bagBaseMixed, at: container.place(file.path), ["base": base])
        }
        let parts = file.path.dropFirst(base.count).split(separator: "/").map(String.init)
        guard let name = parts.last else { continue }
        let target = try output.file(named: name, in: parts.dropLast())
        try copy(try walk.contents(), of: file, to: target, in: container)
        count += 1
        progress(walk.bytesTaken, container.size)
      }
      try output.commit()
    } catch {
      output.cancel()
      throw error
    }
    return count
  }

  private static func copy(
    _ source: ByteSource, of file: BagFile, to target: FolderFile, in container: any BagContainer
  ) throws(Diagnostic) {
    let digest = MessageDigest()
    while let chunk = try source.nextChunk() {
      digest.update(UnsafeRawBufferPointer(chunk))
      try target.write(UnsafeRawBufferPointer(chunk))
    }
    if let expected = file.digest, case let found = digest.finish(), found != expected {
      throw .wrongDigest(
        of: file.path, found: found, expected: expected, at: container.place(file.path))
    }
    try target.commit()
  }
}
