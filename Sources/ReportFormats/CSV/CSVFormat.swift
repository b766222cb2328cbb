internal import ReportDiagnostics
internal import ReportSyntax

extension Format {
  /// `csv`: a Data Package v2 of CSV tables, as a folder or one ZIP container; lossless.
  public static let csv = Format(
    name: "csv", aliases: ["datapackage"], extensions: [".zip"], mediaType: "application/zip",
    capacity: .many, fidelity: .exact,
    summary: BilingualText(
      zh: "数据包（Data Package）：一组 CSV 及其说明，文件夹或 .zip，完整无损",
      en: "a Data Package of CSV tables with their schemas, a folder or .zip; lossless"),
    marker: PackageDescriptor.fileName,
    recognise: { prefix in
      // Our own containers begin with the descriptor; others are known by their directory.
      let name = Array(PackageDescriptor.fileName.utf8)
      let signature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
      guard prefix.count >= 30 + name.count else { return .none }
      for index in signature.indices where prefix[index] != signature[index] { return .none }
      for index in name.indices where prefix[30 + index] != name[index] { return .none }
      return .certain
    },
    reading: .path { path, options throws(Diagnostic) in try CSVPackageReader(path: path, options)
    },
    writing: .package(writesFolders: true, options: [CSVOptions.self]) {
      format, target, options throws(Diagnostic) in
      guard case .path(let path) = target else {
        throw Diagnostic(.outputNeedsPath, ["format": format.name])
      }
      return CSVPackageOutput(path: path, options[CSVOptions.self])
    })
}
