import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

/// The public collections csv-spectrum and csv-test-data: CSV and the JSON that it means.
@Suite struct CSVSuiteTests {
  @Suite(.enabled(if: Suites.has("csv-spectrum"))) struct Spectrum {
    @Test(arguments: Suites.files(in: "csv-spectrum/csvs"))
    func means(file: String) throws {
      // The JSON beside this one belongs to other data: even its telephone number differs.
      guard file != "location_coordinates.csv" else {
        print("SKIPPED: csv-spectrum/\(file): the JSON of the suite belongs to other data")
        return
      }
      let name = file.dropLast(4)
      let tree = try JSONTree(try Suites.bytes("csv-spectrum/json/\(name).json"))
      let scan = CSVScan([try Suites.bytes("csv-spectrum/csvs/\(file)")[...]])
      #expect(scan.error == nil)
      #expect(CSVSuiteTests.objects(scan.records) == tree)
    }

    @Test func everyFileIsThere() {
      #expect(Suites.files(in: "csv-spectrum/csvs").count == 12)
    }
  }

  @Suite(.enabled(if: Suites.has("csv-test-data"))) struct TestData {
    static let good = Suites.files(in: "csv-test-data/csv").filter { !$0.hasPrefix("bad-") }

    @Test(arguments: good)
    func means(file: String) throws {
      let name = file.dropLast(4)
      let tree = try JSONTree(try Suites.bytes("csv-test-data/json/\(name).json"))
      let scan = CSVScan([try Suites.bytes("csv-test-data/csv/\(file)")[...]])
      #expect(scan.error == nil)
      // The files about headers give objects, the others arrays.
      let read =
        file.hasPrefix("header-")
        ? CSVSuiteTests.objects(scan.records) : CSVSuiteTests.arrays(scan.records)
      #expect(read == tree)
    }

    @Test(arguments: [
      ("bad-missing-quote", "csv-quote-unclosed"),
      ("bad-quotes-with-unescaped-quote", "csv-text-after-quote"),
      ("bad-unescaped-quote", "csv-quote-unescaped"), ("bad-header-less-fields", "ragged"),
      ("bad-header-more-fields", "ragged"), ("bad-header-no-header", "header"),
      ("bad-header-wrong-header", "header"),
    ])
    func isRefused(file: String, reason: String) throws {
      let scan = CSVScan([try Suites.bytes("csv-test-data/csv/\(file).csv")[...]])
      if let error = scan.error {
        #expect(error.kind.id == reason && error.place.line == 2)
        return
      }
      // What is wrong with a header only the caller can tell, who knows which one it must be.
      let header = scan.records.first?.fields.map { String(decoding: $0.bytes, as: UTF8.self) }
      guard header == ["foo", "bar", "baz"] else {
        #expect(reason == "header")
        return
      }
      #expect(reason == "ragged" && scan.records.contains { $0.fields.count != 3 })
    }

    @Test func everyFileIsThere() {
      #expect(Suites.files(in: "csv-test-data/csv").count == 25)
    }
  }

  private static func arrays(_ records: [CSVReferenceRecord]) -> JSONTree {
    .array(records.map { .array($0.fields.map { .string(text($0.bytes)) }) })
  }

  private static func objects(_ records: [CSVReferenceRecord]) -> JSONTree {
    let names = records.first?.fields.map { text($0.bytes) } ?? []
    return .array(
      records.dropFirst().map { record in
        .object(
          zip(names, record.fields).map { name, field in
            .init(key: name, value: .string(text(field.bytes)))
          })
      })
  }

  /// The text by the rules of the model (LF for CRLF), as the JSON tree has it.
  private static func text(_ bytes: [UInt8]) -> String {
    var repairs = TextRepairs()
    switch CleanText.string(bytes.span, 0..<bytes.count, mark: 0, repairs: &repairs) {
    case .success(let text): return text
    case .failure: return "not UTF-8"
    }
  }
}
