internal import Glibc
internal import ReportDiagnostics

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
