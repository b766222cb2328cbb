internal import Glibc
public import ReportDiagnostics

/// The output of a run that can be taken up again after it was killed: a hidden folder beside the
/// target, `.<name>.partial`, with the files that the output is made of and a journal of lines that
/// say up to where they are good.
///
/// Everything is opened in the folder itself, and links are not followed. A folder of that name that
/// somebody else made, or something else in it, is refused.
///
/// Files and journal only grow. A line of the journal is written when everything that it speaks of
/// is in the files, with the digest of what was added to each, so that whoever takes the run up again
/// can cut them back to a state that is proven.
///
///     let partial = try PartialOutput(of: "out.ndjson", opening: "{\"run\":")
///     let output = try partial.file("output")
///     try output.write(bytes)
///     try partial.addLine(line(of: try partial.marks()))
///     try partial.commit("output")
public final class PartialOutput {
  /// The path that the output will have.
  public let target: String
  /// The folder.
  public let path: String
  private let folder: OpenFolder
  private var journal: Int32
  private var isJournalOfSignals = false
  private var files: [String: PartialFile] = [:]

  private static let journalName = "journal"

  /// Opens the folder, or makes it.
  ///
  /// - Parameter opening: what the journal begins with; one that begins otherwise is not ours.
  /// - Throws: `output-in-use` if another run has it open; `output-partial-foreign` if it is not ours;
  ///   another entry of the output area.
  public init(of target: String, opening: String) throws(Diagnostic) {
    self.target = target
    let resolved = try OutputPath.resolved(target)
    let mode = try OutputPath.mode(resolved)
    if let mode, mode & S_IFMT != S_IFREG { throw OutputError.diagnostic(target, EISDIR) }
    let name = resolved.split(separator: "/").last.map(String.init) ?? ""
    let parent = OutputPath.parent(of: resolved)
    path = (parent == "." ? "" : parent + "/") + "." + name + ".partial"
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw OutputError.diagnostic(target, errno)
    }
    guard let folder = OpenFolder(path) else {
      let isOther = errno == ENOTDIR || errno == ELOOP
      throw isOther ? Self.foreign(path) : OutputError.diagnostic(path, errno)
    }
    guard folder.isOwn else { throw Self.foreign(path) }
    self.folder = folder
    journal = try Self.openJournal(in: folder, path)
    // Released by the system with the descriptor, however the process ends.
    // A journal without a name is one that whoever had it has just removed.
    var status = stat()
    guard flock(journal, LOCK_EX | LOCK_NB) == 0, fstat(journal, &status) == 0,
      status.st_nlink > 0
    else { throw Diagnostic(.outputInUse, at: Place(source: target), ["path": target]) }
    try refuseForeign(opening: Array(opening.utf8))
  }

  deinit { release() }

  private func release() {
    for file in files.values { file.cancel() }
    if isJournalOfSignals { FatalSignals.note(inJournal: -1) }
    isJournalOfSignals = false
    if journal >= 0 { close(journal) }
    journal = -1
  }

  /// The lines of the journal, from front to back. The last may be cut.
  ///
  /// - Throws: `input-unreadable`.
  public func lines() throws(Diagnostic) -> ByteSource { try content(of: Self.journalName) }

  /// From now on, has the inputs that are named when the process dies by a fatal signal
  /// (``FatalSignals``) added to the journal.
  public func notesFatalSignals() {
    isJournalOfSignals = true
    FatalSignals.note(inJournal: journal)
  }

  /// Cuts the journal and the files back, and forgets all other files. What `sizes` does not name is
  /// empty from then on.
  ///
  /// - Throws: an entry of the output area.
  public func cutBack(journal size: Int, files sizes: [String: Int]) throws(Diagnostic) {
    guard ftruncate(journal, size) == 0 else { throw OutputError.diagnostic(path, errno) }
    for name in folder.names ?? [] where name != Self.journalName {
      guard let size = sizes[name] else {
        folder.remove(name)
        continue
      }
      guard let file = try Self.open(name, O_WRONLY, in: folder, path) else { continue }
      defer { close(file) }
      guard ftruncate(file, size) == 0 else { throw OutputError.diagnostic(path, errno) }
    }
  }

  /// The bytes of the file `name` so far, from front to back; for what is not open.
  ///
  /// - Throws: `input-unreadable`; an entry of the output area.
  public func content(of name: String) throws(Diagnostic) -> ByteSource {
    let file = path + "/" + name
    guard let descriptor = try Self.open(name, O_RDONLY, in: folder, path) else {
      throw SystemError.unreadable(file, ENOENT)
    }
    return try ByteSource(descriptor: descriptor, isOwned: true, name: file)
  }

  /// The file `name`, to add to; made if it is missing.
  ///
  /// - Throws: an entry of the output area.
  public func file(_ name: String) throws(Diagnostic) -> PartialFile {
    if let file = files[name] { return file }
    guard Self.isName(name),
      let descriptor = try Self.open(name, O_RDWR | O_CREAT | O_APPEND, in: folder, path)
    else { throw Diagnostic(.outputNameUnsafe, ["path": path, "name": name]) }
    let file = PartialFile(descriptor, shownAs: target)
    files[name] = file
    return file
  }

  /// How large a file is, and what was added to it since the last mark.
  public struct Mark: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its size in bytes.
    public var size: Int
    /// The SHA-256 of what was added since the last mark, in lower-case hex.
    public var digest: String

    /// Makes a mark.
    public init(name: String, size: Int, digest: String) {
      self.name = name
      self.size = size
      self.digest = digest
    }
  }

  /// Hands everything to the system, and marks every file, in byte order of their names.
  ///
  /// - Throws: an entry of the output area.
  public func marks() throws(Diagnostic) -> [Mark] {
    var marks: [Mark] = []
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      let digest = try file.mark()
      marks.append(Mark(name: name, size: file.count, digest: digest))
    }
    return marks
  }

  /// Adds a line to the journal.
  ///
  /// - Throws: an entry of the output area.
  public func addLine(_ line: [UInt8]) throws(Diagnostic) {
    var writer = DescriptorWriter(descriptor: journal, path: path)
    try (line + [0x0A]).span.bytes.withUnsafeBytes { bytes throws(Diagnostic) in
      try writer.write(bytes)
    }
    try writer.flush()
  }

  /// Makes the file `name` the output, and removes everything else.
  ///
  /// - Throws: an entry of the output area; the folder stays.
  public func commit(_ name: String) throws(Diagnostic) {
    let file = try file(name)
    try file.settle()
    let resolved = try OutputPath.resolved(target)
    if let mode = try OutputPath.mode(resolved) {
      guard access(resolved, W_OK) == 0 else { throw OutputError.diagnostic(target, errno) }
      _ = fchmod(file.descriptor, mode & 0o777)
    }
    guard renameat(folder.descriptor, name, AT_FDCWD, resolved) == 0 else {
      throw OutputError.diagnostic(target, errno)
    }
    discard()
  }

  /// Removes everything: there is nothing to take up again.
  public func discard() {
    // The journal last, and before its lock is let go, so that nobody takes it up on the way.
    for name in folder.names ?? [] where name != Self.journalName { folder.remove(name) }
    folder.remove(Self.journalName)
    rmdir(path)
    release()
  }
}

