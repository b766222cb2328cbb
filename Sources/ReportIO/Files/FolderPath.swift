internal import Glibc
public import ReportDiagnostics

/// Questions and work on the paths of folders.
public enum FolderPath {
  /// Whether there is a folder at `path`, or a link to one.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a regular file of one of `names` lies right in the folder at `path`.
  public static func holds(oneOf names: [String], _ path: String) -> Bool {
    let prefix = path.hasSuffix("/") ? path : path + "/"
    return names.contains { name in
      var status = stat()
      return stat(prefix + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// The size in bytes of the regular file at `path`, or that a link there leads to; nil if there is
  /// none.
  public static func fileSize(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// The absolute path without links, `.` and `..`; nil with `errno` set if there is nothing there.
  public static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes the folder at `path`, and those above it, where they are missing.
  ///
  /// - Throws: an entry of the output area of the catalogue.
  public static func make(_ path: String) throws(Diagnostic) {
    if isFolder(path) { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try make(String(path[..<slash]))
    }
    if mkdir(path, 0o777) != 0, errno != EEXIST {
      throw OutputError.diagnostic(path, errno)
    }
  }
}
