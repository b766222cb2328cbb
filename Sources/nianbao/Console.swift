internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// Prints what happens to one descriptor, with progress where a person watches.
final class Console: RunObserver {
  private let shared: SharedOptions
  private let descriptor: Int32
  private let tellsReports: Bool
  private var progressLine: ProgressLine?
  /// What was found so far.
  private(set) var tally = Tally()
  /// Whether all could be printed.
  private(set) var isComplete = true

  /// - Parameter tellsReports: whether each report is worth a line, where lines are for programs.
  init(_ shared: SharedOptions, to descriptor: Int32, tellsReports: Bool = true) {
    self.shared = shared
    self.descriptor = descriptor
    self.tellsReports = tellsReports
    RunInterruption.nameInputs(shared.printer)
    progressLine = shared.quiet ? nil : ProgressLine()
  }

  private func print(_ line: String) {
    progressLine?.clear()
    if !printLine(line, to: descriptor) { isComplete = false }
  }

  // MARK: - On the way

  func found(_ finding: Diagnostic) {
    tally.count(finding)
    if shared.quiet, finding.severity < .error { return }
    print(shared.printer.line(finding))
  }

  func finished(_ outcome: ReportOutcome) {
    if !tellsReports || shared.quiet && outcome.verdict.isGood { return }
    if let line = shared.printer.line(outcome) { print(line) }
  }

  func progressed(_ progress: RunProgress) { progressLine?.show(progress) }

  func progressed(_ bytesTaken: Int, _ size: Int) {
    var progress = RunProgress()
    progress.bytesRead = bytesTaken
    progress.bytes = size
    progressLine?.show(progress)
  }

  /// Runs `body` on the bundle at `path`; what it throws is printed, and ends the command with 2.
  func run<Result>(
    on path: String = "", _ body: () throws(Diagnostic) -> Result
  ) throws -> Result {
    do throws(Diagnostic) {
      return try RunInterruption.naming(path, body)
    } catch {
      found(error)
      throw ExitCode(2)
    }
  }

  // MARK: - At the end

  /// Prints the total, unless nothing but the result was asked for and all went well; ends the command
  /// with the exit code that the run has come to.
  func end(_ summary: Summary, command: String, isStrict: Bool = false) throws {
    let exitCode = summary.exitCode(isStrict: isStrict)
    conclude(
      [shared.printer.line(summary, command: command, exitCode: exitCode)]
        + shared.printer.outcomeLines(summary), exitCode)
    if exitCode != 0 { throw ExitCode(exitCode) }
  }

  /// Prints what `validate` came to.
  func concludeValidation(_ summary: Summary, exitCode: Int32) {
    conclude(shared.printer.lines(validation: summary, exitCode: exitCode), exitCode)
  }

  private func conclude(_ lines: [String], _ exitCode: Int32) {
    progressLine?.clear()
    if shared.quiet, shared.diagnostics == .text, exitCode == 0 { return }
    for line in lines { print(line) }
  }

  /// Prints the result for people, unless they asked for less.
  func conclude(zh: String, en: String) {
    progressLine?.clear()
    if shared.quiet || shared.diagnostics == .json { return }
    print(say(zh: zh, en: en).visibleLine)
  }
}
