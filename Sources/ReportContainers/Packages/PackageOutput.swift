internal import ReportIO
public import ReportDiagnostics

/// A package of several files that are written side by side: a folder, or one ZIP container by the
/// extension `.zip` of its path. It is there whole once it is committed, or not at all.
///
/// Into a folder files are written as they come. For a ZIP container each is spooled beside the target,
/// and the container is made at the end. Either way memory stays flat.
///
///     let output = try PackageOutput(path: "out.zip")
///     let cells = try output.begin("cells.csv")
///     try cells.write(bytes)
///     try output.commit(first: "datapackage.json")
public final class PackageOutput {
  /// The path as the user gave it.
  public let path: String
  private let target: Target
  private var files: [PackageFile] = []

  private enum Target {
    case folder(OutputFolder)
    case zip(OutputFile)
  }

  /// Begins a package.
  ///
  /// - Throws: an entry of the output area of the catalogue: a folder that is there must be empty.
  public init(path: String) throws(Diagnostic) {
    self.path = path
    if path.lowercased().hasSuffix(".zip") {
      target = .zip(try OutputFile(path: path))
    } else {
      target = .folder(try OutputFolder(path: path))
    }
  }

  /// Begins a file.
  ///
  /// - Parameter name: its name; no two may be the same.
  /// - Throws: an entry of the output area.
  public func begin(_ name: String) throws(Diagnostic) -> PackageFile {
    let file =
      switch target {
      case .folder(let folder): PackageFile(name, .file(try folder.file(named: name)))
      case .zip: PackageFile(name, .spool(SpoolFile(beside: path)))
      }
    files.append(file)
    return file
  }

  /// Completes the package and puts it in its place. Nothing may be written after it.
  ///
  /// - Parameter first: the name of the file that a container begins with; the others follow in the
  ///   order in which they were begun.
  /// - Throws: an entry of the output area; the package is then cancelled.
  public func commit(first: String) throws(Diagnostic) {
    do throws(Diagnostic) {
      let inOrder = files.filter { $0.name == first } + files.filter { $0.name != first }
      switch target {
      case .folder(let folder):
        for file in inOrder { try file.commit() }
        try folder.commit()
      case .zip(let output):
        let zip = ZIPWriter(output)
        for file in inOrder {
          try zip.add(file.name, try PackedEntry(try file.source(), beside: path))
        }
        try zip.finish()
        try output.commit()
      }
    } catch {
      cancel()
      throw error
    }
  }

  /// Gives the package up.
  public func cancel() {
    for file in files { file.cancel() }
    switch target {
    case .folder(let folder): folder.cancel()
    case .zip(let output): output.cancel()
    }
  }
}

/// One file of a package that is being written; it knows its size and its digest.
public final class PackageFile {
  /// Its name.
  public let name: String
  /// How many bytes were written.
  public private(set) var count = 0
  private let digest = MessageDigest(.sha256)
  private let content: Content

  enum Content {
    case file(FolderFile)
    case spool(SpoolFile)
  }

  init(_ name: String, _ content: Content) {
    self.name = name
    self.content = content
  }

  /// Adds bytes.
  ///
  /// - Throws: an entry of the output area of the catalogue.
  public func write(_ bytes: [UInt8]) throws(Diagnostic) {
    digest.update(bytes)
    count += bytes.count
    switch content {
    case .file(let file): try file.write(bytes)
    case .spool(let spool): try spool.write(bytes)
    }
  }

  /// The SHA-256 of what was written since the last call, in lower-case hex.
  ///
  /// - Throws: `digest-unavailable`.
  public func finishDigest() throws(Diagnostic) -> String {
    guard let text = digest.finish() else { throw Diagnostic(.digestUnavailable) }
    return text
  }

  fileprivate func commit() throws(Diagnostic) {
    if case .file(let file) = content { try file.commit() }
  }

  fileprivate func cancel() {
    if case .file(let file) = content { file.cancel() }
  }

  fileprivate func source() throws(Diagnostic) -> ByteSource {
    switch content {
    case .spool(let spool): return try spool.source(named: name)
    case .file: return ByteSource(bytes: [], name: name)
    }
  }
}
