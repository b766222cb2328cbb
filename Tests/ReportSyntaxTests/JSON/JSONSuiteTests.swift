import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

/// The public JSONTestSuite: y_ must be accepted, n_ refused, i_ either; nothing may crash.
@Suite(.enabled(if: Suites.has("json"))) struct JSONSuiteTests {
  @Test(arguments: Suites.files(in: "json/test_parsing"))
  func verdict(file: String) throws {
    let bytes = try Suites.bytes("json/test_parsing/\(file)")
    let error = JSONSuiteTests.error(in: bytes)
    if file.hasPrefix("y_") { #expect(error == nil, "\(file)") }
    if file.hasPrefix("n_") {
      #expect(error != nil, "\(file)")
      #expect((error?.place.line ?? 0) > 0 && (error?.place.column ?? 0) > 0)
      // Every placeholder of the message was filled in.
      #expect(error?.message(in: .english).contains("{e") == false)
      #expect(error?.message(in: .english).contains("{found}") == false)
    }
  }

  @Test func everyFileIsThere() {
    #expect(Suites.files(in: "json/test_parsing").count > 300)
  }

  @Test(arguments: Suites.files(in: "json/test_transform"))
  func transformDoesNotCrash(file: String) throws {
    _ = JSONSuiteTests.error(in: try Suites.bytes("json/test_transform/\(file)"))
  }

  @Test func namesThatDifferOnlyInNormalisationAreDifferent() throws {
    for file in ["object_key_nfc_nfd.json", "object_key_nfd_nfc.json"] {
      let bytes = try Suites.bytes("json/test_transform/\(file)")
      #expect(try JSONDocument.validate(bytes.span).isEmpty)
    }
    for file in ["object_same_key_different_values.json", "object_same_key_same_value.json"] {
      let bytes = try Suites.bytes("json/test_transform/\(file)")
      #expect(try JSONDocument.validate(bytes.span).map(\.kind) == [.jsonKeyDuplicate])
    }
  }

  private static func error(in bytes: [UInt8]) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try JSONDocument.validate(bytes.span)
      return nil
    } catch {
      return error
    }
  }
}
