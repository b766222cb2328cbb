import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportModel
import ReportContainers
import ReportTestSupport
import Testing

@testable import ReportBundles

/// A container as an argument of a test: printed by the end of its name.
enum TestedContainer: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case zip = ".bundle.zip"
  case tarGzip = ".bundle.tar.gz"

  var testDescription: String { rawValue }
}

/// Bundles of generated reports, and what tests do with them.
enum BundleMaterial {
  static let forms = EmbeddedForms.library

  static let cache = ReaderCache()

  static func reports(_ count: Int, seed: UInt64) -> [Report] {
    var generator = ReportGenerator(seed: seed)
    return generator.reports(count, of: forms.forms)
  }

  /// Writes a bundle and gives its path.
  static func write(
    _ reports: [Report], in folder: TemporaryFolder, _ container: TestedContainer,
    created: String = "", name: String = "a"
  ) throws -> String {
    let path = folder.path + "/" + name + container.rawValue
    var options = WriteOptions()
    options[BatchHeader.self].created = created
    try FormatExercise.write(reports, into: BundleWriter(to: .path(path), options))
    return path
  }

  static var readOptions: ReadOptions {
    ReadOptions(forms: forms, sourceName: "bundle", cache: cache)
  }

  /// Everything in the bag at `path`.
  static func items(_ path: String) throws(Diagnostic) -> [ReadItem] {
    let reader = try BundleReader(path: path, options: readOptions)
    var items: [ReadItem] = []
    while let item = try reader.next() { items.append(item) }
    return items
  }

  static func items(bytes: [UInt8]) throws(Diagnostic) -> [ReadItem] {
    let reader = try BundleReader(
      try BagContainers.open(RandomAccessFile(bytes: bytes, name: "memory")), readOptions)
    var items: [ReadItem] = []
    while let item = try reader.next() { items.append(item) }
    return items
  }

  /// A folder bag of a few files, by hand: name and content of each.
  static func bag(_ files: [(name: String, text: String)]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in files {
      var path = ""
      for part in file.name.split(separator: "/").dropLast() {
        path += (path.isEmpty ? "" : "/") + part
        folder.makeFolder(path)
      }
      try folder.write(file.name, Array(file.text.utf8))
    }
    return folder
  }
}
