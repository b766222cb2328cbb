import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// Same reports in, same bytes out.
@Suite struct WritingLaws {
  @Test(arguments: TestedFormat.written) func twiceTheSameBytes(_ tested: TestedFormat) throws {
    let reports = LawMaterial.reports(60, seed: 11)
    let first = try FormatExercise.documents(reports, as: tested.format)
    #expect(try first == FormatExercise.documents(reports, as: tested.format))
    #expect(!first.isEmpty && first.allSatisfy { !$0.files.isEmpty })
    // A container is no text.
    let texts = first.flatMap(\.files).filter { !$0.bytes.starts(with: Array("PK".utf8)) }
    #expect(texts.allSatisfy { $0.bytes.last == UInt8(ascii: "\n") })
  }

  /// Any thread may put a report into bytes, long before those in front of it are written.
  @Test(arguments: TestedFormat.written.filter { $0.format.capacity == .many }, [1, 2, 5, 30])
  func encodedInAnyOrderTheBytesAreTheSame(_ tested: TestedFormat, ahead: Int) throws {
    for count in [1, 2, 30] {
      let reports = LawMaterial.reports(count, seed: 17)
      let document = try FormatExercise.document(
        reports, as: tested.format, encodingAhead: ahead)
      let expected = try FormatExercise.document(reports, as: tested.format)
      #expect(document == expected, "\(tested.format.name) \(count)")
    }
  }

  /// write(read(write(report))) is write(report).
  @Test(arguments: TestedFormat.written, LawMaterial.editions)
  func writingIsStable(_ tested: TestedFormat, edition: String) throws {
    for document in try FormatExercise.documents(
      LawMaterial.reports(40, of: edition, seed: 13), as: tested.format)
    {
      let found = try LawMaterial.read(document, as: tested.format)
      if found.isEmpty, tested.format.fidelity == .projection { continue }
      let isSame = try FormatExercise.document(found, as: tested.format) == document
      #expect(isSame, "\(tested.format.name) \(edition)")
    }
  }

  /// What a format writes is recognised as that format, whatever the file is called; one line of
  /// JSON is the exception that the name decides.
  @Test(arguments: TestedFormat.written.filter { $0.format.writing?.isStream == true })
  func writtenIsRecognised(_ tested: TestedFormat) throws {
    let format = tested.format
    for count in [1, 3] {
      let reports = LawMaterial.reports(count, of: "2021", seed: 14)
      let document = try FormatExercise.documents(reports, as: format)[0].files[0].bytes
      let prefix = Array(document.prefix(Format.prefixLength))
      for ending in format.extensions {
        let named = try FormatRegistry.standard.recognise(prefix: prefix, name: "a\(ending)")
        #expect(named.name == format.name)
      }
      if format.name == "ndjson", count == 1 { continue }
      let unnamed = try FormatRegistry.standard.recognise(prefix: prefix, name: "a.dat")
      #expect(unnamed.name == format.name)
    }
  }

  @Test func aHeaderMakesABatchOfOneReport() throws {
    let reports = LawMaterial.reports(1, seed: 15)
    var options = WriteOptions()
    options[BatchHeader.self] = BatchHeader(
      sender: " <甲> & ", receiver: "]]>", created: "2025-03-31")
    let document = try FormatExercise.write(reports, as: .xml, options)
    let items = try FormatExercise.items(document, as: .xml, LawMaterial.forms)
    #expect(items.flatMap(\.findings).map(\.kind) == [.envelopeDropped])
    try LawMaterial.expectSame(items.compactMap(\.report), reports, "batch of one")
  }

  @Test func projectionsSayWhatTheyLeaveOutOnce() throws {
    let reports = LawMaterial.reports(40, seed: 16)
    let findings = try FormatExercise.write(
      reports, into: Format.cells.makeOutput(to: .sink(MemorySink())))
    let empty = reports.count { $0.cells.areAbsent(in: $0.form.cells.indices) }
    #expect(findings.count { $0.kind == .cellsLeavesOut } == 1)
    #expect(findings.count { $0.kind == .cellsReportWithoutCells } == empty)
    #expect(findings.count == empty + 1)
  }
}
