internal import ReportDiagnostics
internal import ReportContainers
internal import ReportSyntax

/// A line of a manifest: a digest and a path.
struct ManifestLine {
  let digest: [UInt8]
  /// The path, its percent signs resolved.
  let path: String
  /// What stood in front of the path and is tolerated: `*` of md5sum, `./`.
  let tolerated: String

  /// Reads a line; nil if it is none.
  ///
  /// - Parameters:
  ///   - length: the bytes of a digest.
  ///   - isCurrent: whether the rules of BagIt 1.0 hold.
  init?(_ line: String, length: Int, isCurrent: Bool) {
    var rest = Array(line.utf8)[...]
    guard let digest = Self.digest(rest.prefix(2 * length)), digest.count == length else {
      return nil
    }
    self.digest = digest
    rest = rest.dropFirst(2 * length)
    let blanks = rest.prefix { $0 == 0x20 || $0 == 0x09 }.count
    guard blanks > 0 else { return nil }
    rest = rest.dropFirst(blanks)
    var tolerated = ""
    if rest.first == UInt8(ascii: "*") {
      tolerated = "*"
      rest = rest.dropFirst()
    }
    if rest.starts(with: Array("./".utf8)) {
      tolerated += "./"
      rest = rest.dropFirst(2)
    }
    guard !rest.isEmpty else { return nil }
    self.tolerated = tolerated
    path = BagPath.decoded(rest, resolvesPercent: isCurrent)
  }

  /// Reads a line as nearly all are, from its bytes: a digest, blanks, and a path in printable ASCII
  /// that stands for itself; nil for any other, which is to be read as text.
  init?(plain line: ArraySlice<UInt8>, length: Int) {
    guard let digest = Self.digest(line.prefix(2 * length)), digest.count == length else {
      return nil
    }
    let path = line.dropFirst(2 * length).drop { $0 == 0x20 || $0 == 0x09 }
    guard path.startIndex > line.startIndex + 2 * length, let first = path.first,
      first != UInt8(ascii: "*"), first != UInt8(ascii: "."),
      path.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "%") })
    else { return nil }
    self.digest = digest
    self.path = String(decoding: path, as: UTF8.self)
    tolerated = ""
  }

  private static func digest(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var digest: [UInt8] = []
    digest.reserveCapacity(text.count / 2)
    var high: UInt8?
    for byte in text {
      guard let digit = ASCII.hexValue(byte) else { return nil }
      if let first = high {
        digest.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? digest : nil
  }
}

/// Paths as manifests spell them.
enum BagPath {
  /// Resolves `%0A` and `%0D`, and by the rules of BagIt 1.0 `%25`; any other percent sign stands for
  /// itself.
  static func decoded(_ bytes: ArraySlice<UInt8>, resolvesPercent: Bool) -> String {
    var decoded: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
        let high = ASCII.hexValue(bytes[index + 1]), let low = ASCII.hexValue(bytes[index + 2])
      {
        let value = high << 4 | low
        if value == 0x0A || value == 0x0D || (value == 0x25 && resolvesPercent) {
          decoded.append(value)
          index += 3
          continue
        }
      }
      decoded.append(bytes[index])
      index += 1
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// A path as a manifest of BagIt 1.0 spells it: percent signs and line ends encoded.
  static func encoded(_ path: String) -> String {
    guard path.utf8.contains(where: { $0 == 0x25 || $0 == 0x0A || $0 == 0x0D }) else {
      return path
    }
    return path.replacing("%", with: "%25").replacing("\n", with: "%0A")
      .replacing("\r", with: "%0D")
  }

  /// Whether a path stays in the bag on every system.
  static func isInside(_ path: String) -> Bool {
    path.utf8.first != UInt8(ascii: "~") && PackageInput.isSafe(path)
  }
}
