internal import ArgumentParser
internal import ReportFormats
internal import ReportKit
internal import ReportModel
internal import ReportIO
internal import ReportTestSupport

/// Writes generated reports in any format, in flat memory: material for outside judges, for
/// measuring, and for trying things out. The same arguments give the same bytes.
@main
struct GenerateReports: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate-reports",
    abstract: "Writes generated reports; the same arguments give the same bytes.")

  @Option(help: "How many reports.") var count = 1
  @Option(help: "The seed.") var seed: UInt64 = 1
  @Option(help: "Their edition; all takes the editions in turn.") var edition = "all"
  @Option(help: "The least bytes of narrative of each.") var narrative: Int?
  @Option(help: "The share of cells that are known, 0 to 1.") var density: Double?
  @Flag(help: "Ordinary prose and small numbers rather than what is easy to get wrong.")
  var plain = false
  @Flag(help: "Now and then a paragraph of 100 KB.") var long = false
  @Flag(help: "Make PATH a folder of one document a report.") var folder = false
  @Option(name: .customLong("to"), help: "The format.") var format: String
  @Argument(help: "The file or folder to write; - for standard output.") var path: String

  func run() throws {
    let library = try FormLibrary.embedded()
    let forms = library.forms.filter { edition == "all" || $0.edition == edition }
    guard !forms.isEmpty else { throw ValidationError("no edition \(edition)") }
    guard let format = FormatRegistry.standard.format(named: format), let writing = format.writing
    else { throw ValidationError("\(format) is no format that is written") }
    var generator = ReportGenerator(
      seed: seed,
      options: .init(
        density: density, narrativeBytes: narrative, isPlain: plain, hasLongParagraphs: long))
    let next = { generator.report(of: forms[$0 % forms.count]) }
    if folder {
      try writeFolder(of: format, next)
    } else if writing.isStream {
      guard count == 1 || format.capacity == .many else {
        throw ValidationError("\(format.name) holds one report a file: use --folder")
      }
      let sink: any ByteSink =
        path == "-" ? StandardOutput(.streaming) : try OutputFile(path: path)
      try write(0..<count, next, to: format.makeOutput(to: .sink(sink)))
    } else {
      try write(0..<count, next, to: format.makeOutput(to: .path(path)))
    }
  }

  private func write(
    _ numbers: Range<Int>, _ report: (Int) -> Report, to output: any ReportOutput
  ) throws {
    for number in numbers { _ = try output.write(report(number)) }
    _ = try output.commit()
  }

  private func writeFolder(of format: Format, _ report: (Int) -> Report) throws {
    let output = try OutputFolder(path: path)
    for number in 0..<count {
      let report = report(number)
      let file = try output.file(named: "\(report.id)" + (format.extensions.first ?? ""))
      try write(number..<number + 1, { _ in report }, to: format.makeOutput(to: .sink(file)))
    }
    try output.commit()
  }
}
