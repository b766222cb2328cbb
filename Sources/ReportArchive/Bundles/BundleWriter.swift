public import ReportDiagnostics
public import ReportFormats
public import ReportModel
internal import ReportSyntax

/// Writes reports as a bundle: a BagIt 1.0 bag in a ZIP or tar.gz container, as the name of its path
/// ends (design §4); with a limit of size, as several. In flat memory: manifests and index are spooled
/// beside the target. Reports are encoded, digested and compressed on as many threads as wanted.
public final class BundleWriter: ResumableWriter {
  private let assembler: BundleAssembler
  private let makeXML: @Sendable (WriteOptions) -> any ReportWriter
  /// What every document of one report is written with.
  private let documentOptions = WriteOptions()
  /// Reports that wait to be packed together.
  private var loads: [Load] = []
  private var loadCost = 0

  /// Begins a bundle.
  ///
  /// - Throws: `bundle-name-unknown` unless `path` ends in `.zip`, `.tar.gz` or `.tgz`; an entry of
  ///   the output area.
  init(path: String, options: BundleWriteOptions) throws(Diagnostic) {
    makeXML = try Self.makerOfXML()
    assembler = try BundleAssembler(path: path, options)
  }

  /// Begins a bundle that can be taken up again, or goes on with one.
  ///
  /// - Throws: as ``init(path:options:)``.
  init(_ resumption: Resumption, options: BundleWriteOptions) throws(Diagnostic) {
    makeXML = try Self.makerOfXML()
    assembler = try BundleAssembler(
      path: resumption.partial.target, options, resumption: resumption)
  }

  private static func makerOfXML() throws(Diagnostic)
    -> @Sendable (WriteOptions) ->
    any ReportWriter
  {
    guard case .stream(let makeXML) = Format.xml.writing else {
      throw Diagnostic(.outputFormatNotWritten, ["format": Format.xml.name])
    }
    return makeXML
  }

  /// Begins a bundle.
  ///
  /// - Throws: `bundle-name-unknown` unless `path` ends in `.zip`, `.tar.gz` or `.tgz`; an entry of
  ///   the output area.
  public convenience init(path: String, options: WriteOptions) throws(Diagnostic) {
    try self.init(path: path, options: BundleWriteOptions(options))
  }

  /// Adds `report`.
  public func write(_ report: Report) throws(Diagnostic) -> [Diagnostic] {
    try add(report, original: nil, recognition: nil)
  }

  /// Adds `report`, the file that it was imported from, and how.
  ///
  /// - Throws: `bundle-original-changed`, `input-unreadable`, besides what ``write(_:)`` throws.
  public func write(
    _ report: Report, origin: ReportOrigin
  ) throws(Diagnostic) -> [Diagnostic] {
    if origin.path == "-" {
      return [Diagnostic(.bundleOriginalLeftOut)]
        + (try add(report, original: nil, recognition: origin.recognition))
    }
    let original = try ByteSource(path: origin.path).readAll(limit: Self.originalLimit)
    guard report.source.digest == "sha256:" + (MessageDigest.digest(of: original) ?? "") else {
      throw Diagnostic(
        .bundleOriginalChanged, at: Place(source: origin.path), ["path": origin.path])
    }
    let path = BundleLayout.path(ofOriginal: origin.path, of: report.id)
    return try add(report, original: (path, original), recognition: origin.recognition)
  }

  /// The largest file that is kept: as much as an import reads.
  private static let originalLimit = 1 << 28

  /// A report and what is packed beside it.
  private struct Load: Sendable {
    let report: Report
    let original: (path: String, bytes: [UInt8])?
    let recognition: Recognition?

    /// About how many bytes it takes in memory while it is packed.
    var cost: Int { BundleWriter.reportCost + (original?.bytes.count ?? 0) }
  }

  private func add(
    _ report: Report, original: (path: String, bytes: [UInt8])?, recognition: Recognition?
  ) throws(Diagnostic) -> [Diagnostic] {
    loads.append(Load(report: report, original: original, recognition: recognition))
    loadCost += loads[loads.count - 1].cost
    if loads.count == Self.loadsAtOnce || loadCost >= Self.costAtOnce { try packLoads() }
    return []
  }

  /// Has the reports that wait packed, together: handing them on one by one would cost as much as
  /// packing them.
  private func packLoads() throws(Diagnostic) {
    guard !loads.isEmpty else { return }
    let (makeXML, options, loads) = (makeXML, documentOptions, loads)
    let cost = loadCost
    self.loads = []
    loadCost = 0
    try assembler.add(cost: cost) { tools throws(Diagnostic) in
      var groups: [PackedGroup] = []
      for load in loads { groups.append(try Self.pack(load, makeXML(options), by: tools)) }
      return groups
    }
  }

  private static func pack(
    _ load: Load, _ writer: any ReportWriter, by tools: PackingTools
  ) throws(Diagnostic) -> PackedGroup {
    let report = load.report
    var xml: [UInt8] = []
    var group = PackedGroup()
    // XML holds everything, so that nothing is found.
    _ = writer.write(report, into: &xml)
    writer.finish(into: &xml)
    let path = BundleLayout.path(of: report)
    group.line = BundleIndexLine(report, path: path)
    group.files.append(try tools.pack(path, xml))
    if let original = load.original {
      group.files.append(try tools.pack(original.path, original.bytes))
    }
    if let recognition = load.recognition {
      group.files.append(
        try tools.pack(
          BundleLayout.path(ofProvenanceOf: report.id), Provenance.json(of: report, recognition)))
    }
    return group
  }

  private static let reportCost = 65_536
  private static let loadsAtOnce = 16
  private static let costAtOnce = 1 << 21

  /// Packs and writes all reports so far.
  public func checkpoint() throws(Diagnostic) -> [String: Int] {
    try packLoads()
    try assembler.finish()
    return assembler.counters
  }

  /// Writes what stands behind the reports, and puts the bundle in its place.
  public func commit() throws(Diagnostic) -> [Diagnostic] {
    do throws(Diagnostic) {
      try packLoads()
    } catch {
      cancel()
      throw error
    }
    return try assembler.commit().findings
  }

  /// Gives the bundle up.
  public func cancel() { assembler.cancel() }
}
