internal import ReportModel
internal import ReportIO
internal import ReportSyntax

/// Where things lie in a bundle, and what they are called (design §4).
enum BundleLayout {
  /// The base directory that bundles are written with; readers take any.
  static let base = "bundle/"
  static let declaration = "bagit.txt"
  static let information = "bag-info.txt"
  static let manifest = "manifest-sha256.txt"
  static let fetch = "fetch.txt"
  static let index = "index.ndjson"
  static let payload = "data/"
  static let originals = "data/source/"
  static let provenance = "data/provenance/"

  /// The largest file that is taken into memory: as much as any other document.
  static let fileLimit = 1 << 28

  /// The version of BagIt (RFC 8493) that bundles are written in.
  static let version = "1.0"

  /// The id of the extra field of ZIP that carries the digest of an entry.
  static let digestField: UInt16 = 0x424E
  /// The keyword of the pax record that does.
  static let digestRecord = "NIANBAO.sha256"

  /// The data of the extra field: its version, 1, and the digest.
  static func digestData(_ digest: [UInt8]) -> [UInt8] { [1] + digest }

  /// The digest in the data of an extra field, in lower-case hex; nil if it is of another version.
  static func digest(in data: [UInt8]) -> String? {
    digestBytes(in: data).map(MessageDigest.hexadecimal)
  }

  /// The digest in the data of an extra field; nil if it is of another version.
  static func digestBytes(in data: [UInt8]) -> [UInt8]? {
    data.count == 33 && data[0] == 1 ? Array(data.dropFirst()) : nil
  }

  /// The path of a report below the base directory.
  static func path(of report: Report) -> String {
    let code = report.agency.divisionCode
    let digits = code.utf8.allSatisfy(ASCII.isDigit)
    let division = digits && code.utf8.count == 6 ? code : "unknown"
    let year = report.year.map(String.init) ?? "unknown"
    return "data/reports/\(division)/\(year)/\(report.id).xml"
  }

  /// The path of the file that a report was imported from.
  static func path(ofOriginal name: String, of id: ReportID) -> String {
    originals + id.description + "/" + safeName(name)
  }

  /// The path of what is known of how a report was imported.
  static func path(ofProvenanceOf id: ReportID) -> String {
    provenance + id.description + ".json"
  }

  /// The base directory and the path below it of a file that is named from the top of its container;
  /// nil if it is no file of a bag.
  static func split(_ name: String) -> (base: String, path: String)? {
    let parts = name.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    if isTop(parts[0], isLast: parts.count == 1) { return ("", name) }
    guard parts.count > 1, isTop(parts[1], isLast: parts.count == 2) else { return nil }
    return (parts[0] + "/", String(name.dropFirst(parts[0].count + 1)))
  }

  /// Whether something with this name lies at the top of a bag.
  private static func isTop(_ name: Substring, isLast: Bool) -> Bool {
    if !isLast { return name == "data" }
    return name == declaration || name == information || name == index || name == fetch
      || ((name.hasPrefix("manifest-") || name.hasPrefix("tagmanifest-")) && name.hasSuffix(".txt"))
  }

  /// Whether the file at a path below the base directory is what a report came from, or tells of it.
  static func isBesideReport(_ path: String) -> Bool {
    path.hasPrefix(originals) || path.hasPrefix(provenance)
  }

  /// The id of the report that the file at a path below the base directory belongs to: it is its
  /// document, its original, or how it was imported; nil if it is none of these.
  static func owner(of path: String) -> String? {
    if path.hasPrefix(originals) {
      return path.dropFirst(originals.count).split(separator: "/").first.map(String.init)
    }
    if path.hasPrefix(provenance), path.hasSuffix(".json") {
      return String(path.dropFirst(provenance.count).dropLast(".json".count))
    }
    return isReport(path) ? id(of: path) : nil
  }

  /// Whether the file at a path below the base directory is a report: it has an id before its ending.
  static func isReport(_ path: String) -> Bool {
    let bytes = path.utf8.span
    guard isPlain(bytes) else {
      return path.hasPrefix(payload) && path.hasSuffix(".xml") && !path.hasSuffix("/.xml")
        && !path.hasPrefix(originals)
    }
    return ByteOrder.begins(bytes, with: payload.utf8.span)
      && ByteOrder.ends(bytes, in: ".xml".utf8.span)
      && !ByteOrder.ends(bytes, in: "/.xml".utf8.span)
      && !ByteOrder.begins(bytes, with: originals.utf8.span)
  }

  /// Whether every byte of a path is a character, as in nearly all: printable ASCII.
  private static func isPlain(_ path: Span<UInt8>) -> Bool {
    for index in 0..<path.count where path[index] < 0x20 || path[index] >= 0x7F { return false }
    return true
  }

  /// The id that the path of a report gives.
  static func id(of path: String) -> String {
    let bytes = path.utf8.span
    if isPlain(bytes), path.utf8.last != UInt8(ascii: "/") {
      var start = bytes.count
      while start > 0, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
      return String(Substring(path.utf8.dropFirst(start).dropLast(".xml".utf8.count)))
    }
    return String((path.split(separator: "/").last ?? "").dropLast(".xml".count))
  }

  /// The last part of `name` as a file name that every system takes.
  static func safeName(_ name: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last
      ?? .init()
    {
      let isSafe =
        scalar.value >= 0x20 && scalar.value != 0x7F
        && !#":*?"<>|%"#.unicodeScalars.contains(scalar)
      safe.append(isSafe ? scalar : "_")
    }
    while let end = safe.last, end == "." || end == " " { safe.removeLast() }
    if let first = safe.first, first == "." || first == " " || first == "~" {
      safe.replaceSubrange(safe.startIndex...safe.startIndex, with: ["_"])
    }
    // Room for what else stands in a path, and for file systems that count bytes.
    while String(safe).utf8.count > 120 { safe.removeFirst() }
    if safe.isEmpty { return "source" }
    return DeviceName.isDevice(String(safe)) ? "_" + String(safe) : String(safe)
  }
}
