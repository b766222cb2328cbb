public import ReportDiagnostics

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
