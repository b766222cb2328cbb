public import ReportDiagnostics
public import ReportFormats
public import ReportModel
internal import ReportSyntax

/// Writes reports as a bundle: a BagIt 1.0 bag in a ZIP or tar.gz container, as the name of its path
/// ends (design §4). In flat memory: manifest and index are spooled beside the target.
public final class BundleWriter: PackageWriter {
  private let path: String
  private let output: BundleOutput
  private let created: String
  private let manifest: SpoolFile
  private let tagManifest: SpoolFile
  private let index: SpoolFile
  private var payloadBytes = 0
  private var payloadFiles = 0
  private let makeXML: @Sendable (WriteOptions) -> any ReportWriter

  /// Begins a bundle.
  ///
  /// - Throws: `bundle-name-unknown` unless `path` ends in `.zip`, `.tar.gz` or `.tgz`; an entry of
  ///   the output area.
  public init(path: String, options: WriteOptions) throws(Diagnostic) {
    guard case .stream(let makeXML) = Format.xml.writing else {
      throw Diagnostic(.outputFormatNotWritten, ["format": Format.xml.name])
    }
    self.makeXML = makeXML
    self.path = path
    created = options.envelope.created
    output = try BundleOutput(path: path)
    manifest = SpoolFile(beside: path)
    tagManifest = SpoolFile(beside: path)
    index = SpoolFile(beside: path)
    // First, so that the container is known for what it is from its first bytes.
    try addTagFile(
      BundleLayout.declaration,
      "BagIt-Version: \(BundleLayout.version)\nTag-File-Character-Encoding: UTF-8\n")
  }

  /// Adds `report`.
  public func write(_ report: Report) throws(Diagnostic) -> [Diagnostic] {
    var xml: [UInt8] = []
    let writer = makeXML(WriteOptions())
    let findings = writer.write(report, into: &xml)
    writer.finish(into: &xml)
    let reportPath = BundleLayout.path(of: report)
    let offset = output.offset
    let digest = try addPayload(reportPath, xml)
    let line = BundleIndexLine(
      report, path: reportPath, offset: offset, size: xml.count, digest: digest)
    try index.write(line.json() + [0x0A])
    return findings
  }

  /// Adds `report`, the file that it was imported from, and how.
  ///
  /// - Throws: `bundle-original-changed`, `input-unreadable`, besides what ``write(_:)`` throws.
  public func write(
    _ report: Report, origin: ReportOrigin
  ) throws(Diagnostic) -> [Diagnostic] {
    var findings = try write(report)
    if origin.path == "-" {
      findings.append(Diagnostic(.bundleOriginalLeftOut))
    } else {
      let original = try ByteSource(path: origin.path).readAll(limit: Self.originalLimit)
      guard report.source.digest == "sha256:" + (MessageDigest.digest(of: original) ?? "") else {
        throw Diagnostic(
          .bundleOriginalChanged, at: Place(source: origin.path), ["path": origin.path])
      }
      _ = try addPayload(
        BundleLayout.path(ofOriginal: origin.path, of: report.id), original)
    }
    if let recognition = origin.recognition {
      _ = try addPayload(
        BundleLayout.path(ofProvenanceOf: report.id), Provenance.json(of: report, recognition))
    }
    return findings
  }

  /// The largest file that is kept: as much as an import reads.
  private static let originalLimit = 1 << 28

  private func addPayload(_ path: String, _ bytes: [UInt8]) throws(Diagnostic) -> String {
    let digest = try output.add(path, bytes)
    try manifest.write(Array("\(digest)  \(path)\n".utf8))
    payloadBytes += bytes.count
    payloadFiles += 1
    return digest
  }

  private func addTagFile(_ path: String, _ text: String) throws(Diagnostic) {
    let digest = try output.add(path, Array(text.utf8), isCompressed: false)
    try tagManifest.write(Array("\(digest)  \(path)\n".utf8))
  }

  /// Writes what stands behind the reports, and puts the bundle in its place.
  public func commit() throws(Diagnostic) {
    do throws(Diagnostic) {
      var information = "Payload-Oxum: \(payloadBytes).\(payloadFiles)\n"
      // BagIt asks for a day.
      if !created.isEmpty { information = "Bagging-Date: \(created.prefix(10))\n" + information }
      try addTagFile(BundleLayout.information, information)
      let digest = try output.add(BundleLayout.manifest, manifest)
      try tagManifest.write(Array("\(digest)  \(BundleLayout.manifest)\n".utf8))
      _ = try output.add(BundleLayout.tagManifest, tagManifest)
      let indexOffset = output.offset
      _ = try output.add(BundleLayout.index, index)
      try output.commit(indexOffset: indexOffset)
    } catch {
      output.cancel()
      throw error
    }
  }

  /// Gives the bundle up.
  public func cancel() { output.cancel() }
}
