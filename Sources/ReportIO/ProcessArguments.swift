internal import CProcess

/// The arguments of the process.
public enum ProcessArguments {
  /// All of them, the name of the program first; what is not UTF-8 is repaired. Unlike those of
  /// `CommandLine` they need no `/proc`.
  public static let all: [String] = (0..<nianbao_argument_count()).compactMap { index in
    nianbao_argument(index).map { String(cString: $0) }
  }
}
