public import ReportDiagnostics

/// The encodings that text readers accept.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  /// UTF-8 (RFC 3629).
  case utf8 = "UTF-8"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first.
  case utf16BigEndian = "UTF-16BE"
  /// GB 18030, which contains GBK and GB 2312.
  case gb18030 = "GB18030"

  /// The encoding that a declaration names (`charset=gb2312`, `encoding="UTF-8"`), whatever the
  /// case; nil when it is none of these. `UTF-16` alone is big-endian without a mark (RFC 2781).
  public init?(declared name: String) {
    switch name.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "utf-16le": self = .utf16LittleEndian
    case "utf-16", "utf-16be": self = .utf16BigEndian
    case "gb18030", "gb-18030", "gbk", "gb2312", "gb_2312-80", "x-gbk", "cp936", "ms936", "euc-cn":
      self = .gb18030
    default: return nil
    }
  }

  /// The encoding that a byte order mark at the start of `bytes` tells; nil without a mark.
  public init?(byteOrderMarkOf bytes: Span<UInt8>) {
    if ByteOrderMark.isUTF8(bytes) {
      self = .utf8
    } else if bytes.count >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE {
      self = .utf16LittleEndian
    } else if bytes.count >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF {
      self = .utf16BigEndian
    } else {
      return nil
    }
  }

  /// The catalogue entry for bytes that are not valid in this encoding.
  var invalid: DiagnosticKind {
    switch self {
    case .utf8: .textInvalidUTF8
    case .utf16LittleEndian, .utf16BigEndian: .textInvalidUTF16
    case .gb18030: .textInvalidGB18030
    }
  }
}

extension TextEncoding {
  /// The bytes of a text in this encoding, without a byte order mark.
  ///
  /// - Throws: `text-not-encodable` when a character has no code that reads back as the same
  ///   character (GB 18030 has none for a few of private use); `text-encoding-unavailable`.
  public func encode(_ text: String) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    switch self {
    case .utf8:
      bytes.append(contentsOf: text.utf8)
    case .utf16LittleEndian:
      for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    case .utf16BigEndian:
      for unit in text.utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    case .gb18030:
      guard let table = GB18030Table.shared else {
        throw Diagnostic(.textEncodingUnavailable, ["encoding": rawValue])
      }
      for scalar in text.unicodeScalars where !table.append(scalar.value, to: &bytes) {
        throw Diagnostic(
          .textNotEncodable, ["code": CodePoint.name(scalar.value), "encoding": rawValue])
      }
    }
    return bytes
  }
}
