internal import ArgumentParser
internal import Glibc
internal import ReportForms
internal import ReportFormats
internal import ReportKit
internal import ReportIO

/// Reads reports as a conversion would, on one thread and with every check, lets go of each, and
/// tells how much time of one core that took, whatever else the machine does.
@main
struct ReadReports: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-reports",
    abstract: "Reads files of one format; prints bytes, reports and the median seconds.")

  @Option(help: "How often to read them.") var rounds = 5
  @Option(name: .customLong("from"), help: "The format.") var format: String
  @Argument(help: "The files.") var paths: [String]

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("--rounds must be 1 or more") }
  }

  func run() throws {
    guard let format = FormatRegistry.standard.format(named: format) else {
      throw ValidationError("there is no format \(format)")
    }
    let forms = try FormLibrary.embedded()
    let cache = ReaderCache()
    var bytes = 0
    var reports = 0
    var seconds: [Double] = []
    for _ in 0..<rounds {
      bytes = 0
      reports = 0
      let start = Self.processorSeconds
      for path in paths {
        let options = ReadOptions(forms: forms, sourceName: path, cache: cache)
        var source: ByteSource?
        if case .stream = format.reading { source = try ByteSource(path: path) }
        let reader =
          if let source { try format.makeReader(source, options) } else {
            try format.makeReader(path: path, options)
          }
        while let item = try reader.next() { if item.report != nil { reports += 1 } }
        bytes += reader.position?.bytesTaken ?? source?.bytesTaken ?? 0
      }
      seconds.append(Self.processorSeconds - start)
    }
    print(bytes, reports, seconds.sorted()[rounds / 2])
  }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
