import ReportSyntax
import ReportTestSupport
import Testing

@testable import ReportBundles

/// What is read at once because it is plain is read as what is not: the short way and the careful one
/// agree.
@Suite struct PlainPathTests {
  /// What changes how a line or a path is to be read.
  private static let pieces: [[UInt8]] =
    [
      "*", "./", ".", "%0A", "%0d", "%25", "%", "~", "/", "//", "..", "\\", "C:", "\r", "\n", "\t",
      " ", "\0", "\u{7F}", "\u{301}", "年", "é", "K", "\u{600}", "A", "0", "g", ".xml", ".XML",
      "data/", "data/source/", "\r\n", "",
    ].map { Array($0.utf8) } + [[0xFF], [0x80], [0xE5, 0xB9]]

  /// A text with pieces put in, bytes changed and others left out.
  private static func mutated(_ text: String, _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<generator.number(0...3) {
      let index = generator.number(0...bytes.count)
      switch generator.number(0...3) {
      case 0: bytes.insert(contentsOf: generator.one(of: pieces), at: index)
      case 1: bytes.removeSubrange(index..<min(index + 2, bytes.count))
      case 2: bytes.append(contentsOf: generator.one(of: pieces))
      default: bytes = generator.damage(bytes)
      }
    }
    return bytes
  }

  @Test func aReportHasAnID() {
    for folder in ["data/", "data/reports/", "data/年/"] {
      #expect(!BundleLayout.isReport(folder + ".xml"))
      #expect(BundleLayout.isReport(folder + "a.xml"))
      #expect(BundleLayout.isReport(folder + "年.xml"))
    }
  }

  @Test func aPlainManifestLineIsThatLine() throws {
    var generator = SeededGenerator(seed: 7)
    let digest = String(repeating: "0aF9", count: 16)
    var plainCount = 0
    for blank in ["  ", " ", "\t", " *", "  ./"] {
      for _ in 0..<2000 {
        let path = "data/reports/210100/2024/2024-\(generator.number(0...99)).xml"
        let bytes = Self.mutated(digest + blank + path, &generator)
        guard let plain = ManifestLine(plain: bytes[...], length: 32) else { continue }
        plainCount += 1
        for isCurrent in [false, true] {
          for text in [BagEncoding.marked.text(bytes[...]), BagEncoding.latin1.text(bytes[...])] {
            let line = try #require(text)
            let careful = try #require(ManifestLine(line, length: 32, isCurrent: isCurrent))
            #expect(careful.digest == plain.digest)
            #expect(Array(careful.path.utf8) == Array(plain.path.utf8))
            #expect(careful.tolerated == plain.tolerated)
          }
        }
      }
    }
    #expect(plainCount > 1000)
  }

  @Test func aLineAsWeWriteItIsPlain() {
    let line = String(repeating: "0a", count: 32) + "  data/reports/210100/2024/2024-1.xml"
    #expect(ManifestLine(plain: Array(line.utf8)[...], length: 32) != nil)
    #expect(ManifestLine(plain: Array(line.utf8)[...], length: 20) == nil)
  }

  @Test func reportsAndTheirIdsAreToldByCharacters() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<5000 {
      let start = generator.one(of: ["data/reports/210100/2024/", "data/source/a/", "data/", ""])
      let path = String(decoding: Self.mutated(start + "2024-1.xml", &generator), as: UTF8.self)
      let isReport =
        path.hasPrefix("data/") && path.hasSuffix(".xml") && !path.hasSuffix("/.xml")
        && !path.hasPrefix("data/source/")
      #expect(BundleLayout.isReport(path) == isReport, "\(Array(path.utf8))")
      let id = String((path.split(separator: "/").last ?? "").dropLast(".xml".count))
      #expect(Array(BundleLayout.id(of: path).utf8) == Array(id.utf8), "\(Array(path.utf8))")
    }
  }
}
