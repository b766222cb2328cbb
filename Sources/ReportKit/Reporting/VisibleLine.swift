extension String {
  /// The text as one line in which nothing is hidden, for terminals and lists: what would control a
  /// terminal, break the line or turn its direction around is spelt as Swift spells it, such as
  /// `\u{1B}` and `\n`. Names of files and texts of reports are whatever others made them.
  public var visibleLine: String {
    guard Self.hidesSomething(utf8.span) else { return self }
    var line = ""
    for scalar in unicodeScalars {
      if Self.isHidden(scalar.value) {
        line += scalar.escaped(asASCII: true)
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// Whether a character is a control (C0, DEL, C1), ends a line, or marks or turns a direction.
  private static func isHidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether text has such a character: found by its bytes, for nearly no line has one.
  private static func hidesSomething(_ text: Span<UInt8>) -> Bool {
    for index in 0..<text.count {
      switch text[index] {
      case 0..<0x20, 0x7F: return true
      case 0xC2:
        if isHidden(UInt32(text[index + 1])) { return true }
      case 0xE2:
        let scalar = 0x2000 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
        if isHidden(scalar) { return true }
      default: continue
      }
    }
    return false
  }
}
