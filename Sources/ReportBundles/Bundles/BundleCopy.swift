internal import ReportDiagnostics
internal import ReportFormats
internal import ReportIO

/// Puts files of other bundles into a new one, as they are.
final class BundleCopy {
  private let assembler: BundleAssembler
  private let readOptions: ReadOptions
  private let remarks = Guarded<[Diagnostic]>([])

  /// Begins a bundle at `path`.
  ///
  /// - Parameter information: what its `bag-info.txt` says besides, line by line.
  /// - Throws: `bundle-name-unknown`; an entry of the output area.
  init(
    to path: String, _ options: WriteOptions, information: String, readOptions: ReadOptions
  ) throws(Diagnostic) {
    var writing = BundleWriteOptions(options)
    writing.information = information
    assembler = try BundleAssembler(path: path, writing)
    self.readOptions = readOptions
  }

  /// One file that is copied.
  struct File: Sendable {
    /// Its path below the base directory.
    let path: String
    /// Its content.
    let bytes: [UInt8]
    /// Its SHA-256 in lower-case hex, if that was checked before.
    var digest: String?
    /// What findings call it.
    let source: String
    /// What the index is to say of it, if it was read before.
    var line: BundleIndexLine?
  }

  /// Adds files that belong together, a report first if there is one.
  ///
  /// - Throws: `bag-digest-wrong` if a file is not any more what was checked; an entry of the output
  ///   area.
  func add(_ files: [File]) throws(Diagnostic) {
    let readOptions = readOptions
    let remarks = remarks
    try assembler.add(cost: files.reduce(4096) { $0 + 2 * $1.bytes.count }) {
      tools throws(Diagnostic) in
      var group = PackedGroup()
      for (position, file) in files.enumerated() {
        let packed = try tools.pack(file.path, file.bytes)
        if let digest = file.digest, digest != packed.digest {
          throw .wrongDigest(
            of: file.path, found: packed.digest, expected: digest,
            at: Place(source: file.source))
        }
        if position == 0, BundleLayout.isReport(file.path) {
          group.line = file.line
          if file.line == nil {
            let (line, fault) = Self.line(of: file, readOptions)
            group.line = line
            if let fault { remarks.withValue { $0.append(fault) } }
          }
        }
        group.files.append(packed)
      }
      return group
    }
  }

  /// What the index says of a report, as far as it can be read.
  private static func line(
    of file: File, _ options: ReadOptions
  ) -> (BundleIndexLine, Diagnostic?) {
    let reading = ReportDocument.read(file.bytes, named: file.source, options)
    if let report = reading.report { return (BundleIndexLine(report, path: file.path), nil) }
    let fault = Diagnostic(
      .bundleReportUnreadable, at: Place(source: file.source), ["path": file.path])
    return (BundleIndexLine(id: BundleLayout.id(of: file.path), path: file.path), fault)
  }

  /// Packs and writes what is left.
  func finish() throws(Diagnostic) { try assembler.finish() }

  /// Completes the bundle and puts it in its place.
  ///
  /// - Returns: what there is to say about it, and about reports that could not be read.
  func commit() throws(Diagnostic) -> [Diagnostic] {
    let findings = try assembler.commit()
    // Threads find in any order.
    return remarks.withValue { $0 }.sorted { $0.place.source < $1.place.source } + findings
  }

  /// Gives it up.
  func cancel() { assembler.cancel() }
}
