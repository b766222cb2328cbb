internal import ReportIO
internal import Glibc

// The umbrella: a program that imports ReportKit has the model, the forms, the formats, the
// bundles with the limits of their containers, and the diagnostics at hand. The byte scanners and
// the importers stay inside.
@_exported public import ReportBundles
@_exported public import ReportContainers
@_exported public import ReportDiagnostics
@_exported public import ReportFormats
@_exported public import ReportForms
@_exported public import ReportModel
@_exported public import ReportRules

/// The version of the program.
public enum ProgramVersion {
  /// As `--version` tells it (semantic versioning).
  public static let current = "0.1.0"
}

/// The processors of the machine.
public enum Processors {
  /// How many there are, 1 or more; no more than 64, beyond which a run gains nothing.
  public static var count: Int { min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 64) }
}

/// The arguments that the process was started with.
public enum CommandArguments {
  /// All of them, the name of the program first; also where there is no `/proc`, from which
  /// `CommandLine` has them.
  public static var all: [String] { ProcessArguments.all }
}

/// The signals by which the user, or the system, stops the process, and those by which it dies.
public enum RunInterruption {
  /// Takes note of SIGINT, SIGTERM and SIGHUP from now on: runs stop cleanly, without output. A second
  /// signal of the kind ends the process at once. A signal that the process was started to ignore stays
  /// ignored.
  public static func listen() { Interruption.listen() }

  /// From now on, if the process dies by SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE or SIGABRT, prints
  /// `run-crashed` to standard error for each input that was being processed, as `printer` does. Only
  /// the first call counts.
  public static func nameInputs(_ printer: FindingPrinter) {
    let finding = Diagnostic(
      .runCrashed, at: Place(source: FatalSignals.pathMark),
      ["signal": FatalSignals.signalMark])
    let isJSON = if case .json = printer { true } else { false }
    FatalSignals.listen(printing: printer.line(finding), isJSON: isJSON)
  }

  /// Does `work` on the input at `path`, which is named if the process dies of it.
  public static func naming<Result, Failure: Error>(
    _ path: String, _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try InputInFlight.during(path, work)
  }
}
