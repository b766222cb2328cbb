internal import ReportIO

/// Whether the user, or the system, asked the process to stop.
public enum RunInterruption {
  /// Takes note of SIGINT, SIGTERM and SIGHUP from now on: runs stop cleanly, without output. A second
  /// signal of the kind ends the process at once. A signal that the process was started to ignore stays
  /// ignored.
  public static func listen() { Interruption.listen() }
}
