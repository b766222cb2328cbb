import ReportDiagnostics
import ReportFormats
import ReportKit
import ReportModel
import ReportTestSupport
import Testing

/// A format that is only written: one line a report. All that it takes is here.
extension Format {
  fileprivate static let titles = Format(
    name: "titles", extensions: [".titles"], mediaType: "text/plain", capacity: .many,
    fidelity: .projection, summary: BilingualText(zh: "标题", en: "titles"),
    writing: .stream(
      isResumable: true, options: [TitleOptions.self],
      encoder: { TitleEncoder(options: $0[TitleOptions.self]) },
      serializer: { _, _ in ConcatenatingSerializer() }))

  /// The same, one report a file.
  fileprivate static let title = Format(
    name: "title", extensions: [".title"], mediaType: "text/plain", capacity: .one,
    fidelity: .projection, summary: BilingualText(zh: "标题", en: "title"),
    writing: .stream(
      encoder: { TitleEncoder(options: $0[TitleOptions.self]) },
      serializer: { _, _ in ConcatenatingSerializer() }))
}

private struct TitleOptions: WriteOption {
  var lineEnd = "\n"
}

private struct TitleEncoder: ReportEncoder {
  let options: TitleOptions

  func encode(_ report: Report, from origin: ReportOrigin?) -> EncodedReport<[UInt8]> {
    EncodedReport(report, Array("\(report.id) \(report.title)\(options.lineEnd)".utf8))
  }
}

/// Adding a format costs a value like ``Format/titles`` and its place in a registry.
@Suite struct MadeUpFormatTests {
  private static let registry = FormatRegistry(
    formats: FormatRegistry.standard.formats + [.titles, .title])

  private struct Material {
    let folder: TemporaryFolder
    let reports: [Report]

    init(_ count: Int) throws {
      folder = try TemporaryFolder()
      reports = LawMaterial.reports(count, of: "2021", seed: 61)
      try folder.write("in.ndjson", try FormatExercise.write(reports, as: .ndjson))
    }

    var lines: [String] { reports.map { "\($0.id) \($0.title)" } }

    func convert(
      to format: Format, _ name: String, _ options: WriteOptions = WriteOptions(),
      jobs: Int = 1, resumes: Bool = false
    ) -> Summary {
      Conversion(
        options: InputOptions(registry: registry, forms: LawMaterial.forms), target: format,
        destination: .path(folder.path + "/" + name), writeOptions: options, jobs: jobs,
        resumes: resumes
      ).run([folder.path + "/in.ndjson"], observer: Recorder())
    }

    func text(_ name: String) -> String? {
      folder.read(name).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test(arguments: [1, 2], [false, true])
  func reportsGoToOneFile(_ jobs: Int, resumes: Bool) throws {
    let material = try Material(30)
    let summary = material.convert(to: .titles, "out.titles", jobs: jobs, resumes: resumes)
    #expect(summary.written == 30)
    let expected = material.lines.map { $0 + "\n" }.joined()
    #expect(material.text("out.titles") == expected)
  }

  @Test func reportsGoToAFolderOfFiles() throws {
    let material = try Material(3)
    #expect(material.convert(to: .title, "out").written == 3)
    for (report, line) in zip(material.reports, material.lines) {
      #expect(material.text("out/\(report.id).title") == line + "\n")
    }
  }

  @Test func optionsOfItsOwnReachIt() throws {
    let material = try Material(2)
    let options = WriteOptions(TitleOptions(lineEnd: "\r\n"))
    #expect(material.convert(to: .titles, "out.titles", options).written == 2)
    #expect(material.text("out.titles")?.hasSuffix("\r\n") == true)
    #expect(options.identity != WriteOptions().identity)
    #expect(WriteOptions(TitleOptions()).identity == WriteOptions().identity)
    #expect(Format.titles.takes(TitleOptions.self) && !Format.titles.takes(CSVOptions.self))
  }

  @Test func itIsNeverRead() throws {
    let material = try Material(2)
    _ = material.convert(to: .titles, "out.titles")
    #expect(Self.registry.writable.contains { $0.name == "titles" })
    #expect(!Self.registry.readable.contains { $0.name == "titles" })
    // Its content is recognised as something else, or as nothing.
    let bytes = try #require(material.folder.read("out.titles"))
    let format = try? Self.registry.recognise(prefix: bytes, name: "out.titles")
    #expect(format?.name != "titles")
    #expect {
      _ = try Format.titles.makeReader(
        path: "out.titles", ReadOptions(forms: LawMaterial.forms, sourceName: "out.titles"))
    } throws: { error in
      (error as? Diagnostic)?.kind == .inputFormatNotRead
    }
  }
}
