internal import Glibc

/// What tells that a file, or what is in a folder, has changed since: sizes and times.
public struct FileStamp: Sendable, Hashable {
  /// The size in bytes; of a folder, of all files in it.
  public let size: Int
  /// When it was changed, in nanoseconds since 1970; of a folder, the latest time in it.
  public let modified: Int

  /// Makes a stamp of what is known already.
  public init(size: Int, modified: Int) {
    self.size = size
    self.modified = modified
  }

  /// The stamp of one file.
  init(_ status: stat) {
    let time = status.st_mtim.tv_sec.multipliedReportingOverflow(by: 1_000_000_000)
    self.init(size: Int(status.st_size), modified: time.partialValue &+ status.st_mtim.tv_nsec)
  }

  /// Takes the stamp of what is at `path` now; zeros for what cannot be looked at.
  public init(path: String) {
    var (size, modified) = (0, 0)
    func add(_ path: String) -> mode_t {
      var status = stat()
      guard stat(path, &status) == 0 else { return 0 }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      let stamp = FileStamp(status)
      size &+= isFolder ? 0 : stamp.size
      modified = max(modified, stamp.modified)
      return status.st_mode & S_IFMT
    }
    if add(path) == S_IFDIR, var walk = try? FolderWalk(path: path, takesHidden: true) {
      while let entry = walk.next() {
        if case .file(let file) = entry { _ = add(file) }
      }
    }
    self.init(size: size, modified: modified)
  }
}
