internal import ReportDiagnostics
internal import ReportSyntax

/// The files that the inputs of a command stand for, one at a time: a file is itself, a folder is
/// every file in it, in byte order of their paths.
struct InputSequence {
  /// The next input.
  enum Input {
    /// A file, or `-` for standard input.
    case file(path: String)
    /// What cannot be listed or read.
    case failure(Diagnostic)
  }

  private var arguments: ArraySlice<String>
  private var walk: FolderWalk?
  private var folder = ""
  private var filesInFolder = 0

  init(_ arguments: [String]) { self.arguments = arguments[...] }

  mutating func next() -> Input? {
    while true {
      if let input = nextInFolder() { return input }
      guard let argument = arguments.popFirst() else { return nil }
      guard argument != "-", FolderPath.isFolder(argument) else { return .file(path: argument) }
      do throws(Diagnostic) {
        walk = try FolderWalk(path: argument)
        folder = argument
        filesInFolder = 0
      } catch {
        return .failure(error)
      }
    }
  }

  private mutating func nextInFolder() -> Input? {
    guard var walk else { return nil }
    let entry = walk.next()
    self.walk = entry == nil ? nil : walk
    switch entry {
    case .file(let path):
      filesInFolder += 1
      return .file(path: path)
    case .unreadable(let diagnostic):
      filesInFolder += 1
      return .failure(diagnostic)
    case nil:
      guard filesInFolder == 0 else { return nil }
      return .failure(Diagnostic(.inputFolderEmpty, at: Place(source: folder)))
    }
  }
}
