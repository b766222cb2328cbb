import ReportDiagnostics
import ReportTestSupport
import Testing

@testable import ReportBundles

/// The bags of the conformance suite: our verdict is the name of their folder.
@Suite struct BagSuiteTests {
  /// What was found in the bag at `path`, by id.
  static func findings(_ path: String, level: BagVerifier.Level = .digests) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    do {
      let verifier = try BagVerifier(path: path, level: level) { findings.append($0) }
      _ = try verifier.verify()
    } catch {
      findings.append(error)
    }
    return findings
  }

  /// Bags that lack a file that they list: rightly invalid, though it is the case, or what systems
  /// leave lying about, that they warn of.
  private static let invalidAmongWarnings: Set = [
    "duplicate-file-with-different-case", "special-system-files",
  ]

  @Test(
    .enabled(if: Suites.has("bagit")),
    arguments: [
      "v0.97/valid", "v0.97/invalid", "v0.97/warning", "v0.97/linux-only", "v1.0/valid",
      "v1.0/invalid",
    ])
  func verdictsAreThoseOfTheSuite(_ folder: String) {
    let kind = folder.split(separator: "/")[1]
    let names = Suites.files(in: "bagit/\(folder)")
    #expect(!names.isEmpty)
    for name in names {
      let findings = Self.findings("\(Suites.root)/bagit/\(folder)/\(name)")
      let isValid = !findings.contains { $0.severity == .error }
      let shown = findings.map { "\($0.place): \($0.message(in: .english))" }
      switch kind {
      case "valid": #expect(isValid, "\(folder)/\(name): \(shown)")
      case "warning" where !Self.invalidAmongWarnings.contains(name):
        #expect(isValid && !findings.isEmpty, "\(folder)/\(name): \(shown)")
      default: #expect(!isValid, "\(folder)/\(name) is found valid")
      }
    }
  }
}
