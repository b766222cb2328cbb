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
    let original = try ByteSource(path: origin.path).readAll(limit: BundleLayout.fileLimit)
    guard report.source.digest == "sha256:" + (MessageDigest.digest(of: original) ?? "") else {
      throw Diagnostic(
        .bundleOriginalChanged, at: Place(source: origin.path), ["path": origin.path])
    }
    let path = BundleLayout.path(ofOriginal: origin.path, of: report.id)
    return try add(report, original: (path, original), recognition: origin.recognition)
  }

  private func add(
    _ report: Report, original: (path: String, bytes: [UInt8])?, recognition: Recognition?
  ) throws(Diagnostic) -> [Diagnostic] {
    let (makeXML, options) = (makeXML, documentOptions)
    let cost = Self.reportCost + (original?.bytes.count ?? 0)
    try assembler.add(cost: cost) { tools throws(Diagnostic) in
      var xml: [UInt8] = []
      let writer = makeXML(options)
      var group = PackedGroup()
      // XML holds everything, so that nothing is found.
      _ = writer.write(report, into: &xml)
      writer.finish(into: &xml)
      let path = BundleLayout.path(of: report)
      group.line = BundleIndexLine(report, path: path)
      group.files.append(try tools.pack(path, xml))
      if let original { group.files.append(try tools.pack(original.path, original.bytes)) }
      if let recognition {
        group.files.append(
          try tools.pack(
            BundleLayout.path(ofProvenanceOf: report.id), Provenance.json(of: report, recognition)))
      }
      return group
    }
    return []
  }

  /// About what a report takes in memory while it is packed.
  private static let reportCost = 65_536

  /// Packs and writes all reports so far.
  public func checkpoint() throws(Diagnostic) -> [String: Int] {
    try assembler.finish()
    return assembler.counters
  }

  /// Writes what stands behind the reports, and puts the bundle in its place.
  public func commit() throws(Diagnostic) -> [Diagnostic] { try assembler.commit() }

  /// Gives the bundle up.
  public func cancel() { assembler.cancel() }
}
