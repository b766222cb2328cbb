internal import CProcess

/// Names the inputs that are being processed when a fatal signal ends the process: SIGILL, SIGTRAP,
/// SIGSEGV, SIGBUS, SIGFPE or SIGABRT. The process still ends by that signal.
public enum FatalSignals {
  /// What stands for the path of an input in the line that is printed for it.
  public static let pathMark = "\u{F8F0}"
  /// What stands for the name of the signal there.
  public static let signalMark = "\u{F8F1}"

  /// From now on, has `line` printed to standard error for each input, and the inputs added to the
  /// journal of a run (``PartialOutput/notesFatalSignals()``). Only the first call counts.
  ///
  /// - Parameter isJSON: whether it is JSON, so that paths are escaped as in its strings; else as one
  ///   visible line of text.
  public static func listen(printing line: String, isJSON: Bool) {
    var line = line
    line.withUTF8 { text in
      text.withMemoryRebound(to: CChar.self) { text in
        if let start = text.baseAddress { nianbao_fatal_listen(start, text.count, isJSON) }
      }
    }
  }

  /// The descriptor of the journal; -1 for none.
  static func note(inJournal descriptor: Int32) { nianbao_fatal_journal(descriptor) }
}

/// An input while a thread works on it.
public struct InputInFlight {
  private let input: OpaquePointer?

  /// Begins to work on the input at `path`; nothing is named for an empty one.
  public init(_ path: String) {
    var path = path
    input = path.withUTF8 { text in
      text.withMemoryRebound(to: CChar.self) { text in
        text.isEmpty ? nil : text.baseAddress.flatMap { nianbao_input_began($0, text.count) }
      }
    }
  }

  /// Ends the work. To be called once.
  public func end() { nianbao_input_ended(input) }

  /// Does `work` on the input at `path`.
  public static func during<Result, Failure: Error>(
    _ path: String, _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let input = InputInFlight(path)
    defer { input.end() }
    return try work()
  }
}
