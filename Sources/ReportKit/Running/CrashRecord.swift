internal import ReportIO
internal import ReportSyntax

/// What the journal of a run tells of inputs by which earlier attempts crashed.
///
/// A line `{"fatal":["SIGILL","path",…]}`, which the handler of fatal signals adds, names the inputs
/// in flight when the process died. Each of them is read alone by the next run, which notes it with
/// `{"alone":["path","size","modified"]}` before, and with the whole record after. A second `fatal`
/// with nothing but that input makes it one that is passed over, as long as it is the same file.
/// A process that was killed leaves no `fatal`: nothing is passed over then.
struct CrashRecord: Sendable, Equatable {
  /// The paths of the inputs to be read alone, as ``JournalLine/kept(_:)`` gives them.
  private var suspects: Set<String> = []
  /// The inputs to be passed over, by their paths.
  private var culprits: [String: FileStamp] = [:]
  /// The input that was being read alone last.
  private var alone: StampedInput?

  /// Makes an empty record.
  init() {}

  /// Gathers what the lines of a journal tell.
  init(_ lines: inout LineSource) throws(Diagnostic) {
    while let line = try lines.next() {
      let bytes = lines.bytes.span.extracting(line.range)
      if Self.isNote(bytes), let note = JournalLine(bytes) { take(note) }
    }
  }

  /// Whether a line is about crashes, and no checkpoint.
  static func isNote(_ line: Span<UInt8>) -> Bool {
    ["alone", "culprits", "fatal"].contains { name in
      let beginning = Array("{\"\(name)\":".utf8)
      return line.count >= beginning.count
        && beginning.indices.allSatisfy { line[$0] == beginning[$0] }
    }
  }

  private mutating func take(_ note: JournalLine) {
    let paths = note["fatal"].dropFirst()
    if let alone, Array(paths) == [alone.path] {
      suspects.remove(alone.path)
      culprits[alone.path] = alone.stamp
    } else if !paths.isEmpty {
      suspects.formUnion(paths)
    } else if let input = Self.inputs(note, "alone").first {
      alone = input
      return
    } else {
      suspects = Set(note["suspects"])
      culprits = Dictionary(
        Self.inputs(note, "culprits").map { ($0.path, $0.stamp) }, uniquingKeysWith: { $1 })
    }
    alone = nil
  }

  /// Whether there is nothing to be careful about.
  var isEmpty: Bool { suspects.isEmpty && culprits.isEmpty }

  /// Whether the input at `path` is to be read alone.
  func suspects(_ path: String) -> Bool {
    !suspects.isEmpty && suspects.contains(JournalLine.kept(path))
  }

  /// Whether the input at `path` is to be passed over.
  func blames(_ path: String) -> Bool {
    guard !culprits.isEmpty, let stamp = culprits[JournalLine.kept(path)] else { return false }
    return stamp == FileStamp(path: path)
  }

  /// Takes note that `path` was read alone, to its end.
  mutating func clear(_ path: String) { suspects.remove(JournalLine.kept(path)) }

  /// All of it in one line of a journal.
  var line: JournalLine {
    var line = JournalLine()
    line["culprits"] = culprits.sorted { $0.key < $1.key }.flatMap {
      StampedInput(path: $0.key, stamp: $0.value).texts
    }
    line["suspects"] = suspects.sorted()
    return line
  }

  /// The line that says that `input` is read alone from then on.
  static func line(alone input: StampedInput) -> JournalLine {
    var line = JournalLine()
    line["alone"] = input.texts
    return line
  }

  private static func inputs(_ note: JournalLine, _ name: String) -> [StampedInput] {
    note.groups(name, of: 3)?.compactMap { StampedInput($0) } ?? []
  }
}
