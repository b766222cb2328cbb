public import ReportDiagnostics
public import ReportFormats
public import ReportModel
internal import ReportIO

/// Writes reports as a bundle: a BagIt 1.0 bag in a ZIP or tar.gz container, as the name of its path
/// ends (design §4); with a limit of size, as several. In flat memory: manifests and index are spooled
/// beside the target. Its encoder digests and compresses; what is left is to put that together.
public final class BundleWriter: ReportOutput {
  /// What packs reports, and the files that they were imported from.
  public let encoder: BundleEncoder
  private let target: OutputTarget
  private let options: BundleWriteOptions
  private let path: String
  private var series: BundleSeries?

  /// Whether a bundle can be written to `path`, by how it ends.
  public static func isName(_ path: String) -> Bool { BundleContainer.suffix(of: path) != nil }

  /// Makes an output, which opens its target at the first report; files that outlive the process are
  /// opened at once.
  ///
  /// - Throws: `bundle-name-unknown` unless the path ends in `.zip`, `.tar.gz` or `.tgz`;
  ///   `output-standard-refused`; an entry of the output area.
  public init(to target: OutputTarget, _ options: WriteOptions = WriteOptions()) throws(Diagnostic)
  {
    self.target = target
    self.options = BundleWriteOptions(options)
    switch target {
    case .sink:
      throw Diagnostic(.outputStandardRefused, ["format": Format.bundle.name])
    case .path(let path): self.path = path
    case .partial(let partial, _): path = partial.target
    }
    encoder = try BundleEncoder(path: path, self.options)
    if case .partial = target { series = try openSeries() }
  }

  private func openSeries() throws(Diagnostic) -> BundleSeries {
    if let series { return series }
    let opened = try BundleSeries(path: path, options, target)
    series = opened
    return opened
  }

  /// Adds a report of ``encoder``.
  ///
  /// - Throws: `bundle-original-changed`, `input-unreadable`, `archive-memory-short`,
  ///   `digest-unavailable`; an entry of the output area.
  public func write(
    _ report: EncodedReport<BundleEncoder.Content>
  ) throws(Diagnostic) -> [Diagnostic] {
    let series = try openSeries()
    try series.add(try encoder.packed(report.content))
    return report.findings
  }

  /// All reports so far are in the files already.
  public func checkpoint() throws(Diagnostic) -> [String: Int] { series?.counters ?? [:] }

  /// Writes what stands behind the reports, and puts the bundle in its place.
  public func commit() throws(Diagnostic) -> [Diagnostic] { try openSeries().commit() }

  /// Gives the bundle up.
  public func cancel() { series?.cancel() }
}

/// Packs reports, each with the file that it was imported from and how.
public struct BundleEncoder: ReportEncoder {
  private let tools: ToolShelf<PackingTools>
  private let documents = XMLReportDocuments()

  /// An encoder for the container at `path`.
  ///
  /// - Throws: `bundle-name-unknown`.
  init(path: String, _ options: BundleWriteOptions) throws(Diagnostic) {
    tools = PackingTools.shelf(try BundleContainer(path: path), options)
  }

  /// The files of a report in the bundle.
  public struct Content: Sendable {
    fileprivate let packing: Packing
  }

  /// How far a report is packed.
  fileprivate enum Packing: Sendable {
    /// Its files, packed, or what came in the way.
    case done(Result<PackedGroup, Diagnostic>)
    /// A report whose original is so large that only one is to be in memory at a time: it is packed
    /// when it is written.
    indirect case large(Report, ReportOrigin)
  }

  /// The largest original that any thread may have in memory beside others.
  private static let largeSize = 1 << 20

  /// Packs `report` with its original and its provenance.
  public func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport<Content> {
    var kept = origin
    var findings: [Diagnostic] = []
    if origin?.path == "-" {
      kept = nil
      findings = [Diagnostic(.bundleOriginalLeftOut)]
    }
    let packing: Packing
    if let kept, (FolderPath.fileSize(kept.path) ?? 0) > Self.largeSize {
      packing = .large(report, kept)
    } else {
      packing = .done(
        Result { () throws(Diagnostic) in try pack(report, kept, origin?.recognition) })
    }
    return EncodedReport(report, Content(packing: packing), findings: findings)
  }

  /// The files of what was encoded.
  ///
  /// - Throws: what came in the way.
  func packed(_ content: Content) throws(Diagnostic) -> PackedGroup {
    switch content.packing {
    case .done(let result): try result.get()
    case .large(let report, let origin): try pack(report, origin, origin.recognition)
    }
  }

  private func pack(
    _ report: Report, _ origin: ReportOrigin?, _ recognition: Recognition?
  ) throws(Diagnostic) -> PackedGroup {
    let document = documents.document(of: report)
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
