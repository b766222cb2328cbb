internal import Glibc

/// Material that lies beside the checkout, in `../shared`: public conformance suites and real reports.
/// It is read in place. Where it is not there its tests are skipped, which is said; the variable
/// `NIANBAO_SUITES=required` makes that an error.
public enum Suites {
  /// The folder of the suites.
  public static let root = PackageFiles.root + "/../shared/suites"

  /// Everything that tests read there, below ``root``.
  public static let all = [
    "json", "xml/packages/test-data/xmlconf", "csv-spectrum", "csv-test-data", "bagit", "gb18030",
    "zip-yauzl", "zip-slip", "../samples/reports", "../samples/shenyang-2020.txt",
  ]

  /// Whether absence is an error.
  public static let areRequired =
    getenv("NIANBAO_SUITES").map { String(cString: $0) } == "required"

  /// Whether a suite is there.
  public static func isThere(_ suite: String) -> Bool { access("\(root)/\(suite)", R_OK) == 0 }

  /// Whether a suite is there, or must be, so that its tests run; says loudly when they are skipped.
  public static func has(_ suite: String) -> Bool {
    precondition(all.contains(suite), "the suite \(suite) is not listed")
    if areRequired || isThere(suite) { return true }
    print("SKIPPED: \(suite) is not beside the checkout (\(root)/\(suite))")
    return false
  }

  /// The names of the files in a folder of a suite but the hidden ones, in byte order; none if it is
  /// not there.
  public static func files(in folder: String) -> [String] {
    ((try? PlainFiles.names("\(root)/\(folder)")) ?? []).filter { !$0.hasPrefix(".") }
  }

  /// The bytes of a file of a suite.
  public static func bytes(_ path: String) throws -> [UInt8] {
    try PlainFiles.bytes("\(root)/\(path)")
  }
}
