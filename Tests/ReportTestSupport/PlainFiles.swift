internal import Glibc

/// Reads files and folders with nothing but the C library, so that no test gets its material through
/// the code that it tests.
public enum PlainFiles {
  /// A step that failed.
  public struct Failure: Error, CustomStringConvertible {
    /// The path that was opened.
    public let path: String
    /// The error number.
    public let code: Int32
    /// The path, and what the system says of it.
    public var description: String { "\(path): \(String(cString: strerror(code)))" }
  }

  /// The bytes of the file at `path`.
  public static func bytes(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw Failure(path: path, code: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    guard ferror(file) == 0 else { throw Failure(path: path, code: errno) }
    return bytes
  }

  /// The names in the folder at `path`, hidden ones too, in byte order.
  public static func names(_ path: String) throws -> [String] {
    guard let folder = opendir(path) else { throw Failure(path: path, code: errno) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether `path` is a folder, and no link to one.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The paths below the folder at `path` of everything in it, folders and hidden files too, in byte
  /// order.
  public static func tree(_ path: String) throws -> [String] {
    var found: [String] = []
    for name in try names(path) {
      found.append(name)
      guard isFolder("\(path)/\(name)") else { continue }
      found += try tree("\(path)/\(name)").map { "\(name)/\($0)" }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes the file, or the folder with everything in it, at `path`, whatever its permissions.
  public static func remove(_ path: String) {
    guard isFolder(path) else {
      unlink(path)
      return
    }
    chmod(path, 0o700)
    for name in (try? names(path)) ?? [] { remove("\(path)/\(name)") }
    rmdir(path)
  }
}
