public import ReportDiagnostics
internal import ReportIO

/// Copies what a run refuses into a folder, with the reasons: `files/` holds the inputs that gave no
/// report, so that it can be read again once they are put right; `reasons/` has a text for each of
/// them, and for each input of which only some reports were refused, which itself stays where it is.
///
/// It stands between a run and who watches it. The folder is there whole after ``commit()``, and not
/// at all if nothing was refused.
public final class RejectFolder: RunObserver {
  private let output: OutputFolder
  private let arguments: [String]
  private let printer: FindingPrinter
  private let next: any RunObserver
  /// What was found in the present report, or about the present input.
  private var pending: [Diagnostic] = []
  /// The reasons of the present input.
  private var reasons: (names: PathNames, file: FolderFile)?
  private var failure: Diagnostic?

  /// How many inputs are in the folder.
  public private(set) var count = 0

  private static let filesFolder = "files"
  private static let reasonsFolder = "reasons"
  /// How many names are tried for an input whose own is taken.
  private static let mostNames = 10_000

  /// Begins the folder at `path`, which must not exist, or be empty.
  ///
  /// - Parameters:
  ///   - arguments: the inputs of the run as they were given: names in the folder go from there on.
  ///   - printer: how reasons are worded.
  ///   - next: who else is told everything.
  /// - Throws: an entry of the output area of the catalogue.
  public init(
    path: String, arguments: [String], printer: FindingPrinter, next: any RunObserver
  ) throws(Diagnostic) {
    output = try OutputFolder(path: path)
    self.arguments = arguments
    self.printer = printer
    self.next = next
  }

  /// Passes a finding on, and keeps it for the report it may be the reason of.
  public func found(_ finding: Diagnostic) {
    next.found(finding)
    if finding.severity > .note { pending.append(finding) }
  }

  /// Passes an outcome on, and keeps the reasons of a report that is refused.
  public func finished(_ outcome: ReportOutcome) {
    next.finished(outcome)
    if outcome.verdict == .refused { keepReasons(of: outcome.source) }
    pending = []
  }

  /// Passes the end of an input on, and copies the input if no report was taken from it.
  public func ended(_ input: InputOutcome) {
    next.ended(input)
    if input.hasFailed { keepReasons(of: input.path) }
    pending = []
    guard let reasons else { return }
    self.reasons = nil
    attempt { () throws(Diagnostic) in
      try reasons.file.commit()
      if input.accepted == 0 { try copy(input.path, as: reasons.names) }
      count += 1
    }
  }

  /// Passes progress on.
  public func progressed(_ progress: RunProgress) { next.progressed(progress) }

  /// Puts the folder in its place if there is anything in it; called once, after the run.
  ///
  /// - Throws: an entry of the output area of the catalogue, also for what could not be copied.
  public func commit() throws(Diagnostic) {
    if let reasons {
      self.reasons = nil
      try reasons.file.commit()
      count += 1
    }
    if let failure {
      output.cancel()
      throw failure
    }
    if count == 0 { return output.cancel() }
    try output.commit()
  }

  private func attempt(_ work: () throws(Diagnostic) -> Void) {
    guard failure == nil else { return }
    do throws(Diagnostic) {
      try work()
    } catch {
      failure = error
    }
  }

  private func keepReasons(of path: String) {
    attempt { () throws(Diagnostic) in
      let file = try openReasons(of: path)
      var text = ""
      for finding in pending { text += printer.line(finding) + "\n" }
      try file.write(Array(text.utf8))
    }
  }

  private func openReasons(of path: String) throws(Diagnostic) -> FolderFile {
    if let reasons { return reasons.file }
    let wanted = PathNames(path, below: arguments)
    var taken: Diagnostic?
    for number in 1...Self.mostNames {
      let names = wanted.numbered(number)
      do throws(Diagnostic) {
        let file = try output.file(
          named: names.name + Self.reasonsExtension(printer),
          in: [Self.reasonsFolder] + names.folders)
        reasons = (names, file)
        return file
      } catch {
        // A name that is taken; or what will not go away by another name.
        guard error.kind == .outputFailed else { throw error }
        taken = error
      }
    }
    throw taken ?? Diagnostic(.outputFailed, ["path": output.path, "reason": ""])
  }

  private static func reasonsExtension(_ printer: FindingPrinter) -> String {
    if case .json = printer { ".ndjson" } else { ".txt" }
  }

  /// Copies an input that is a file which can be read at all.
  private func copy(_ path: String, as names: PathNames) throws(Diagnostic) {
    guard path != "-", FolderPath.fileSize(path) != nil, let source = try? ByteSource(path: path)
    else { return }
    let file = try output.file(named: names.name, in: [Self.filesFolder] + names.folders)
    while let chunk = try source.nextChunk() { try file.write(UnsafeRawBufferPointer(chunk)) }
    try file.commit()
  }
}

/// The path of an input below the argument that it came from, in names that are safe anywhere.
private struct PathNames {
  var folders: [String]
  var name: String

  /// So that an ending finds room, and the name is no longer than file systems take.
  private static let longest = 200

  init(_ path: String, below arguments: [String]) {
    let folder = arguments.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
      .filter { path.hasPrefix($0) }.max { $0.utf8.count < $1.utf8.count }
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let relative = folder.map { String(path.dropFirst($0.count)) } ?? last
    var names = relative.split(separator: "/").filter { $0 != "." && $0 != ".." }.map(Self.safe)
    name = names.popLast() ?? Self.safe(last[...])
    folders = names
  }

  /// The same with a number, but for the first.
  func numbered(_ number: Int) -> PathNames {
    guard number > 1 else { return self }
    var copy = self
    copy.name = "\(number)-\(name)"
    return copy
  }

  private static func safe(_ name: Substring) -> String {
    var text = String(name)
    if text == "-" || text.isEmpty { return "standard-input" }
    if text.hasPrefix(".") { text = "_" + text.dropFirst() }
    while text.utf8.count > longest { text.unicodeScalars.removeFirst() }
    return OutputFolder.isSafe(text) ? text : "_" + text.filter { $0 != "\0" && $0 != "/" }
  }
}
