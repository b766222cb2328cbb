internal import ReportDiagnostics
public import ReportFormats
internal import ReportContainers
internal import ReportIO

extension Format {
  /// `bundle`: a BagIt 1.0 bag in a ZIP or tar.gz container; read from a folder, too.
  public static let bundle = Format(
    name: "bundle", aliases: ["bag", "bagit"],
    extensions: [".bundle.zip", ".bundle.tar.gz"], mediaType: "application/zip", capacity: .many,
    fidelity: .exact,
    summary: BilingualText(
      zh: "归档包：带清单和摘要的 BagIt 1.0，ZIP 或 tar.gz，可校验、可随机读取",
      en: "BagIt 1.0 bag with digests, in ZIP or tar.gz; for keeping, checking, random access"),
    marker: BundleLayout.declaration,
    recognise: { prefix in BundleRecognition.confidence(prefix) },
    reading: .path { path, options throws(Diagnostic) in
      try BundleReader(path: path, options: options)
    },
    writing: .package(
      isResumable: true,
      options: [BundleOptions.self, BatchHeader.self, ProvenanceOptions.self]
    ) { _, target, options throws(Diagnostic) in try BundleWriter(to: target, options) })
}

/// Tells a bundle from its first bytes: `bagit.txt` is the first file of those that we write.
enum BundleRecognition {
  static func confidence(_ prefix: Span<UInt8>) -> Format.Confidence {
    guard prefix.count > 30 else { return .none }
    if prefix[0] == 0x50, prefix[1] == 0x4B, prefix[2] == 3, prefix[3] == 4 {
      let count = min(Int(prefix[26]) | Int(prefix[27]) << 8, prefix.count - 30)
      return isDeclaration((30..<30 + count).map { prefix[$0] }) ? .certain : .none
    }
    guard prefix[0] == 0x1F, prefix[1] == 0x8B else { return .none }
    let bytes = prefix.indices.map { prefix[$0] }
    let tar = TarGzipReader(ByteSource(bytes: bytes, name: ""))
    // What is cut off here, or no tar, is told by whoever reads it.
    guard let entry = try? tar.next() else { return .none }
    return isDeclaration(Array(entry.name.utf8)) ? .certain : .possible
  }

  private static func isDeclaration(_ name: [UInt8]) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.last?.elementsEqual(BundleLayout.declaration.utf8) == true
  }
}
