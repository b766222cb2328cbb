internal import Glibc
internal import Synchronization

/// Whether the user, or the system, asked the process to stop: long work looks now and then, and
/// stops cleanly.
public enum Interruption {
  /// Takes note of SIGINT, SIGTERM and SIGHUP from now on. A second signal of the kind ends the
  /// process at once. A signal that the process was started to ignore stays ignored.
  public static func listen() {
    // Made now, and not in a signal handler.
    _ = isRequested
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      guard sigaction(number, nil, &action) == 0 else { continue }
      if unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1 { continue }
      action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in Interruption.note() }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(number, &action, nil)
    }
  }

  /// Whether a signal came.
  public static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// All that is safe to do in a signal handler.
  private static func note() { requested.store(true, ordering: .relaxed) }

  private static let requested = Atomic<Bool>(false)
}
