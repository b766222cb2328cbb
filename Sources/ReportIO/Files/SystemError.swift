internal import Glibc

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
}
