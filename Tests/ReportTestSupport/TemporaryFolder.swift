public import Glibc

/// A folder of its own for the files of one test; removed with everything in it when the test lets go
/// of it.
public final class TemporaryFolder {
  /// Where it lies.
  public let path: String

  /// Makes the folder, where the variable `TMPDIR` says, or in `/tmp`.
  public init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/nianbao-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw PlainFiles.Failure(path: parent, code: errno)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { PlainFiles.remove(path) }

  /// Writes a file, in folders that are made if they are not there.
  ///
  /// - Returns: its path.
  @discardableResult
  public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = "\(path)/\(name)"
    for (index, character) in name.enumerated() where character == "/" {
      mkdir("\(path)/\(name.prefix(index))", 0o777)
    }
    guard let handle = fopen(file, "wb") else { throw PlainFiles.Failure(path: file, code: errno) }
    let count = fwrite(bytes, 1, bytes.count, handle)
    guard fclose(handle) == 0, count == bytes.count else {
      throw PlainFiles.Failure(path: file, code: errno)
    }
    return file
  }

  /// Writes a text.
  ///
  /// - Returns: its path.
  @discardableResult
  public func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  /// The bytes of a file; nil if it cannot be read.
  public func read(_ name: String) -> [UInt8]? { try? PlainFiles.bytes("\(path)/\(name)") }

  /// The text of a file.
  public func text(_ name: String) throws -> String {
    String(decoding: try PlainFiles.bytes("\(path)/\(name)"), as: UTF8.self)
  }

  /// Makes a folder in it.
  public func makeFolder(_ name: String, mode: mode_t = 0o777) { mkdir("\(path)/\(name)", mode) }

  /// The names in it, or in a folder of it, hidden ones too, in byte order; none if it is not there.
  public func names(_ folder: String = "") -> [String] {
    (try? PlainFiles.names("\(path)/\(folder)")) ?? []
  }

  /// The paths of everything below it, hidden files and folders too, in byte order.
  public var tree: [String] { (try? PlainFiles.tree(path)) ?? [] }

  /// Removes a file, or a folder with everything in it.
  public func remove(_ name: String) { PlainFiles.remove("\(path)/\(name)") }

  /// The permissions of a file; 0 if there is none.
  public func mode(_ name: String) -> mode_t {
    var status = stat()
    return stat("\(path)/\(name)", &status) == 0 ? status.st_mode & 0o7777 : 0
  }
}

/// Makes a symbolic link at `path`; false if it cannot be made.
public func symbolicLink(_ target: String, _ path: String) -> Bool { symlink(target, path) == 0 }
