internal import Glibc
public import ReportDiagnostics

/// A folder of files that is written as a whole or not at all: a temporary folder beside the target
/// takes its place when it is committed.
///
/// A target that exists must be an empty folder.
public final class OutputFolder {
  /// The path as the user gave it.
  public let path: String
  private let target: String
  /// The temporary folder, and the path that it has until the end.
  private var temporary: (folder: OpenFolder, path: String)?
  /// The folders in it that the last file went to.
  private var last: (names: [String], folder: OpenFolder)?

  /// Begins a folder.
  ///
  /// - Throws: `output-folder-not-empty`, `output-parent-missing`, `output-not-permitted`,
  ///   `output-failed`.
  public init(path: String) throws(Diagnostic) {
    self.path = path
    var trimmed = path
    while trimmed.count > 1 && trimmed.hasSuffix("/") { trimmed.removeLast() }
    target = try Self.realTarget(trimmed)
    let mode = try OutputPath.mode(target)
    if let mode {
      guard mode & S_IFMT == S_IFDIR else { throw OutputError.diagnostic(path, EEXIST) }
      guard try Self.isEmpty(target) else {
        throw Diagnostic(.outputFolderNotEmpty, at: Place(source: path), ["path": path])
      }
    }
    let temporary = OutputPath.temporary(beside: target)
    guard mkdir(temporary, 0o777) == 0 else { throw OutputError.diagnostic(path, errno) }
    guard let folder = OpenFolder(temporary) else { throw OutputError.diagnostic(path, errno) }
    if let mode { _ = fchmod(folder.descriptor, mode & 0o777) }
    self.temporary = (folder, temporary)
  }

  deinit { cancel() }

  /// Begins a file in the folder.
  ///
  /// - Parameters:
  ///   - name: its base name.
  ///   - folders: the names of the folders inside this one that it lies in; made as needed.
  /// - Throws: `output-name-unsafe` for a name that is empty, begins with a dot, is longer than 255
  ///   bytes or holds `/` or NUL; `output-failed` if there is such a file already.
  public func file(named name: String, in folders: [String] = []) throws(Diagnostic) -> FolderFile {
    for part in folders + [name] where !Self.isSafe(part) {
      throw Diagnostic(
        .outputNameUnsafe, at: Place(source: path), ["path": path, "name": part])
    }
    let shown = ([path] + folders + [name]).joined(separator: "/")
    return try FolderFile(name, in: try folder(folders, for: shown), shownAs: shown)
  }

  /// The folder of these names, each in the one before.
  private func folder(
    _ names: [String], for shown: String
  ) throws(Diagnostic) -> OpenFolder {
    if let last, last.names == names { return last.folder }
    guard var (current, length) = temporary.map({ ($0.folder, $0.path.utf8.count) }) else {
      throw OutputError.diagnostic(path, EBADF)
    }
    // What could be made this way, but not be opened by its path.
    length += names.reduce(0) { $0 + 1 + $1.utf8.count }
    guard length < Int(PATH_MAX) else { throw OutputError.diagnostic(shown, ENAMETOOLONG) }
    var made = path
    for name in names {
      made += "/" + name
      guard let next = current.folder(name) else { throw OutputError.diagnostic(made, errno) }
      current = next
    }
    last = (names, current)
    return current
  }

  /// Puts the folder in its place. Every file must have been committed.
  public func commit() throws(Diagnostic) {
    guard let temporary else { return }
    guard rename(temporary.path, target) == 0 else {
      let code = errno
      cancel()
      if code == ENOTEMPTY || code == EEXIST {
        throw Diagnostic(.outputFolderNotEmpty, at: Place(source: path), ["path": path])
      }
      throw OutputError.diagnostic(path, code)
    }
    self.temporary = nil
  }

  /// Removes everything that was written.
  public func cancel() {
    guard let temporary else { return }
    self.temporary = nil
    last = nil
    temporary.folder.removeContents()
    rmdir(temporary.path)
  }

  /// Whether a name can be that of a file here, and is no path and no hidden file.
  public static func isSafe(_ name: String) -> Bool {
    let bytes = name.utf8
    return !bytes.isEmpty && bytes.count <= 255 && bytes.first != UInt8(ascii: ".")
      && !bytes.contains(0) && !bytes.contains(UInt8(ascii: "/"))
  }

  /// An existing folder by its real path, since `.` and the like cannot be renamed over.
  private static func realTarget(_ path: String) throws(Diagnostic) -> String {
    let resolved = try OutputPath.resolved(path)
    guard let real = realpath(resolved, nil) else { return resolved }
    defer { free(real) }
    return String(cString: real)
  }

  private static func isEmpty(_ path: String) throws(Diagnostic) -> Bool {
    guard let names = FolderListing.names(path) else { throw OutputError.diagnostic(path, errno) }
    return names.isEmpty
  }
}

/// A file in a folder that is being written.
public final class FolderFile: ByteSink {
  /// The path it will have.
  public let path: String
  private let name: String
  private let folder: OpenFolder
  private var writer: DescriptorWriter
  private var isOpen = true

  init(
    _ name: String, in folder: OpenFolder, shownAs path: String
  ) throws(Diagnostic) {
    self.path = path
    self.name = name
    self.folder = folder
    let descriptor = folder.open(name, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw OutputError.diagnostic(path, errno) }
    writer = DescriptorWriter(descriptor: descriptor, path: path)
  }

  deinit { cancel() }

  /// Adds bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    try writer.write(bytes)
  }

  /// Completes the file.
  public func commit() throws(Diagnostic) {
    guard isOpen else { return }
    do throws(Diagnostic) {
      try writer.flush()
    } catch {
      cancel()
      throw error
    }
    isOpen = false
    if close(writer.descriptor) != 0 && errno != EINTR { throw OutputError.diagnostic(path, errno) }
  }

  /// Removes the file.
  public func cancel() {
    guard isOpen else { return }
    isOpen = false
    close(writer.descriptor)
    folder.remove(name)
  }
}
