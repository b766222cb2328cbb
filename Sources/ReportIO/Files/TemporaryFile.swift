internal import Glibc
internal import ReportDiagnostics

/// Files for something temporary, in the folder of an output. Where the file system can, they have no
/// name, so that nothing is left of them however the process ends.
enum TemporaryFile {
  /// `O_TMPFILE`, which the C library does not show to Swift.
  private static let withoutName: Int32 = 0o20_000_000 | O_DIRECTORY

  /// A file to read and write that is gone once it is closed.
  ///
  /// - Throws: an entry of the output area.
  static func spool(beside path: String) throws(Diagnostic) -> Int32 {
    let folder = OutputPath.parent(of: path)
    let nameless = open(folder, withoutName | O_RDWR | O_EXCL | O_CLOEXEC, 0o600)
    if nameless >= 0 { return nameless }
    let name = OutputPath.temporary(beside: path)
    let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw OutputError.diagnostic(path, errno) }
    unlink(name)
    return descriptor
  }

  /// A file to write that ``link(_:as:)`` can give a name in the folder of `path`; nil where that is
  /// not possible.
  static func nameless(beside path: String) -> Int32? {
    let folder = OutputPath.parent(of: path)
    func make() -> Int32? {
      let descriptor = open(folder, withoutName | O_WRONLY | O_CLOEXEC, 0o666)
      return descriptor < 0 ? nil : descriptor
    }
    guard let probe = make() else { return nil }
    defer { close(probe) }
    // Found out now, when nothing is lost by it: it takes /proc, and leave to make links.
    let name = OutputPath.temporary(beside: path)
    guard link(probe, as: name) else { return nil }
    unlink(name)
    return make()
  }

  /// Gives a file without a name the path `name`; false with `errno` set.
  static func link(_ descriptor: Int32, as name: String) -> Bool {
    linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
  }
}
