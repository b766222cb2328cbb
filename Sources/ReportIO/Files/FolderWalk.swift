internal import Glibc
public import ReportDiagnostics

/// Goes through the files of a folder and its subfolders in byte order of their paths.
///
/// Only regular files count, and links to such; hidden files and folders (names with a dot in front)
/// are skipped unless they are asked for, and links to folders are not followed, so that there are no loops.
public struct FolderWalk: Sendable {
  /// What is found.
  public enum Entry: Sendable {
    /// A file: the path of the folder and the path within it.
    case file(path: String)
    /// A folder below the first that holds a marker file; what is in it is not gone through.
    case markedFolder(path: String)
    /// A file or folder that cannot be read.
    case unreadable(Diagnostic)
  }

  private struct Item {
    let path: String
    /// What the order goes by: the name, of a folder with the `/` that paths have behind it.
    let key: [UInt8]
    let isFolder: Bool
    var failure: Int32 = 0
  }

  /// What is still to come, the next last.
  private var pending: [Item] = []
  private let markers: [String]
  private let takesHidden: Bool
  /// How many hidden files and folders were skipped so far.
  public private(set) var hiddenCount = 0

  /// Begins a walk.
  ///
  /// - Parameters:
  ///   - path: the folder, as findings name it.
  ///   - markers: the names of files that make a folder below it one thing.
  ///   - takesHidden: whether hidden files and folders count, too.
  /// - Throws: `input-unreadable` when it cannot be read.
  public init(path: String, markers: [String] = [], takesHidden: Bool = false) throws(Diagnostic) {
    self.markers = markers
    self.takesHidden = takesHidden
    guard !path.utf8.contains(0) else { throw SystemError.unreadable(path, EINVAL) }
    guard push(path) else { throw SystemError.unreadable(path, errno) }
  }

  /// The next file; nil at the end.
  public mutating func next() -> Entry? {
    while let item = pending.popLast() {
      if item.failure != 0 { return .unreadable(SystemError.unreadable(item.path, item.failure)) }
      guard item.isFolder else { return .file(path: item.path) }
      if FolderPath.holds(oneOf: markers, item.path) { return .markedFolder(path: item.path) }
      if !push(item.path) { return .unreadable(SystemError.unreadable(item.path, errno)) }
    }
    return nil
  }

  private mutating func push(_ folder: String) -> Bool {
    guard let entries = FolderListing.entries(folder) else { return false }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    let shown = takesHidden ? entries : entries.filter { $0.name.first != UInt8(ascii: ".") }
    hiddenCount += entries.count - shown.count
    let items = shown.compactMap { Self.item($0, in: prefix) }
    pending += items.sorted { $1.key.lexicographicallyPrecedes($0.key) }
    return true
  }

  private static func item(_ entry: FolderListing.Entry, in prefix: String) -> Item? {
    let name = entry.name
    let path = prefix + String(decoding: name, as: UTF8.self)
    // A name that is not UTF-8 has no path that could be opened.
    guard String(validating: name, as: UTF8.self) != nil else {
      return Item(path: path, key: name, isFolder: false, failure: EILSEQ)
    }
    func folder() -> Item { Item(path: path, key: name + [UInt8(ascii: "/")], isFolder: true) }
    switch entry.kind {
    case .file: return Item(path: path, key: name, isFolder: false)
    case .folder: return folder()
    case .other: break
    }
    var status = stat()
    guard lstat(path, &status) == 0 else {
      return Item(path: path, key: name, isFolder: false, failure: errno)
    }
    if status.st_mode & S_IFMT == S_IFDIR { return folder() }
    if status.st_mode & S_IFMT == S_IFLNK {
      guard stat(path, &status) == 0 else {
        return Item(path: path, key: name, isFolder: false, failure: errno)
      }
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Item(path: path, key: name, isFolder: false)
  }
}
