internal import Glibc
internal import ReportDiagnostics
internal import Synchronization

/// Where an output really goes.
enum OutputPath {
  /// The path behind symbolic links at the end of `path`, whether or not it exists.
  static func resolved(_ path: String) throws(Diagnostic) -> String {
    // A NUL byte would silently cut the path short.
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw OutputError.diagnostic(path, path.isEmpty ? ENOENT : EINVAL)
    }
    var current = path
    // As many links as Linux follows itself.
    for _ in 0..<40 {
      guard let target = linkTarget(current) else { return current }
      current = target.hasPrefix("/") ? target : parent(of: current) + "/" + target
    }
    throw OutputError.diagnostic(path, ELOOP)
  }

  /// The folder that `path` lies in.
  static func parent(of path: String) -> String {
    var path = path[...]
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path for something temporary in the same folder, hidden, and new in this process.
  static func temporary(beside path: String) -> String {
    let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
    return parent(of: path) + "/.nianbao-\(getpid())-\(number).tmp"
  }

  /// The mode of what is at `path`; nil if there is nothing.
  static func mode(_ path: String) throws(Diagnostic) -> mode_t? {
    var status = stat()
    if stat(path, &status) == 0 { return status.st_mode }
    if errno == ENOENT { return nil }
    throw OutputError.diagnostic(path, errno)
  }

  private static let counter = Atomic<Int>(0)

  private static func linkTarget(_ path: String) -> String? {
    let capacity = Int(PATH_MAX)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let length = readlink(path, start, capacity)
      guard length >= 0 else { return nil }
      return String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
    }
  }
}
