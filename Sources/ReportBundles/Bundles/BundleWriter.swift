public import ReportDiagnostics
public import ReportFormats
internal import ReportModel
internal import ReportIO

/// Writes reports as a bundle: a BagIt 1.0 bag in a ZIP or tar.gz container, as the name of its path
/// ends (design §4); with a limit of size, as several. In flat memory: manifests and index are spooled
/// beside the target. Its encoder digests and compresses; what is left is to put that together.
public final class BundleWriter: ResumableWriter, EncodedPackageWriter {
  /// What packs reports, and the files that they were imported from.
  public var encoder: any ReportEncoder { packing }
  private let packing: BundleEncoder
  private let series: BundleSeries

  /// Whether a bundle can be written to `path`, by how it ends.
  public static func isName(_ path: String) -> Bool { BundleContainer.suffix(of: path) != nil }

  /// Begins a bundle, one that can be taken up again, or goes on with one.
  ///
  /// - Throws: `bundle-name-unknown` unless `path` ends in `.zip`, `.tar.gz` or `.tgz`; an entry of
  ///   the output area.
  init(
    path: String, options: BundleWriteOptions, resumption: Resumption? = nil
  ) throws(Diagnostic) {
    packing = try BundleEncoder(path: path, options)
    series = try BundleSeries(path: path, options, resumption: resumption)
  }

  /// Begins a bundle.
  ///
  /// - Throws: `bundle-name-unknown` unless `path` ends in `.zip`, `.tar.gz` or `.tgz`; an entry of
  ///   the output area.
  public convenience init(path: String, options: WriteOptions) throws(Diagnostic) {
    try self.init(path: path, options: BundleWriteOptions(options))
  }

  /// Adds a report of ``encoder``.
  ///
  /// - Throws: `bundle-original-changed`, `input-unreadable`, `archive-memory-short`,
  ///   `digest-unavailable`; an entry of the output area.
  public func write(_ report: EncodedReport) throws(Diagnostic) -> [Diagnostic] {
    guard let content = report.content as? BundleEncoder.Content else {
      preconditionFailure("a report is encoded for the writer that it goes to")
    }
    try series.add(try packing.packed(content))
    return report.findings
  }

  /// All reports so far are in the files already.
  public func checkpoint() throws(Diagnostic) -> [String: Int] { series.counters }

  /// Writes what stands behind the reports, and puts the bundle in its place.
  public func commit() throws(Diagnostic) -> [Diagnostic] { try series.commit() }

  /// Gives the bundle up.
  public func cancel() { series.cancel() }
}

/// Packs reports, each with the file that it was imported from and how.
struct BundleEncoder: ReportEncoder {
  private let tools: ToolShelf<PackingTools>
  private let makeXML: @Sendable (WriteOptions) -> any ReportWriter
  /// What every document of one report is written with.
  private let documentOptions = WriteOptions()

  /// An encoder for the container at `path`.
  ///
  /// - Throws: `bundle-name-unknown`.
  init(path: String, _ options: BundleWriteOptions) throws(Diagnostic) {
    guard case .stream(let makeXML) = Format.xml.writing else {
      throw Diagnostic(.outputFormatNotWritten, ["format": Format.xml.name])
    }
    self.makeXML = makeXML
    tools = PackingTools.shelf(try BundleContainer(path: path), options)
  }

  /// What becomes of a report.
  enum Content: Sendable {
    /// Its files, packed, or what came in the way.
    case packed(Result<PackedGroup, Diagnostic>)
    /// A report whose original is so large that only one is to be in memory at a time: the writer has
    /// it packed.
    indirect case large(Report, ReportOrigin)
  }

  /// The largest original that any thread may have in memory beside others.
  private static let largeSize = 1 << 20

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport {
    encode(report, writtenAs: nil, from: origin)
  }

  func encode(
    _ report: Report, writtenAs document: [UInt8]?, from origin: ReportOrigin?
  ) -> EncodedReport {
    var kept = origin
    var findings: [Diagnostic] = []
    if origin?.path == "-" {
      kept = nil
      findings = [Diagnostic(.bundleOriginalLeftOut)]
    }
    let content: Content
    if let kept, (FolderPath.fileSize(kept.path) ?? 0) > Self.largeSize {
      content = .large(report, kept)
    } else {
      content = .packed(
        Result { () throws(Diagnostic) in
          try pack(report, document ?? self.document(of: report), kept, origin?.recognition)
        })
    }
    return EncodedReport(report.id, content: content, findings: findings)
  }

  /// The files of what was encoded.
  ///
  /// - Throws: what came in the way.
  func packed(_ content: Content) throws(Diagnostic) -> PackedGroup {
    switch content {
    case .packed(let result): try result.get()
    case .large(let report, let origin):
      try pack(report, document(of: report), origin, origin.recognition)
    }
  }

  /// A report as the document that lies in the bundle.
  private func document(of report: Report) -> [UInt8] {
    var xml: [UInt8] = []
    let writer = makeXML(documentOptions)
    // XML holds everything, so that nothing is found.
    _ = writer.write(report, into: &xml)
    writer.finish(into: &xml)
    return xml
  }

  private func pack(
    _ report: Report, _ document: [UInt8], _ origin: ReportOrigin?, _ recognition: Recognition?
  ) throws(Diagnostic) -> PackedGroup {
    let original = try origin.map { origin throws(Diagnostic) in
      try Self.original(of: report, origin)
    }
    let path = BundleLayout.path(of: report)
    let packing = tools.lend { tools in
      Result { () throws(Diagnostic) in
        var group = PackedGroup()
        group.line = BundleIndexLine(report, path: path)
        group.files.append(try tools.pack(path, document))
        if let (path, bytes) = original { group.files.append(try tools.pack(path, bytes)) }
        if let recognition {
          group.files.append(
            try tools.pack(
              BundleLayout.path(ofProvenanceOf: report.id),
              Provenance.json(of: report, recognition)))
        }
        return group
      }
    }
    return try packing.get()
  }

  private static func original(
    of report: Report, _ origin: ReportOrigin
  ) throws(Diagnostic) -> (path: String, bytes: [UInt8]) {
    let bytes = try ByteSource(path: origin.path).readAll(limit: BundleLayout.fileLimit)
    guard report.source.digest == "sha256:" + (MessageDigest.digest(of: bytes) ?? "") else {
      throw Diagnostic(
        .bundleOriginalChanged, at: Place(source: origin.path), ["path": origin.path])
    }
    return (BundleLayout.path(ofOriginal: origin.path, of: report.id), bytes)
  }
}
