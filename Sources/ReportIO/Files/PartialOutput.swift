internal import Glibc
public import ReportDiagnostics

/// The output of a run that can be taken up again after it was killed: a hidden folder beside the
/// target, `.<name>.partial`, with the files that the output is made of and a journal of lines that
/// say up to where they are good.
///
/// Files and journal only grow. A line of the journal is written when everything that it speaks of
/// is in the files, with the digest of what was added to each, so that whoever takes the run up again
/// can cut them back to a state that is proven.
///
///     let partial = try PartialOutput(of: "out.ndjson")
///     let output = try partial.file("output")
///     try output.write(bytes)
///     try partial.addLine(line(of: try partial.marks()))
///     try partial.commit("output")
public final class PartialOutput {
  /// The path that the output will have.
  public let target: String
  /// The folder.
  public let path: String
  private var journal: Int32
  private var files: [String: PartialFile] = [:]

  private static let journalName = "journal"

  /// Opens the folder, or makes it.
  ///
  /// - Throws: `output-in-use` if another run has it open; an entry of the output area.
  public init(of target: String) throws(Diagnostic) {
    self.target = target
    let resolved = try OutputPath.resolved(target)
    let mode = try OutputPath.mode(resolved)
    if let mode, mode & S_IFMT != S_IFREG { throw OutputError.diagnostic(target, EISDIR) }
    let name = resolved.split(separator: "/").last.map(String.init) ?? ""
    let parent = OutputPath.parent(of: resolved)
    path = (parent == "." ? "" : parent + "/") + "." + name + ".partial"
    if mkdir(path, 0o777) != 0 {
      guard errno == EEXIST else { throw OutputError.diagnostic(target, errno) }
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        throw OutputError.diagnostic(path, ENOTDIR)
      }
    }
    journal = open(
      path + "/" + Self.journalName, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard journal >= 0 else { throw OutputError.diagnostic(path, errno) }
    // Released by the system with the descriptor, however the process ends.
    // A journal without a name is one that whoever had it has just removed.
    var status = stat()
    guard flock(journal, LOCK_EX | LOCK_NB) == 0, fstat(journal, &status) == 0,
      status.st_nlink > 0
    else {
      close(journal)
      journal = -1
      throw Diagnostic(.outputInUse, at: Place(source: target), ["path": target])
    }
  }

  deinit { release() }

  private func release() {
    for file in files.values { file.cancel() }
    if journal >= 0 { close(journal) }
    journal = -1
  }

  /// The lines of the journal, from front to back. The last may be cut.
  ///
  /// - Throws: `input-unreadable`.
  public func lines() throws(Diagnostic) -> ByteSource {
    try ByteSource(path: path + "/" + Self.journalName)
  }

  /// Cuts the journal and the files back, and forgets all other files. What `sizes` does not name is
  /// empty from then on.
  ///
  /// - Throws: an entry of the output area.
  public func cutBack(journal size: Int, files sizes: [String: Int]) throws(Diagnostic) {
    guard ftruncate(journal, size) == 0 else { throw OutputError.diagnostic(path, errno) }
    for name in FolderListing.names(path) ?? [] {
      let name = String(decoding: name, as: UTF8.self)
      if name == Self.journalName { continue }
      let file = path + "/" + name
      guard let size = sizes[name] else {
        unlink(file)
        continue
      }
      guard truncate(file, size) == 0 else { throw OutputError.diagnostic(path, errno) }
    }
  }

  /// The bytes of the file `name` so far, from front to back; for what is not open.
  ///
  /// - Throws: `input-unreadable`.
  public func content(of name: String) throws(Diagnostic) -> ByteSource {
    try ByteSource(path: path + "/" + name)
  }

  /// The file `name`, to add to; made if it is missing.
  ///
  /// - Throws: an entry of the output area.
  public func file(_ name: String) throws(Diagnostic) -> PartialFile {
    if let file = files[name] { return file }
    let file = try PartialFile(at: path + "/" + name, shownAs: target)
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
      _ = chmod(path + "/" + name, mode & 0o777)
    }
    guard rename(path + "/" + name, resolved) == 0 else {
      throw OutputError.diagnostic(target, errno)
    }
    discard()
  }

  /// Removes everything: there is nothing to take up again.
  public func discard() {
    // Before the lock is let go, so that nobody takes it up on the way.
    FolderRemoval.remove(path)
    release()
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

  init(at file: String, shownAs path: String) throws(Diagnostic) {
    self.path = path
    let descriptor = open(file, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError.diagnostic(path, errno) }
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
