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

/// Whether the user, or the system, asked the process to stop.
public enum RunInterruption {
  /// Takes note of SIGINT, SIGTERM and SIGHUP from now on: runs stop cleanly, without output. A second
  /// signal of the kind ends the process at once. A signal that the process was started to ignore stays
  /// ignored.
  public static func listen() { Interruption.listen() }
}
