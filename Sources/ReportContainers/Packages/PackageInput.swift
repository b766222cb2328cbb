public import ReportIO
internal import Glibc
public import ReportDiagnostics

/// The files of a package that is a folder or a ZIP container, opened by their path within it.
///
/// No path leads out of it: not by `..`, not by being absolute, not by a symbolic link. Only regular
/// files are opened.
public final class PackageInput: Sendable {
  /// The path as the user gave it.
  public let path: String
  private let content: Content

  private enum Content: Sendable {
    /// A folder, by its real path.
    case folder(String)
    case zip(ZIPReader)
  }

  /// Opens the folder or ZIP container at `path`.
  ///
  /// - Throws: `input-unreadable`; of a ZIP container, an entry of the archive area of the catalogue.
  public init(path: String, limits: ArchiveLimits = ArchiveLimits()) throws(Diagnostic) {
    self.path = path
    guard !path.utf8.contains(0), FolderPath.isFolder(path) else {
      content = .zip(try ZIPReader(try RandomAccessFile(path: path), limits: limits))
      return
    }
    guard let real = FolderPath.real(path) else {
      throw SystemError.unreadable(path, errno)
    }
    content = .folder(real)
  }

  /// Whether there is a file at `name` right in the package, or, of a ZIP container, in the one folder
  /// that holds everything.
  public func holds(_ name: String) -> Bool { base(of: name) != nil }

  /// The path of the folder within the package that `name` lies in: empty, or, of a ZIP container of
  /// which one folder holds everything, that folder with its slash; nil if there is no such file.
  public func base(of name: String) -> String? {
    switch content {
    case .folder:
      return FolderPath.holds(oneOf: [name], path) ? "" : nil
    case .zip(let zip):
      if zip.entry(named: name) != nil { return "" }
      guard zip.count > 0 else { return nil }
      guard let slash = zip[0].name.firstIndex(of: "/") else { return nil }
      let base = String(zip[0].name[...slash])
      return zip.entry(named: base + name) != nil ? base : nil
    }
  }

  /// What findings call the file at `name`: `folder/name`, `a.zip!name`.
  public func sourceName(_ name: String) -> String {
    switch content {
    case .folder: path.hasSuffix("/") ? path + name : path + "/" + name
    case .zip: path + "!" + name
    }
  }

  /// The file at `name`, a relative path with `/` between its parts; nil if there is none.
  ///
  /// - Throws: `package-path-unsafe` if the path leads out of the package, or to what is no regular
  ///   file; `input-unreadable`; of a ZIP container, an entry of the archive area.
  public func open(_ name: String) throws(Diagnostic) -> ByteSource? {
    guard Self.isSafe(name) else { throw unsafePath(name) }
    switch content {
    case .zip(let zip):
      guard let entry = zip.entry(named: name) else { return nil }
      guard !entry.isFolder else { throw unsafePath(name) }
      return try zip.open(entry)
    case .folder(let root):
      var status = stat()
      guard stat(root + "/" + name, &status) == 0 else {
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw SystemError.unreadable(sourceName(name), errno)
      }
      let prefix = root.hasSuffix("/") ? root : root + "/"
      guard status.st_mode & S_IFMT == S_IFREG, let real = FolderPath.real(prefix + name),
        real.utf8.starts(with: prefix.utf8)
      else { throw unsafePath(name) }
      return try ByteSource(path: real, name: sourceName(name))
    }
  }

  /// Whether `name` is a relative path of ordinary parts, and no URL.
  public static func isSafe(_ name: String) -> Bool { isSafe(name.utf8.span) }

  /// Whether `name`, in UTF-8, is a relative path of ordinary parts, and no URL: that would have an
  /// empty part between its slashes.
  public static func isSafe(_ name: Span<UInt8>) -> Bool {
    ArchiveName.fault(in: name) == nil && name[name.count - 1] != UInt8(ascii: "/")
      && name[0] != UInt8(ascii: "~")
  }

  private func unsafePath(_ name: String) -> Diagnostic {
    Diagnostic(.packagePathUnsafe, at: Place(source: path), ["name": String(name.prefix(256))])
  }
}