// MARK: - What is ours

extension PartialOutput {
  /// Whether a file may be called so: the files of all writers. Others are not ours.
  private static func isName(_ name: String) -> Bool {
    ["output", "directory", "index"].contains(name) || name.hasPrefix("manifest-")
      || name.hasPrefix("tagmanifest-")
  }

  private static func foreign(_ path: String) -> Diagnostic {
    Diagnostic(.outputPartialForeign, at: Place(source: path), ["path": path])
  }

  /// Opens the journal, or makes one in an empty folder.
  private static func openJournal(
    in folder: OpenFolder, _ path: String
  ) throws(Diagnostic) -> Int32 {
    let isEmpty = folder.names?.isEmpty == true
    let flags = O_RDWR | O_APPEND | (isEmpty ? O_CREAT : 0)
    guard let journal = try open(journalName, flags, in: folder, path) else { throw foreign(path) }
    return journal
  }

  /// Opens a file of the folder; nil if there is none.
  ///
  /// - Throws: `output-partial-foreign` for a link, a file with two names, one of another user, and
  ///   what is no file; another entry of the output area.
  private static func open(
    _ name: String, _ flags: Int32, in folder: OpenFolder, _ path: String
  ) throws(Diagnostic) -> Int32? {
    // Without waiting, for it may be a FIFO.
    let descriptor = folder.open(name, flags | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT where flags & O_CREAT == 0: return nil
      case ELOOP, EISDIR, ENXIO: throw foreign(path + "/" + name)
      default: throw OutputError.diagnostic(path, errno)
      }
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_nlink <= 1, status.st_uid == geteuid()
    else {
      close(descriptor)
      throw foreign(path + "/" + name)
    }
    return descriptor
  }

