import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportContainers

@Suite struct ArchiveNameTests {
  /// The rule as it is said, one thing after the other.
  private static func fault(in name: [UInt8]) -> DiagnosticKind? {
    let slash = UInt8(ascii: "/")
    guard let first = name.first else { return .archiveNameEmpty }
    if name.contains(0) { return .archiveNameHasNUL }
    if name.contains(UInt8(ascii: "\\")) { return .archiveNameBackslash }
    if first == slash { return .archiveNameAbsolute }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    if name.count > 1, name[1] == UInt8(ascii: ":"), letters.contains(first | 0x20) {
      return .archiveNameDrive
    }
    let path = name.last == slash ? name.dropLast() : name[...]
    let parts = path.split(separator: slash, omittingEmptySubsequences: false).map(Array.init)
    return parts.contains { ["", ".", ".."].map { Array($0.utf8) }.contains($0) }
      ? .archiveNameDots : nil
  }

  private static let alphabet = ["a", "Z", ".", "..", "/", "\\", ":", "\0", "年", "~", "a:", "b/"]

  @Test func onePassTellsWhatTheRuleSays() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<20_000 {
      let text = generator.pick(upTo: 6, from: Self.alphabet).joined()
      #expect(
        ArchiveName.fault(in: text.utf8.span)?.id == Self.fault(in: Array(text.utf8))?.id,
        "\(text.debugDescription)")
      let isSafe =
        Self.fault(in: Array(text.utf8)) == nil && !text.hasSuffix("/") && !text.hasPrefix("~")
      #expect(PackageInput.isSafe(text) == isSafe, "\(text.debugDescription)")
      if PackageInput.isSafe(text) { #expect(!text.contains("://")) }
    }
  }

  @Test func namesThatAreOneFileSomewhereAreOne() {
    let names = [
      "a/b", "A/b", "a/b/", "a/B", "k", "K", "\u{212A}", "é", "e\u{301}", "E\u{301}", "a/c", "",
      "/",
      ";", "\u{37E}",
    ]
    func folded(_ name: String) -> String {
      (name.hasSuffix("/") ? String(name.dropLast()) : name).lowercased()
    }
    for left in names {
      for right in names {
        #expect(ArchiveNameSet.areAlike(left, right) == (folded(left) == folded(right)))
        var set = ArchiveNameSet()
        let isFirst = set.insert(left)
        let isOther = set.insert(right)
        #expect(isFirst)
        #expect(isOther == (folded(left) != folded(right)), "\(left) \(right)")
      }
    }
  }
}
