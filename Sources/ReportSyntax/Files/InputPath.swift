internal import Glibc

/// What a path of the command line stands for.
public enum InputPath {
  /// Whether there is a folder at `path`, or a link to one.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
