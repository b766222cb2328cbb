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
  static func entries(_ path: String) -> [Entry]? { opendir(path).flatMap { entries(of: $0) } }

  /// The same, for a folder that is open.
  static func entries(in folder: OpenFolder) -> [Entry]? {
    let descriptor = folder.open(".", O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { return nil }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      return nil
    }
    return entries(of: stream)
  }

  private static func entries(of folder: OpaquePointer) -> [Entry]? {
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
