import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportContainers

/// Archives of the kinds that yauzl and zip-slip have, written for these tests, as changes of a sound one;
/// names are the matter of ``ZIPHostileTests``, which also reads the archives themselves where they are.
@Suite struct ZIPCaseTests {
  private static let sound = ZIPHostileTests.Forged.archive([ZIPHostileTests.Forged()])
  // One entry of a name and a content of one byte each.
  private static let directory = 30 + 1 + 1
  private static let end = directory + 46 + 1

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let place: Int
    let bytes: [UInt8]
    let id: String
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "another local header", place: 0, bytes: [0], id: "archive-entry-damaged"),
    Case(name: "another local method", place: 8, bytes: [8], id: "archive-entry-damaged"),
    Case(name: "another record", place: directory, bytes: [0], id: "archive-directory-invalid"),
    Case(
      name: "an entry beyond the end", place: directory + 42, bytes: [0xFF, 0xFF, 0xFF, 0x7F],
      id: "archive-directory-invalid"),
    Case(
      name: "an extra field beyond the end", place: directory + 30, bytes: [0xFF, 0xFF],
      id: "archive-directory-invalid"),
    Case(
      name: "a name beyond the end", place: directory + 28, bytes: [0xFF],
      id: "archive-directory-invalid"),
    Case(
      name: "sizes of ZIP64 that are nowhere", place: directory + 20,
      bytes: [UInt8](repeating: 0xFF, count: 8), id: "archive-directory-invalid"),
    Case(name: "a comment beyond the end", place: end + 20, bytes: [5], id: "archive-not-zip"),
    Case(
      name: "a directory beyond the end", place: end + 12, bytes: [0xFF, 0xFF],
      id: "archive-directory-invalid"),
    Case(
      name: "a directory elsewhere", place: end + 16, bytes: [0xFF, 0xFF],
      id: "archive-directory-invalid"),
    Case(
      name: "more entries than records", place: end + 8, bytes: [2, 0, 2, 0],
      id: "archive-directory-invalid"),
  ]

  @Test(arguments: cases) func isRefused(_ item: Case) {
    #expect(ArchiveMaterial.failure(zip: Self.sound) == "")
    var bytes = Self.sound
    bytes.replaceSubrange(item.place..<item.place + item.bytes.count, with: item.bytes)
    #expect(ArchiveMaterial.failure(zip: bytes) == item.id)
  }

  /// Contents that inflate to less or more than is said, or to nothing at all.
  @Test func deflatedContents() throws {
    let whole = try #require(Deflater().deflateWhole(Array("hello hello hello hello".utf8)))
    for (content, size) in [
      ([0x07, 0, 0], 3), (Array(whole.dropLast(3)), 23), (whole, 5), (whole, 50),
      (whole + Array("rest".utf8), 23),
    ] as [([UInt8], UInt32)] {
      let entry = ZIPHostileTests.Forged(method: 8, content: content, size: size)
      let failure = ArchiveMaterial.failure(zip: ZIPHostileTests.Forged.archive([entry]))
      #expect(failure == "archive-data-invalid", "\(size) of \(content.count)")
    }
  }

  @Test(arguments: ["../../evil.sh", "a/../../evil.sh", "..\\..\\evil.bat", "C:\\evil", "/evil"])
  func slippingOutIsRefused(_ name: String) {
    var entry = ZIPHostileTests.Forged()
    entry.name = Array(name.utf8)
    let failure = ArchiveMaterial.failure(zip: ZIPHostileTests.Forged.archive([entry]))
    #expect(failure.hasPrefix("archive-name-"), "\(failure)")
  }
}
