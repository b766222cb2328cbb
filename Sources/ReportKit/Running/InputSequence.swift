internal import ReportDiagnostics
internal import ReportIO

/// The inputs that the arguments of a command stand for, one at a time: a file is itself, and so is a
/// folder that a format is read from as a whole; any other folder is every input in it, in byte order
/// of their paths.
struct InputSequence: Sendable {
  /// The next input.
  enum Input {
    /// A file, a folder that is one input, or `-` for standard input.
    case single(path: String)
    /// What cannot be listed or read.
    case failure(Diagnostic)

    /// The path that it goes by.
    var path: String {
      switch self {
      case .single(let path): path
      case .failure(let diagnostic): diagnostic.place.source
      }
    }
  }

  private var arguments: ArraySlice<String>
  /// The files that make a folder one input.
  private let markers: [String]
  private var walk: FolderWalk?
  private var folder = ""
  private var filesInFolder = 0
  private var remarks: [Diagnostic] = []
  /// What made an earlier run crash, or may have.
  var crashes = CrashRecord()
  /// The path of an input that is to be read alone, up to which the sequence goes for now.
  private var suspect: String?

  init(_ arguments: [String], markers: [String]) {
    self.arguments = arguments[...]
    self.markers = markers
  }

  /// The next input; nil at the end, and where ``takeSuspect()`` gives one.
  mutating func next() -> Input? {
    guard suspect == nil, let input = advance() else { return nil }
    guard case .single(let path) = input else { return input }
    if crashes.suspects(path) {
      suspect = path
      return nil
    }
    guard crashes.blames(path) else { return input }
    return .failure(Diagnostic(.inputCrashes, at: Place(source: path)))
  }

  /// An input to be read when nothing else is, alone in a sequence; the sequence goes on behind it.
  mutating func takeSuspect() -> (path: String, alone: InputSequence)? {
    defer { suspect = nil }
    return suspect.map { ($0, InputSequence([$0], markers: markers)) }
  }

  private mutating func advance() -> Input? {
    while true {
      if let input = nextInFolder() { return input }
      guard let argument = arguments.popFirst() else { return nil }
      guard argument != "-", FolderPath.isFolder(argument),
        !FolderPath.holds(oneOf: markers, argument)
      else { return .single(path: argument) }
      do throws(Diagnostic) {
        walk = try FolderWalk(path: argument, markers: markers)
        folder = argument
        filesInFolder = 0
      } catch {
        return .failure(error)
      }
    }
  }

  /// What is to be said of the folders that ``next()`` came to the end of since this was last asked.
  mutating func takeRemarks() -> [Diagnostic] {
    defer { remarks = [] }
    return remarks
  }

  private mutating func nextInFolder() -> Input? {
    guard walk != nil else { return nil }
    // In its place: a copy of a walk copies all that is still to come.
    let entry = walk?.next()
    if entry == nil {
      if let count = walk?.hiddenCount, count > 0 {
        remarks.append(
          Diagnostic(.inputHiddenSkipped, at: Place(source: folder), ["count": "\(count)"]))
      }
      walk = nil
    }
    switch entry {
    case .file(let path), .markedFolder(let path):
      filesInFolder += 1
      return .single(path: path)
    case .unreadable(let diagnostic):
      filesInFolder += 1
      return .failure(diagnostic)
    case nil:
      guard filesInFolder == 0 else { return nil }
      return .failure(Diagnostic(.inputFolderEmpty, at: Place(source: folder)))
    }
  }
}
