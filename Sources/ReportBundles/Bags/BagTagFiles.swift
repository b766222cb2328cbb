internal import ReportSyntax
internal import ReportDiagnostics
internal import ReportIO

/// How the tag files of a bag are encoded.
enum BagEncoding {
  /// UTF-8, or what a byte order mark tells.
  case marked
  /// ISO 8859-1: a byte is a character.
  case latin1

  /// The encoding that `bagit.txt` names; nil if it is not supported.
  init?(_ name: String) {
    switch name.uppercased() {
    case "UTF-8", "UTF8", "UTF-16", "US-ASCII", "ASCII": self = .marked
    case "ISO-8859-1", "LATIN1", "LATIN-1": self = .latin1
    default: return nil
    }
  }

  /// The text of a line; nil if it is not valid.
  func text(_ bytes: ArraySlice<UInt8>) -> String? {
    switch self {
    case .marked: String(validating: bytes, as: UTF8.self)
    case .latin1: String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
  }
}

/// The lines of a tag file, whichever of CR, LF and CRLF ends them.
struct BagLines {
  private var lines: LineSource
  private let encoding: BagEncoding
  /// Where the bytes of the line that was read last stand, without its end; nil if it is too long.
  private var line: Range<Int>?

  /// The longest line that is read.
  static let lengthLimit = 1 << 16

  init(_ source: ByteSource, _ encoding: BagEncoding, limit: Int = lengthLimit) {
    lines = LineSource(source, limit: limit)
    self.encoding = encoding
  }

  /// The next line and its number, without its end; an unreadable one has no text. Nil at the end.
  mutating func next() throws(Diagnostic) -> (text: String?, number: Int)? {
    guard let number = try advance() else { return nil }
    return (text, number)
  }

  /// Reads the next line of a manifest; an empty one is passed over. Nil at the end.
  ///
  /// - Returns: what it lists, or nil if it is not valid; and its number.
  mutating func nextEntry(
    length: Int, isCurrent: Bool
  ) throws(Diagnostic) -> (entry: ManifestLine?, number: Int)? {
    while let number = try advance() {
      if let line, let plain = ManifestLine(plain: lines.bytes[line], length: length) {
        return (plain, number)
      }
      guard let text else { return (nil, number) }
      if text.isEmpty { continue }
      return (ManifestLine(text, length: length, isCurrent: isCurrent), number)
    }
    return nil
  }

  /// Goes on to the next line, and gives its number.
  private mutating func advance() throws(Diagnostic) -> Int? {
    guard let next = try lines.next() else { return nil }
    line = next.isTooLong ? nil : next.range
    if let range = line, lines.bytes[range].last == 0x0D { line = range.dropLast() }
    return next.number
  }

  private var text: String? { line.flatMap { encoding.text(lines.bytes[$0]) } }
}

/// What `bagit.txt` says.
struct BagDeclaration {
  /// The version, such as 1.0, times a hundred.
  var version = 100
  var encoding = BagEncoding.marked

  /// Whether the rules of BagIt 1.0 hold, rather than those before.
  var isCurrent: Bool { version >= 100 }

  /// Reads the bytes of `bagit.txt`; what is wrong with them is added to `findings`.
  init(_ bytes: [UInt8], at place: Place, findings: inout [Diagnostic]) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(3).map {
      String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
    }
    let labels = ["BagIt-Version: ", "Tag-File-Character-Encoding: "]
    var values: [String] = []
    for (index, label) in labels.enumerated() {
      let line = index < lines.count ? lines[index] : ""
      // Not by canonical equivalence, and so that a byte order mark counts.
      guard line.utf8.starts(with: label.utf8) else {
        var place = place
        place.line = index + 1
        findings.append(
          Diagnostic(
            .bagDeclarationInvalid, at: place,
            ["expected": label + "…", "found": String(line.prefix(80))]))
        return
      }
      values.append(String(line.dropFirst(label.count)))
    }
    readVersion(values[0], at: place, &findings)
    if let encoding = BagEncoding(values[1]) {
      self.encoding = encoding
    } else {
      findings.append(
        Diagnostic(
          .bagEncodingUnknown, at: Place(source: place.source, line: 2),
          ["encoding": String(values[1].prefix(80))]))
    }
  }

  private mutating func readVersion(
    _ text: String, at place: Place, _ findings: inout [Diagnostic]
  ) {
    let place = Place(source: place.source, line: 1)
    let known = ["0.93": 93, "0.94": 94, "0.95": 95, "0.96": 96, "0.97": 97, "1.0": 100]
    guard let version = known[text] else {
      findings.append(
        Diagnostic(.bagVersionUnknown, at: place, ["version": String(text.prefix(80))]))
      return
    }
    self.version = version
    if version < 97 {
      findings.append(Diagnostic(.bagVersionOld, at: place, ["version": text]))
    }
  }
}

/// `Payload-Oxum` of `bag-info.txt`: how many bytes of how many files the payload has.
struct PayloadOxum: Equatable {
  var bytes: Int
  var files: Int

  init(bytes: Int = 0, files: Int = 0) {
    self.bytes = bytes
    self.files = files
  }

  /// Reads `bytes.files`; nil if it is not that.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let bytes = Int(parts[0]), let files = Int(parts[1]), bytes >= 0,
      files >= 0, !text.contains("+")
    else { return nil }
    self.init(bytes: bytes, files: files)
  }

  var description: String { "\(bytes).\(files)" }

  /// What `bag-info.txt` states, and in which line; nil if it states nothing.
  static func stated(
    in source: ByteSource, _ encoding: BagEncoding
  ) throws(Diagnostic) -> (text: String, line: Int)? {
    var lines = BagLines(source, encoding)
    while let line = try lines.next() {
      guard let text = line.text, let colon = text.firstIndex(of: ":"),
        trimmed(text[..<colon]).lowercased() == "payload-oxum"
      else { continue }
      return (trimmed(text[text.index(after: colon)...]), line.number)
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
