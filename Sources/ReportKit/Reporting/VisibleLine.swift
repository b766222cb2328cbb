extension String {
  /// The text as one line in which nothing is hidden, for terminals and lists: what would control a
  /// terminal, break the line or turn its direction around is spelt as Swift spells it, such as
  /// `\u{1B}` and `\n`. Names of files and texts of reports are whatever others made them.
  public var visibleLine: String {
    // Nearly all text has no byte that such a character begins with.
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) else {
      return self
    }
    var line = ""
    for scalar in unicodeScalars {
      if Self.isHidden(scalar) {
        line += scalar.escaped(asASCII: true)
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// Whether a character is a control (C0, DEL, C1), ends a line, or marks or turns a direction.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
