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
  public static func bytes(_ path: String) throws -> [UInt8] {
    try PlainFiles.bytes("\(root)/\(path)")
  }

  /// The text of the file at `path` below ``root``.
  public static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// The paths below ``root`` of all files in `folder` and its folders but the hidden ones, in byte
  /// order.
  public static func files(in folder: String) throws -> [String] {
    try PlainFiles.tree("\(root)/\(folder)")
      .filter { !$0.hasPrefix(".") && !$0.contains("/.") }
      .map { "\(folder)/\($0)" }
      .filter { !PlainFiles.isFolder("\(root)/\($0)") }
  }
}

/// The documents of `Fixtures/`: what tests convert, and what they damage.
public enum Fixtures {
  /// The paths of all of them below the package, but for what they are expected to become; a test of
  /// none of them would pass without testing anything, so that it is an error if they are not there.
  public static let all: [String] = {
    do {
      let files = try PackageFiles.files(in: "Fixtures")
        .filter { !$0.hasPrefix("Fixtures/expected/") }
      precondition(files.count >= 14, "only \(files.count) fixtures: \(files)")
      return files
    } catch {
      fatalError("no fixtures: \(error)")
    }
  }()

  /// Those of one format, by the name of its folder.
  public static func of(_ format: String) -> [String] {
    let files = all.filter { $0.hasPrefix("Fixtures/\(format)/") }
    precondition(!files.isEmpty, "no fixtures of \(format)")
    return files
  }

  /// The names, without their ending, of those that are there in both of two formats.
  public static func names(in format: String, and other: String) -> [String] {
    let others = Set(of(other).map(name))
    let names = of(format).map(name).filter(others.contains)
    precondition(!names.isEmpty, "no fixtures in both \(format) and \(other)")
    return names
  }

  private static func name(of path: String) -> String {
    String(path.split(separator: "/").last?.prefix { $0 != "." } ?? "")
  }
}
