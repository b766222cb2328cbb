internal import Glibc
public import ReportDiagnostics

/// A file that is written as a whole or not at all: a temporary file beside the target takes its
/// place when it is committed. A killed run leaves the old file or none; and no temporary file, where
/// the file system has files without names.
///
/// Symbolic links are followed, the permissions of an existing file are kept, and what is no regular
/// file (a device, a FIFO) is written straight to.
public final class OutputFile: ByteSink {
  /// The path as the user gave it.
  public let path: String
  private let target: String
  /// The temporary file; nil when it has no name, the target is written straight to, or all is done.
  private var temporary: String?
  /// Whether it gets its name when it is complete.
  private let isNameless: Bool
  private var writer: DescriptorWriter
  private var isOpen = true
  /// How many bytes were added, and how many of them the system was told to begin to store.
  private var added = 0
  private var stored = 0

  /// How many bytes are stored at a time.
  private static let storedAtOnce = 1 << 23

  /// Begins an output.
  ///
  /// - Throws: `output-parent-missing`, `output-is-folder`, `output-not-permitted`, `output-failed`.
  public init(path: String) throws(Diagnostic) {
    self.path = path
    let opened: Opened
    do throws(Diagnostic) {
      target = try OutputPath.resolved(path)
      opened = try Self.open(target)
    } catch {
      throw Self.named(error, path)
    }
    temporary = opened.temporary
    isNameless = opened.isNameless
    writer = DescriptorWriter(descriptor: opened.descriptor, path: path)
  }

  deinit { cancel() }

  /// Adds bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    try writer.write(bytes)
    added += bytes.count
    if added - stored >= Self.storedAtOnce {
      // The disk works while the rest is made, so that little is left to wait for at the end. Linux
      // begins to write what is not on the disk yet, and does not wait for it.
      posix_fadvise(writer.descriptor, stored, added - stored, POSIX_FADV_DONTNEED)
      stored = added
    }
  }

  /// Writes what is left and closes the file, which stays out of sight until it is committed: for
  /// several files that are to appear at once.
  public func complete() throws(Diagnostic) {
    guard isOpen else { return }
    do throws(Diagnostic) {
      try writer.flush()
      // So that not even a power failure leaves an empty file under the name.
      let isTemporary = temporary != nil || isNameless
      if isTemporary && fsync(writer.descriptor) != 0 && errno != EINVAL && errno != ENOTSUP {
        throw OutputError.diagnostic(path, errno)
      }
      if isNameless { try giveName() }
      isOpen = false
      if close(writer.descriptor) != 0 && errno != EINTR {
        throw OutputError.diagnostic(path, errno)
      }
    } catch {
      cancel()
      throw error
    }
  }

  private func giveName() throws(Diagnostic) {
    let name = OutputPath.temporary(beside: target)
    guard TemporaryFile.link(writer.descriptor, as: name) else {
      throw OutputError.diagnostic(path, errno)
    }
    temporary = name
  }

  /// Writes what is left, and puts the file in its place.
  public func commit() throws(Diagnostic) {
    try complete()
    guard let temporary else { return }
    guard rename(temporary, target) == 0 else {
      let code = errno
      cancel()
      throw OutputError.diagnostic(path, code)
    }
    self.temporary = nil
  }

  /// Removes the temporary file.
  public func cancel() {
    if isOpen { close(writer.descriptor) }
    isOpen = false
    if let temporary { unlink(temporary) }
    temporary = nil
  }

  private struct Opened {
    let descriptor: Int32
    var temporary: String?
    var isNameless = false
  }

  private static func open(_ target: String) throws(Diagnostic) -> Opened {
    let mode = try OutputPath.mode(target)
    if let mode, mode & S_IFMT == S_IFDIR { throw OutputError.diagnostic(target, EISDIR) }
    if target.hasSuffix("/") { throw OutputError.diagnostic(target, EISDIR) }
    if let mode, mode & S_IFMT != S_IFREG {
      return Opened(descriptor: try open(target, O_WRONLY, 0))
    }
    // Renaming over a file that must not be written would be possible, but is not meant.
    if mode != nil && access(target, W_OK) != 0 { throw OutputError.diagnostic(target, errno) }
    let opened: Opened
    if let descriptor = TemporaryFile.nameless(beside: target) {
      opened = Opened(descriptor: descriptor, isNameless: true)
    } else {
      let temporary = OutputPath.temporary(beside: target)
      opened = Opened(
        descriptor: try open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666),
        temporary: temporary)
    }
    if let mode { _ = fchmod(opened.descriptor, mode & 0o777) }
    return opened
  }

  private static func open(
    _ path: String, _ flags: Int32, _ mode: mode_t
  ) throws(Diagnostic) -> Int32 {
    let descriptor = SystemError.retrying { Int(Glibc.open(path, flags | O_CLOEXEC, mode)) }
    guard descriptor >= 0 else { throw OutputError.diagnostic(path, errno) }
    return Int32(descriptor)
  }

  /// The finding under the name that the user knows.
  private static func named(_ diagnostic: Diagnostic, _ path: String) -> Diagnostic {
    var copy = diagnostic
    copy.place.source = path
    copy.arguments["path"] = path
    return copy
  }
}
