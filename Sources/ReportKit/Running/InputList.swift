public import ReportDiagnostics
internal import ReportSyntax

/// The files that the inputs of a command stand for: a file is itself, a folder is every file in it,
/// in byte order of their paths.
public struct InputList: Sendable {
  /// The paths, `-` for standard input.
  public private(set) var paths: [String] = []
  /// What could not be listed.
  public private(set) var failures: [Diagnostic] = []
  /// The bytes of all files, as far as their sizes are known.
  public private(set) var bytes = 0

  /// Lists what `arguments` stand for. Standard input can be named once.
  public init(_ arguments: [String]) {
    for argument in arguments {
      if argument == "-" {
        if paths.contains("-") {
          failures.append(Diagnostic(.inputGivenTwice, at: Place(source: argument)))
        } else {
          paths.append(argument)
        }
      } else {
        let walk = FolderWalk(argument)
        if walk.isFolder && walk.files.isEmpty && walk.failures.isEmpty {
          failures.append(Diagnostic(.inputFolderEmpty, at: Place(source: argument)))
        }
        paths += walk.files.map(\.path)
        bytes += walk.files.reduce(0) { $0 + $1.size }
        failures += walk.failures
      }
    }
  }
}