  /// Refuses what somebody else put there, before anything is changed.
  private func refuseForeign(opening: [UInt8]) throws(Diagnostic) {
    for name in folder.names ?? [] {
      guard Self.isName(name) || name == Self.journalName else {
        throw Self.foreign(path + "/" + name)
      }
      if let file = try Self.open(name, O_RDONLY, in: folder, path) { close(file) }
    }
    var start = [UInt8](repeating: 0, count: opening.count)
    let count = SystemError.retrying { pread(journal, &start, opening.count, 0) }
    // It may be cut, or, where the machine lost power, have zeros for what was not written yet.
    for (byte, expected) in zip(start.prefix(max(count, 0)), opening)
    where byte != expected && byte != 0 {
      throw Self.foreign(path)
    }
  }
}

/// A file of a ``PartialOutput``. Giving it up leaves it, to be taken up again.
public final class PartialFile: ByteSink {
  /// The path that the output will have.
  public let path: String
  /// How many bytes it has.
  public private(set) var count: Int
  private var writer: DescriptorWriter
  private let added = MessageDigest()
  private var isOpen = true
  var descriptor: Int32 { writer.descriptor }

  /// Takes over a descriptor.
  init(_ descriptor: Int32, shownAs path: String) {
    self.path = path
    count = Int(lseek(descriptor, 0, SEEK_END))
    writer = DescriptorWriter(descriptor: descriptor, path: path)
  }

  deinit { cancel() }

  /// Adds bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    added.update(bytes)
    count += bytes.count
    try writer.write(bytes)
  }

  /// Hands everything to the system; the digest of what was added since the last mark.
  func mark() throws(Diagnostic) -> String {
    try writer.flush()
    guard let digest = added.finish() else { throw Diagnostic(.digestUnavailable) }
    return digest
  }

  /// Reads what was handed to the system.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(Diagnostic) -> Int {
    let got = SystemError.retrying {
      pread(writer.descriptor, buffer.baseAddress, buffer.count, offset)
    }
    guard got >= 0 else { throw OutputError.diagnostic(path, errno) }
    return got
  }

  /// Hands everything to the system.
  func flush() throws(Diagnostic) { try writer.flush() }

  /// Hands everything to the disk.
  func settle() throws(Diagnostic) {
    try writer.flush()
    guard fsync(writer.descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw OutputError.diagnostic(path, errno)
    }
  }

  /// Hands everything to the system; ``PartialOutput/commit(_:)`` makes it the output.
  public func commit() throws(Diagnostic) { try writer.flush() }

  /// Closes it.
  public func cancel() {
    if isOpen { close(writer.descriptor) }
    isOpen = false
  }
}
