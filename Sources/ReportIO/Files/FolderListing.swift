internal import Glibc

/// Reads the names in folders.
enum FolderListing {
  /// One name in a folder.
  struct Entry {
    /// The name, as bytes.
    let name: [UInt8]
    /// What bears it, as far as the folder itself tells: a file system need not.
    let kind: Kind
  }

  enum Kind {
    case file
    case folder
    /// A link, something else, or not known.
    case other
  }

  /// The names in a folder but `.` and `..`, as bytes; nil with `errno` set when it cannot be read.
  static func names(_ path: String) -> [[UInt8]]? { entries(path)?.map(\.name) }

  /// What is in a folder but `.` and `..`; nil with `errno` set when it cannot be read.
  static func entries(_ path: String) -> [Entry]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) {
          Array(UnsafeRawBufferPointer(start: $0, count: strlen($0)))
        }
      }
      if name == Array(".".utf8) || name == Array("..".utf8) { continue }
      let kind: Kind =
        switch Int(entry.pointee.d_type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        default: .other
        }
      entries.append(Entry(name: name, kind: kind))
    }
    return errno == 0 ? entries : nil
  }
}

/// Removes folders that we made.
enum FolderRemoval {
  /// Removes a folder and everything in it. Links are removed, not followed.
  static func remove(_ path: String) { remove(path, depth: 0) }

  private static func remove(_ path: String, depth: Int) {
    // Nothing that we make is nested deeper.
    guard depth < 16 else { return }
    for name in FolderListing.names(path) ?? [] {
      let child = path + "/" + String(decoding: name, as: UTF8.self)
      if unlink(child) != 0 { remove(child, depth: depth + 1) }
    }
    rmdir(path)
  }
}
