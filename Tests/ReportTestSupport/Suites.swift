internal import Glibc

/// Access to the test suites that lie beside the checkout, in `../shared/suites`; read in place.
public enum Suites {
  /// The folder of the suites.
  public static let root = PackageFiles.root + "/../shared/suites"

  /// Whether the suite is there; says loudly when it is not, because its tests are then skipped.
  public static func has(_ suite: String) -> Bool {
    if access("\(root)/\(suite)", R_OK) == 0 { return true }
    print("SKIPPED: the suite \(suite) is not beside the checkout (\(root))")
    return false
  }

  /// The names of the files in a folder of a suite, in byte order.
  public static func files(in folder: String) -> [String] {
    guard let handle = opendir("\(root)/\(folder)") else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The bytes of a file of a suite.
  public static func bytes(_ path: String) throws -> [UInt8] {
    guard let file = fopen("\(root)/\(path)", "rb") else { throw SuiteFileMissing(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// A file that a suite must have.
  public struct SuiteFileMissing: Error {
    /// Its path below the suites.
    public let path: String
  }
}
