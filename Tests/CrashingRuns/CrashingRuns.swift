internal import ArgumentParser
internal import Glibc
internal import ReportFormats
internal import ReportIO
internal import ReportKit

/// Runs a conversion as `nianbao convert` does, with one more format: a file that begins with
/// `CRASH KIND` kills the process while it is read (``Death``). For tests of what is left then.
@main
struct CrashingRuns: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "crashing-runs")

  @Flag(help: "As of nianbao convert.") var resume = false
  @Option(help: "As of nianbao convert.") var jobs = 2
  @Flag(help: "Print findings as JSON.") var json = false
  @Option(name: .shortAndLong, help: "The output: a bundle, or NDJSON.") var output: String
  @Argument(help: "The inputs.") var inputs: [String]

  func run() throws {
    let printer = json ? FindingPrinter.json : .text(.english)
    RunInterruption.nameInputs(printer)
    RunInterruption.listen()
    let options = InputOptions(
      registry: FormatRegistry(formats: [.crash] + FormatRegistry.standard.formats),
      forms: try .embedded())
    let conversion = Conversion(
      options: options, target: output.hasSuffix(".ndjson") ? .ndjson : .bundle,
      destination: .path(output), jobs: jobs, resumes: resume)
    let summary = conversion.run(inputs, observer: Printing(printer: printer))
    let exitCode = summary.exitCode(isStrict: false)
    if exitCode != 0 { throw ExitCode(exitCode) }
  }
}

/// Prints findings to standard error.
private final class Printing: RunObserver {
  let printer: FindingPrinter

  init(printer: FindingPrinter) { self.printer = printer }

  func found(_ finding: Diagnostic) {
    var line = printer.line(finding) + "\n"
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  func finished(_ outcome: ReportOutcome) {
    if outcome.source.hasSuffix(".observed.json") { Death.trap.happen() }
  }

  func progressed(_ progress: RunProgress) {}
}

extension Format {
  /// Files that begin with `CRASH KIND` and a line feed; a JSON report may follow.
  fileprivate static let crash = Format(
    name: "crash", extensions: [".crash"], mediaType: "text/plain", capacity: .many,
    fidelity: .importOnly, summary: BilingualText(zh: "崩溃", en: "crashes"),
    recognise: { prefix in
      let beginning = Array("CRASH ".utf8)
      guard prefix.count > beginning.count else { return .none }
      return beginning.indices.allSatisfy { prefix[$0] == beginning[$0] } ? .certain : .none
    },
    reading: .stream { source, options throws(Diagnostic) in
      let bytes = try source.readAll(limit: 1 << 24)
      let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
      let rest = ByteSource(
        bytes: Array(bytes.dropFirst(line.utf8.count + 1)), name: options.sourceName)
      return CrashReader(
        line.split(separator: " ").dropFirst().map(String.init),
        try Format.json.makeReader(rest, options))
    })
}

/// Crashes, or reads the report that follows.
private final class CrashReader: ReportReader {
  private let words: [String]
  private let reader: any ReportReader

  init(_ words: [String], _ reader: any ReportReader) {
    self.words = words
    self.reader = reader
  }

  func next() throws(Diagnostic) -> ReadItem? {
    if words.first == "once" {
      if let marker = words.dropFirst().first, access(marker, F_OK) != 0 {
        close(open(marker, O_CREAT | O_WRONLY, 0o600))
        Death.trap.happen()
      }
    } else if let word = words.first, let death = Death(rawValue: word) {
      death.happen()
    }
    return try reader.next()
  }

  func nextStep() throws(Diagnostic) -> ReadingStep? {
    .work {
      Death.trap.happen()
      return []
    }
  }

  var holdsMany: Bool { false }
}

/// How a process dies.
private enum Death: String {
  case trap, abort, segmentation, overflow, bus, division, breakpoint, kill

  func happen() {
    switch self {
    case .trap: fatalError("as the input asks for")
    case .abort: Glibc.abort()
    case .segmentation: UnsafeMutablePointer<Int>(bitPattern: 16)?.pointee = 1
    case .overflow: print(Self.depth(1))
    case .bus: raise(SIGBUS)
    case .division: raise(SIGFPE)
    case .breakpoint: raise(SIGTRAP)
    case .kill: Glibc.kill(getpid(), SIGKILL)
    }
  }

  private static func depth(_ number: Int) -> Int {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { room in
      room[number % 4096] = 1
      return depth(number + 1) + Int(room[0])
    }
  }
}
