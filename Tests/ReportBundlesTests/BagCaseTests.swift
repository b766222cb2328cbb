import ReportDiagnostics
import ReportIO
import ReportTestSupport
import Testing

@testable import ReportBundles

/// Bags of the kinds that the conformance suite of BagIt has, written for these tests, by what is changed
/// in a sound one. The suite itself is read by ``BagSuiteTests`` where it is there.
@Suite struct BagCaseTests {
  enum Verdict: String, Sendable { case valid, warning, invalid }

  struct Case: Sendable, CustomTestStringConvertible {
    let verdict: Verdict
    let name: String
    let version: String
    let changes: [String: String?]
    var testDescription: String { "\(verdict.rawValue): \(name)" }

    init(
      _ verdict: Verdict, _ name: String, version: String = "1.0", _ changes: [String: String?]
    ) {
      (self.verdict, self.name, self.version, self.changes) = (verdict, name, version, changes)
    }
  }

  private static let manifest = "manifest-sha256.txt"

  private static func declaration(_ version: String) -> String {
    "BagIt-Version: \(version)\nTag-File-Character-Encoding: UTF-8\n"
  }

  private static func line(_ text: String, _ path: String = "data/a.txt") -> String {
    "\(MessageDigest.digest(of: Array(text.utf8)) ?? "")  \(path)\n"
  }

  static let valid: [Case] = [
    Case(.valid, "as small as it can be", [:]),
    Case(.valid, "of version 0.97", version: "0.97", [:]),
    Case(.valid, "one blank", [manifest: line("a").replacing("  ", with: " ")]),
    Case(.valid, "a tab", [manifest: line("a").replacing("  ", with: "\t")]),
    Case(.valid, "CRLF", [manifest: line("a").replacing("\n", with: "\r\n")]),
    Case(.valid, "no line end", [manifest: String(line("a").dropLast())]),
    Case(.valid, "an empty file", ["data/a.txt": "", manifest: line("")]),
    Case(
      .valid, "blanks and Chinese",
      ["data/a.txt": nil, "data/年 报.txt": "a", manifest: line("a", "data/年 报.txt")]),
    Case(
      .valid, "metadata in folded lines, doubled",
      ["bag-info.txt": "Contact-Name: a\n  b\nContact-Name: c\nPayload-Oxum: 1.1\n"]),
    Case(.valid, "another tag file", ["notes/x.txt": "x"]),
    Case(
      .valid, "a manifest of tag files",
      ["tagmanifest-sha256.txt": line(declaration("1.0"), "bagit.txt")]),
    Case(.valid, "fetched already", ["fetch.txt": "http://localhost/a 1 data/a.txt\n"]),
  ]

  static let warnings: [Case] = [
    Case(
      .warning, "a mark of binary files", version: "0.97",
      [manifest: line("a").replacing("  ", with: " *")]),
    Case(
      .warning, "a dot in front", version: "0.97", [manifest: line("a", "./data/a.txt")]),
    Case(.warning, "a line twice", version: "0.97", [manifest: line("a") + line("a")]),
  ]

  static let invalid: [Case] = [
    Case(.invalid, "no declaration", ["bagit.txt": nil]),
    Case(.invalid, "a byte order mark", ["bagit.txt": "\u{FEFF}" + declaration("1.0")]),
    Case(.invalid, "an unknown version", version: "2.0", [:]),
    Case(.invalid, "no encoding", ["bagit.txt": "BagIt-Version: 1.0\n"]),
    Case(
      .invalid, "a blank before a colon",
      ["bagit.txt": declaration("1.0").replacing("Version:", with: "Version :")]),
    Case(.invalid, "no manifest", [manifest: nil]),
    Case(.invalid, "a file is missing", [manifest: line("a") + line("b", "data/b.txt")]),
    Case(.invalid, "a file is not listed", ["data/b.txt": "b"]),
    Case(.invalid, "another digest", ["data/a.txt": "b"]),
    Case(.invalid, "a digest that is too short", [manifest: "0a  data/a.txt\n"]),
    Case(.invalid, "a tag file is another", ["tagmanifest-sha256.txt": line("x", "bagit.txt")]),
    Case(.invalid, "a tag file is missing", ["tagmanifest-sha256.txt": line("x", "x.txt")]),
    Case(.invalid, "the folder above", [manifest: line("a") + line("a", "../x")]),
    Case(.invalid, "the root", [manifest: line("a") + line("a", "/etc/passwd")]),
    Case(.invalid, "the home folder", [manifest: line("a") + line("a", "~/x")]),
    Case(.invalid, "two digests of a file", [manifest: line("a") + line("b")]),
    Case(.invalid, "a line twice", [manifest: line("a") + line("a")]),
    Case(.invalid, "another sum", ["bag-info.txt": "Payload-Oxum: 2.1\n"]),
    Case(.invalid, "to be fetched outside", ["fetch.txt": "http://localhost/a 1 ../a.txt\n"]),
    Case(
      .invalid, "to be fetched still",
      [
        manifest: line("a") + line("b", "data/b.txt"),
        "fetch.txt": "http://localhost/b 1 data/b.txt\n",
      ]),
  ]

  @Test(arguments: valid + warnings + invalid) func verdict(_ item: Case) throws {
    var files: [String: String?] = [
      "bagit.txt": Self.declaration(item.version), "data/a.txt": "a",
      Self.manifest: Self.line("a"),
    ]
    files.merge(item.changes) { $1 }
    let folder = try BundleMaterial.bag(files.compactMap { name, text in text.map { (name, $0) } })
    let findings = BagSuiteTests.findings(folder.path)
    let found: Verdict =
      findings.contains { $0.severity == .error }
      ? .invalid : findings.contains { $0.severity == .warning } ? .warning : .valid
    #expect(found == item.verdict, "\(findings.map { $0.message(in: .english) })")
  }
}
