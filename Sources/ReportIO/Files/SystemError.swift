internal import Glibc
public import ReportDiagnostics

/// The reasons that the operating system gives for a failed call.
public enum SystemError {
  /// The text of error number `code`, in the words of the C library.
  public static func text(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "errno \(code)" }
    return String(cString: text)
  }

  /// Runs a call that returns a negative number for an error, again as long as a signal breaks it.
  public static func retrying(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  /// `input-unreadable`, of the file or folder at `path`, for error number `code`.
  public static func unreadable(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic(.inputUnreadable, at: Place(source: path), ["path": path, "reason": text(code)])
  }
}

/// Turns error numbers of failed writes into findings.
enum OutputError {
  /// The finding for the error number `code`.
  static func diagnostic(_ path: String, _ code: Int32) -> Diagnostic {
    let kind: DiagnosticKind =
      switch code {
      case ENOENT, ENOTDIR: .outputParentMissing
      case EACCES, EPERM, EROFS: .outputNotPermitted
      case EISDIR: .outputIsFolder
      case ENOSPC, EDQUOT, EFBIG: .outputNoSpace
      case EPIPE: .outputClosed
      default: .outputFailed
      }
    return Diagnostic(
      kind, at: Place(source: path), ["path": path, "reason": SystemError.text(code)])
  }

  /// Makes writes to a closed pipe, or beyond a limit of file size, fail with an error instead of
  /// killing the process.
  static let signalsIgnored: Void = {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }()
}
