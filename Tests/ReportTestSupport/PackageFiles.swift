public import ReportDiagnostics
internal import ReportIO

/// The files of the package that tests compare with: sources, schemas, fixtures.
public enum PackageFiles {
  /// The folder of the package, derived from where this file lies.
  public static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    // Tests/ReportTestSupport/PackageFiles.swift
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// The bytes of the file at `path` below ``root``.
  public static func bytes(_ path: String) throws(Diagnostic) -> [UInt8] {
    try ByteSource(path: "\(root)/\(path)").readAll(limit: 1 << 30)
  }

  /// The text of the file at `path` below ``root``.
  public static func text(_ path: String) throws(Diagnostic) -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// The paths below ``root`` of all files in `folder` and its folders, in byte order.
  public static func files(in folder: String) throws(Diagnostic) -> [String] {
    var walk = try FolderWalk(path: "\(root)/\(folder)")
    var files: [String] = []
    while let entry = walk.next() {
      switch entry {
      case .file(let path): files.append(String(path.dropFirst(root.count + 1)))
      case .markedFolder: break
      case .unreadable(let diagnostic): throw diagnostic
      }
    }
    return files
  }
}
