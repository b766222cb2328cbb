import Foundation
import ReportTestSupport
import Testing

/// Many mixed files at once: what became of each, and why.
@Suite struct BulkTests {
  /// Ten good texts, and one input of every kind that gives no report, or not all of its own.
  private func makeInputs(_ folder: TemporaryFolder) throws {
    let report = try PackageFiles.text("Fixtures/text/2021-data-bureau.txt")
    for number in 0..<10 {
      try folder.write("in/good/\(number).txt", report + "\n附注\(number)\n")
    }
    try folder.write("in/good/again.txt", report + "\n附注3\n")
    try folder.write("in/old/a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 1])
    try folder.write("in/old/a.pdf", "%PDF-1.4\n")
    try folder.write("in/old/a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    try folder.write("in/empty.txt", "")
    try folder.write("in/other.txt", "今天天气很好。\n")
    try folder.write("in/broken.docx", Array("PK\u{3}\u{4}word/document.xml".utf8))
    try folder.write("in/bytes.txt", Array("示例".utf8) + [0xFF, 0xFF, 0x0A])
    try folder.write(
      "in/lines.ndjson",
      "{\"id\":\"a\",\"edition\":\"2021\"}\n{\"id\":1}\n[]\n{\"id\":\"b\",\"edition\":\"2021\"}\n")
    try folder.write("in/refused.json", "{\n\"id\":\"c\",\"edition\":\"1999\"}\n")
    try folder.write("in/cut.xml", "<batch xmlns=\"urn:nianbao:batch:1\"><report")
  }

  private func run(_ jobs: Int, in folder: TemporaryFolder) throws -> Command.Outcome {
    try Command.run(
      [
        "convert", "in", "--to", "ndjson", "-o", "out\(jobs).ndjson", "--keep-going", "--jobs",
        "\(jobs)", "--rejects", "rejects\(jobs)",
      ], in: folder)
  }

  @Test func theCountsAddUp() throws {
    let folder = try TemporaryFolder()
    try makeInputs(folder)
    let outcome = try run(1, in: folder)
    #expect(outcome.status == 2)
    let tables = outcome.messages.components(separatedBy: "\n")
    func count(_ text: String) -> Int? {
      tables.first { $0.hasSuffix("  " + text) }?.split(separator: " ").first.flatMap { Int($0) }
    }
    let accepted = try #require(count("accepted, no warnings or errors"))
    let withFindings = try #require(count("accepted, with warnings or errors"))
    let refused = try #require(count("refused"))
    let failed = try #require(count("inputs that gave no report, or were not read to their end"))
    #expect(accepted + withFindings == 12)
    #expect(refused == 4)
    #expect(count("report-id-doubled") == 1)
    #expect(count("report-edition-unknown") == 1)
    #expect(count("input-is-image") == 1)
    #expect(count("import-nothing-recognised") == 1)
    #expect(count("text-encoding-unknown") == 1)
    #expect(failed == 8, "\(outcome.messages)")
    let lines = try String(contentsOfFile: folder.path + "/out1.ndjson", encoding: .utf8)
    #expect(lines.split(separator: "\n").count == accepted + withFindings)
    #expect(outcome.messages.contains("16 reports = 12 accepted + 4 refused; 12 written"))
  }

  @Test func rejectsHoldWhatWasRefusedAndWhy() throws {
    let folder = try TemporaryFolder()
    try makeInputs(folder)
    _ = try run(1, in: folder)
    let names = folder.tree
    let copies = names.filter { $0.hasPrefix("rejects1/files/") && $0.contains(".") }
    let reasons = names.filter { $0.hasPrefix("rejects1/reasons/") && $0.hasSuffix(".txt") }
    // Only the file of which some reports were taken stays where it is.
    #expect(copies.count == 10)
    #expect(reasons.count == 11)
    #expect(copies.contains("rejects1/files/old/a.doc"))
    #expect(!copies.contains("rejects1/files/lines.ndjson"))
    for copy in copies {
      let original = "in/" + copy.dropFirst("rejects1/files/".count)
      #expect(
        FileManager.default.contentsEqual(
          atPath: folder.path + "/" + copy, andPath: folder.path + "/" + original), "\(copy)")
    }
    func reason(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/rejects1/reasons/\(name).txt", encoding: .utf8)
    }
    #expect(try reason("old/a.doc").contains("[input-is-old-office]"))
    #expect(try reason("bytes.txt").hasPrefix("in/bytes.txt:1:"))
    #expect(try reason("lines.ndjson").split(separator: "\n").count >= 2)
    let again = try Command.run(
      ["convert", "rejects1/files", "--to", "ndjson", "--keep-going", "-o", "again.ndjson"],
      in: folder)
    #expect(again.messages.contains("= 1 accepted"), "\(again.messages)")
  }

  @Test func theSameWithAnyNumberOfThreads() throws {
    let folder = try TemporaryFolder()
    try makeInputs(folder)
    let alone = try run(1, in: folder)
    for jobs in [2, 7] {
      let together = try run(jobs, in: folder)
      #expect(together.messages == alone.messages)
      #expect(
        FileManager.default.contentsEqual(
          atPath: folder.path + "/out1.ndjson", andPath: folder.path + "/out\(jobs).ndjson"))
      #expect(
        FileManager.default.contentsEqual(
          atPath: folder.path + "/rejects1", andPath: folder.path + "/rejects\(jobs)"))
    }
  }

  /// Files that are known and not read, whatever their name: what to do about each.
  @Test(
    arguments: [
      ("a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "save it as docx or xlsx"),
      ("a.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "save it as docx or xlsx"),
      ("a.wps", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "save it as docx or xlsx"),
      ("a.et", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "save it as docx or xlsx"),
      ("a.txt", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "save it as docx or xlsx"),
      ("a.pdf", Array("%PDF-1.7\n".utf8), "save its text with tables as plain text"),
      ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "this is an image (PNG)"),
      ("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 1], "this is an image (JPEG)"),
      ("a.html", Array("GIF89a\u{1}\u{0}".utf8), "this is an image (GIF)"),
      ("a.tif", [0x49, 0x49, 0x2A, 0x00, 8, 0], "this is an image (TIFF)"),
      ("a.docx", Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 40), "unpack it"),
    ] as [(String, [UInt8], String)])
  func foreignFilesAreAnsweredWithAdvice(_ name: String, _ bytes: [UInt8], _ advice: String)
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write(name, bytes)
    let outcome = try Command.run(["convert", name, "--to", "json"], in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(advice), "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }

  @Test func aTotalForScripts() throws {
    let folder = try TemporaryFolder()
    try makeInputs(folder)
    let outcome = try Command.run(
      ["convert", "in", "--to", "ndjson", "--keep-going", "--diagnostics", "json"], in: folder)
    let total = try #require(outcome.messages.split(separator: "\n").last)
    #expect(total.contains("\"type\":\"total\""))
    #expect(total.contains("\"outcomes\":{\"accepted\":"))
    #expect(total.contains("\"input-is-pdf\":1"))
  }

  @Test func noFolderWhereNothingIsRefused() throws {
    let folder = try TemporaryFolder()
    let good = PackageFiles.root + "/Fixtures/text/2021-data-bureau.txt"
    let outcome = try Command.run(
      ["convert", good, "--to", "xml", "-o", "a.xml", "--rejects", "rejects"], in: folder)
    #expect(outcome.status == 0)
    #expect(folder.tree == ["a.xml"])
    try folder.write("rejects/x", "")
    let full = try Command.run(
      ["convert", good, "--to", "xml", "-o", "a.xml", "--rejects", "rejects"], in: folder)
    #expect(full.status == 2)
    #expect(full.messages.contains("[output-folder-not-empty]"))
  }
}
