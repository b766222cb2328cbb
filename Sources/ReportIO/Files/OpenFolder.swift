internal import Glibc

/// A folder that is open: what is done in it is done there, whatever becomes of its path. Links in it
/// are never followed.
final class OpenFolder: Sendable {
  let descriptor: Int32

  /// Opens the folder at `path`, or of that name in `parent`; nil with `errno` set when it cannot be
  /// opened, or is no folder.
  init?(_ path: String, in parent: OpenFolder? = nil) {
    let opened = openat(
      parent?.descriptor ?? AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { return nil }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Opens a file in it: its descriptor, -1 with `errno` set when it cannot be opened, or is a link.
  func open(_ name: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
    Int32(
      SystemError.retrying {
        Int(openat(descriptor, name, flags | O_NOFOLLOW | O_CLOEXEC, mode))
      })
  }

  /// The folder `name` in it, made where it is missing; nil with `errno` set.
  func folder(_ name: String) -> OpenFolder? {
    guard mkdirat(descriptor, name, 0o777) == 0 || errno == EEXIST else { return nil }
    return OpenFolder(name, in: self)
  }

  /// The names in it; nil with `errno` set when it cannot be read.
  var names: [String]? {
    FolderListing.entries(in: self)?.map { String(decoding: $0.name, as: UTF8.self) }
  }

  /// Removes a file in it, or a link.
  func remove(_ name: String) { unlinkat(descriptor, name, 0) }

  /// Removes everything in it.
  func removeContents() {
    for name in names ?? [] where unlinkat(descriptor, name, 0) != 0 {
      OpenFolder(name, in: self)?.removeContents()
      unlinkat(descriptor, name, AT_REMOVEDIR)
    }
  }

  /// Whether this user made it.
  var isOwn: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_uid == geteuid()
  }
}
