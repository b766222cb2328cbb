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

  /// Whoever takes the bytes may take them when they like.
  @Test(arguments: TestedFormat.written)
  func bytesTakenInPartsAreTheSame(_ tested: TestedFormat) throws {
    guard tested.format.capacity == .many, case .stream(let makeWriter) = tested.format.writing
    else { return }
    let reports = LawMaterial.reports(30, seed: 12)
    let writer = makeWriter(WriteOptions())
    var whole: [UInt8] = []
    for report in reports {
      var part: [UInt8] = []
      _ = writer.write(report, into: &part)
      whole += part
    }
    writer.finish(into: &whole)
    #expect(whole == FormatExercise.write(reports, as: tested.format))
  }

  /// Any thread may put a report into bytes, long before those in front of it are written.
  @Test(arguments: TestedFormat.written, [0, 1, 2, 5, 30])
  func encodedInAnyOrderTheBytesAreTheSame(_ tested: TestedFormat, ahead: Int) throws {
    guard tested.format.capacity == .many, case .stream(let makeWriter) = tested.format.writing
    else { return }
    for count in [1, 2, 30] {
      let reports = LawMaterial.reports(count, seed: 17)
      let writer = makeWriter(WriteOptions())
      let encoder = writer.encoder
      var encoded: [Int: EncodedReport] = [:]
      var whole: [UInt8] = []
      for index in reports.indices {
        // As many reports ahead as there are threads, the last of them first.
        for later in (index..<min(index + ahead + 1, count)).reversed()
        where encoded[later] == nil {
          encoded[later] = encoder.encode(reports[later], from: nil)
        }
        let report = try #require(encoded[index])
        #expect(report.id == reports[index].id)
        _ = writer.write(report, into: &whole)
      }
      writer.finish(into: &whole)
      let expected = FormatExercise.write(reports, as: tested.format)
      #expect(whole == expected, "\(tested.format.name) \(count)")
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
  @Test(arguments: TestedFormat.written) func writtenIsRecognised(_ tested: TestedFormat) throws {
    let format = tested.format
    guard case .stream = format.writing else { return }
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
    let options = WriteOptions(
      envelope: Envelope(sender: " <甲> & ", receiver: "]]>", created: "2025-03-31"))
    let document = FormatExercise.write(reports, as: .xml, options)
    let items = try FormatExercise.items(document, as: .xml, LawMaterial.forms)
    #expect(items.flatMap(\.findings).map(\.kind) == [.envelopeDropped])
    LawMaterial.expectSame(items.compactMap(\.report), reports, "batch of one")
  }

  @Test func projectionsSayWhatTheyLeaveOutOnce() throws {
    let reports = LawMaterial.reports(40, seed: 16)
    guard case .stream(let makeWriter) = Format.cells.writing else { return }
    let writer = makeWriter(WriteOptions())
    var bytes: [UInt8] = []
    let findings = reports.flatMap { writer.write($0, into: &bytes) }
    let empty = reports.count { $0.cells.areAbsent(in: $0.form.cells.indices) }
    #expect(findings.count { $0.kind == .cellsLeavesOut } == 1)
    #expect(findings.count { $0.kind == .cellsReportWithoutCells } == empty)
    #expect(findings.count == empty + 1)
  }
}
