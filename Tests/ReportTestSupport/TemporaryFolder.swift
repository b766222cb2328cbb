public import Glibc

/// A folder for one test, removed with everything in it at the end.
public final class TemporaryFolder {
  /// Where it lies.
  public let path: String

  /// Makes the folder.
  public init() throws {
    var template = Array("/tmp/nianbao-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(step: "mkdtemp", code: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { system("chmod -R u+rwx '\(path)' && rm -rf '\(path)'") }

  /// A step that failed.
  public struct Failure: Error {
    /// What was being done.
    public let step: String
    /// The error number.
    public let code: Int32
  }

  /// Writes a file.
  public func write(_ name: String, _ bytes: [UInt8]) throws {
    guard let file = fopen("\(path)/\(name)", "wb") else { throw Failure(step: name, code: errno) }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// The bytes of a file; nil if it cannot be read.
  public func read(_ name: String) -> [UInt8]? {
    guard let file = fopen("\(path)/\(name)", "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte >= 0 { bytes.append(UInt8(byte)) }
    return bytes
  }

  /// Makes a folder in it.
  public func makeFolder(_ name: String, mode: mode_t = 0o777) { mkdir("\(path)/\(name)", mode) }

  /// The names in it, hidden ones too, in byte order.
  public func names(_ folder: String = "") -> [String] {
    guard let handle = opendir("\(path)/\(folder)") else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The permissions of a file; 0 if there is none.
  public func mode(_ name: String) -> mode_t {
    var status = stat()
    return stat("\(path)/\(name)", &status) == 0 ? status.st_mode & 0o7777 : 0
  }
}

/// Makes a symbolic link at `path`; false if it cannot be made.
public func symbolicLink(_ target: String, _ path: String) -> Bool { symlink(target, path) == 0 }
