import ReportIO
import ReportFormats
import ReportSyntax
import ReportTestSupport

@testable import ReportBundles

/// Bundles of many tiny files in place of reports, with ids in no order: for what does not read them.
enum TinyFiles {
  /// Writes a bundle of `count` files and gives its path.
  static func bundle(
    _ count: Int, in folder: TemporaryFolder, _ container: TestedContainer, seed: UInt64 = 5
  ) throws -> String {
    let path = folder.path + "/a" + container.rawValue
    let kind = try BundleContainer(path: path)
    let part = try BundlePart(path: path, kind, BundleWriteOptions(WriteOptions()))
    let tools = PackingTools(kind, [.sha256])
    var generator = SeededGenerator(seed: seed)
    for number in (0..<count).shuffled(using: &generator) {
      var group = PackedGroup()
      var line = BundleIndexLine(id: id(number), path: self.path(number))
      line.edition = "2021"
      line.agency = String(repeating: "局", count: number % 90)
      group.line = line
      group.files = [try tools.pack(self.path(number), document(number))]
      try part.add(group)
    }
    try part.complete()
    try part.commit()
    return path
  }

  static func id(_ number: Int) -> String { "r-\(number * 7919 % 100_003)" }

  static func path(_ number: Int) -> String { "data/reports/unknown/2024/\(id(number)).xml" }

  static func document(_ number: Int) -> [UInt8] { Array("<report \(number)/>".utf8) }
}
