public import ReportDiagnostics
public import ReportFormats
public import ReportModel
internal import ReportSyntax

/// Writes reports as a bundle: a BagIt 1.0 bag in a ZIP or tar.gz container, as the name of its path
/// ends (design §4); with a limit of size, as several. In flat memory: manifests and index are spooled
/// beside the target. Reports are encoded, digested and compressed on as many threads as wanted.
public final class BundleWriter: PackageWriter {
  private let assembler: BundleAssembler
  private let makeXML: @Sendable (WriteOptions) -> any ReportWriter
  private let late = LateFindings()
  private let remarks: BundleRemarks

  /// Findings that come when others were begun already; handed out with the next of them.
  private final class LateFindings {
    var findings: [Diagnostic] = []
  }

  /// Begins a bundle.
  ///
  /// - Throws: `bundle-name-unknown` unless `path` ends in `.zip`, `.tar.gz` or `.tgz`; an entry of
  ///   the output area.
  public init(path: String, options: BundleWriteOptions) throws(Diagnostic) {
    guard case .stream(let makeXML) = Format.xml.writing else {
      throw Diagnostic(.outputFormatNotWritten, ["format": Format.xml.name])
    }
    self.makeXML = makeXML
    remarks = options.remarks
    let late = late
    assembler = try BundleAssembler(path: path, options) { late.findings.append($0) }
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

  private func add(
    _ report: Report, original: (path: String, bytes: [UInt8])?, recognition: Recognition?
  ) throws(Diagnostic) -> [Diagnostic] {
    let makeXML = makeXML
    let cost = Self.reportCost + (original?.bytes.count ?? 0)
    try assembler.add(cost: cost) { tools throws(Diagnostic) in
      var xml: [UInt8] = []
      let writer = makeXML(WriteOptions())
      var group = PackedGroup()
      group.findings = writer.write(report, into: &xml)
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
    defer { late.findings = [] }
    return late.findings
  }

  /// About what a report takes in memory while it is packed.
  private static let reportCost = 65_536

  /// Writes what stands behind the reports, and puts the bundle in its place.
  ///
  /// What is found on the way goes to the remarks of the options.
  public func commit() throws(Diagnostic) {
    _ = try assembler.commit()
    remarks.add(late.findings)
  }

  /// Gives the bundle up.
  public func cancel() { assembler.cancel() }
}
