public import ReportDiagnostics
internal import ReportIO

/// The rule for names of entries: none may lead out of the folder that it is written below, whatever
/// the system, nor mean different things to different ones.
public enum ArchiveName {
  /// The name in `bytes`, if it is a relative path of ordinary parts in UTF-8 with `/` between them;
  /// a folder may end in `/`.
  ///
  /// - Parameter archive: what findings call the archive.
  /// - Throws: `archive-name-…`: which rule it breaks.
  public static func checked(_ bytes: [UInt8], in archive: String) throws(Diagnostic) -> String {
    try checked(bytes[...], in: archive)
  }

  /// The name in a part of `bytes`, by the same rule.
  static func checked(
    _ bytes: ArraySlice<UInt8>, in archive: String
  ) throws(Diagnostic) -> String {
    guard let name = String(validating: bytes, as: UTF8.self) else {
      let shown = String(decoding: bytes, as: UTF8.self)
      throw Diagnostic(.archiveNameInvalidUTF8, at: place(of: shown, in: archive))
    }
    if let kind = fault(in: bytes.span) { throw Diagnostic(kind, at: place(of: name, in: archive)) }
    return name
  }

  /// The place of an entry: `a.zip!name`.
  public static func place(of name: String, in archive: String) -> Place {
    Place(source: archive, entry: name)
  }

  /// The rule that a name in UTF-8 breaks; nil if it is safe.
  public static func fault(in name: Span<UInt8>) -> DiagnosticKind? {
    let slash = UInt8(ascii: "/")
    guard name.count > 0 else { return .archiveNameEmpty }
    // One pass, since every name of a container comes by; which rule is told first stands below.
    var hasNUL = false
    var hasBackslash = false
    var hasDots = false
    var start = 0
    for index in 0..<name.count {
      switch name[index] {
      case 0: hasNUL = true
      case UInt8(ascii: "\\"): hasBackslash = true
      case slash:
        if isDots(name, start..<index) { hasDots = true }
        start = index + 1
      default: continue
      }
    }
    // What a slash at the very end begins is no part.
    if start < name.count, isDots(name, start..<name.count) { hasDots = true }
    if hasNUL { return .archiveNameHasNUL }
    if hasBackslash { return .archiveNameBackslash }
    if name[0] == slash { return .archiveNameAbsolute }
    if name.count > 1, name[1] == UInt8(ascii: ":"), isLetter(name[0]) { return .archiveNameDrive }
    return hasDots ? .archiveNameDots : nil
  }

  /// Whether a part of a path is empty, `.` or `..`.
  private static func isDots(_ name: Span<UInt8>, _ part: Range<Int>) -> Bool {
    let dot = UInt8(ascii: ".")
    return switch part.count {
    case 0: true
    case 1: name[part.lowerBound] == dot
    case 2: name[part.lowerBound] == dot && name[part.lowerBound + 1] == dot
    default: false
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }
}

/// Names that were seen, to find one that is there twice, in the memory of a ``FingerprintSet``.
///
/// Names that differ only in case or in canonical composition count as the same, since they are the
/// same file on some systems.
public struct ArchiveNameSet {
  private var hashes = FingerprintSet()

  /// Makes an empty set.
  public init() {}

  /// Adds `name`, whether or not it ends in `/`.
  ///
  /// - Returns: false if it, or one like it, was there already.
  public mutating func insert(_ name: String) -> Bool {
    hashes.insert(KeyedHash128(Self.folded(name)))
  }

  /// Whether two names are the same file on some system.
  public static func areAlike(_ left: String, _ right: String) -> Bool {
    folded(left) == folded(right)
  }

  /// Swift compares and hashes strings by canonical equivalence, so that only case is left to fold.
  private static func folded(_ name: String) -> String {
    isFolded(name.utf8.span)
      ? name : (name.hasSuffix("/") ? String(name.dropLast()) : name).lowercased()
  }

  /// Whether a name is plainly what it would be folded to: ASCII without capitals, and no folder.
  private static func isFolded(_ name: Span<UInt8>) -> Bool {
    for index in 0..<name.count {
      let byte = name[index]
      if byte >= 0x80 || byte &- UInt8(ascii: "A") < 26 { return false }
    }
    return name.count == 0 || name[name.count - 1] != UInt8(ascii: "/")
  }
}
