public import ReportDiagnostics

/// A strict pull scanner (RFC 8259) over the bytes of one JSON document: a file or an NDJSON line.
///
/// A decoder asks for what it expects and takes the values from the bytes, with no tree between.
/// The scanner holds only a position; the bytes are handed to every call, always the same ones:
///
///     let bytes = document.span
///     var scanner = JSONScanner()
///     try scanner.beginObject(bytes)
///     while let key = try scanner.nextKey(bytes) {
///       if key.equals("year", in: bytes) {
///         year = try scanner.number(bytes)
///       } else {
///         try scanner.skipValue(bytes)
///       }
///     }
///     try scanner.end(bytes)
///
/// After a key, and after `nextElement` said true, exactly one value must be taken (or skipped, or
/// its container run through to the end). Whatever is not JSON is thrown as a diagnostic with line
/// and column; the scanner is of no further use then. A UTF-8 byte order mark is skipped.
public struct JSONScanner: Sendable {
  /// The offset of the next byte to be read.
  public internal(set) var offset = 0
  /// Whether the next member or element must be preceded by a comma.
  var followsValue = false
  /// The place that was asked for last.
  private var position = TextPosition()

  /// The most levels that `skipValue` and ``JSONDocument`` follow.
  public static let maximumDepth = 512

  /// Starts at the beginning of a document.
  public init() {}

  // MARK: - Structure

  /// The sort of the value that comes next; takes nothing.
  public mutating func peek(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONKind {
    skipWhitespace(bytes)
    guard offset < bytes.count else { throw truncated(bytes) }
    switch bytes[offset] {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    default: throw unexpected(.jsonValueExpected, bytes)
    }
  }

  /// Takes the `{` of an object.
  public mutating func beginObject(_ bytes: Span<UInt8>) throws(Diagnostic) {
    try begin(.object, UInt8(ascii: "{"), bytes)
  }

  /// Takes the next member name and the colon after it; nil, and the `}` taken, at the end.
  public mutating func nextKey(_ bytes: Span<UInt8>) throws(Diagnostic) -> JSONText? {
    guard try nextItem(closing: UInt8(ascii: "}"), bytes) else { return nil }
    guard offset < bytes.count else { throw truncated(bytes) }
    guard bytes[offset] == UInt8(ascii: "\"") else { throw unexpected(.jsonKeyExpected, bytes) }
    let key = try scanString(bytes)
    if offset < bytes.count && bytes[offset] == UInt8(ascii: ":") {
      offset &+= 1
    } else {
      skipWhitespace(bytes)
      try take(UInt8(ascii: ":"), bytes)
    }
    return key
  }

  /// Takes the `[` of an array.
  public mutating func beginArray(_ bytes: Span<UInt8>) throws(Diagnostic) {
    try begin(.array, UInt8(ascii: "["), bytes)
  }

  /// Whether the array has another element, which must then be taken; at the end the `]` is taken.
  public mutating func nextElement(_ bytes: Span<UInt8>) throws(Diagnostic) -> Bool {
    try nextItem(closing: UInt8(ascii: "]"), bytes)
  }

  /// Checks that nothing but white space follows the value of the document.
  public mutating func end(_ bytes: Span<UInt8>) throws(Diagnostic) {
    skipWhitespace(bytes)
    guard offset == bytes.count else { throw unexpected(.jsonTrailingContent, bytes) }
  }

  // MARK: - Literals

  /// Takes `true` or `false`.
  public mutating func boolean(_ bytes: Span<UInt8>) throws(Diagnostic) -> Bool {
    guard try peek(bytes) == .boolean else { throw mismatch(.boolean, bytes) }
    let value = bytes[offset] == UInt8(ascii: "t")
    try takeLiteral(value ? "true" : "false", bytes)
    return value
  }

  /// Takes `null`.
  public mutating func null(_ bytes: Span<UInt8>) throws(Diagnostic) {
    guard try peek(bytes) == .null else { throw mismatch(.null, bytes) }
    try takeLiteral("null", bytes)
  }

  // MARK: - Places

  /// Line and column of a byte of the document; cheap when asked in document order.
  public mutating func place(of offset: Int, in bytes: Span<UInt8>) -> Place {
    let offset = min(max(offset, 0), bytes.count)
    if offset < position.offset { position = TextPosition() }
    position.advance(to: offset, in: bytes)
    return position.place
  }

  // MARK: - Inside

  private mutating func begin(
    _ kind: JSONKind, _ open: UInt8, _ bytes: Span<UInt8>
  ) throws(Diagnostic) {
    skipWhitespace(bytes)
    guard offset < bytes.count, bytes[offset] == open else { throw mismatch(kind, bytes) }
    offset &+= 1
    followsValue = false
  }

  /// Steps over the comma before an item, or takes the closing bracket and returns false.
  @inline(__always)
  mutating func nextItem(closing: UInt8, _ bytes: Span<UInt8>) throws(Diagnostic) -> Bool {
    skipWhitespace(bytes)
    guard offset < bytes.count else { throw truncated(bytes) }
    let byte = bytes[offset]
    if byte == closing {
      offset &+= 1
      followsValue = true
      return false
    }
    guard followsValue else { return true }
    guard byte == UInt8(ascii: ",") else {
      throw syntax(closing == UInt8(ascii: "}") ? "\",\" \"}\"" : "\",\" \"]\"", bytes)
    }
    offset &+= 1
    followsValue = false
    skipWhitespace(bytes)
    if offset < bytes.count && bytes[offset] == closing {
      // A comma before the closing bracket.
      let isObject = closing == UInt8(ascii: "}")
      throw unexpected(isObject ? .jsonKeyExpected : .jsonValueExpected, bytes)
    }
    return true
  }

  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) throws(Diagnostic) {
    guard offset < bytes.count else { throw truncated(bytes) }
    guard bytes[offset] == byte else {
      throw syntax("\"\(Unicode.Scalar(byte))\"", bytes)
    }
    offset &+= 1
  }

  mutating func takeLiteral(_ name: StaticString, _ bytes: Span<UInt8>) throws(Diagnostic) {
    let length = name.utf8CodeUnitCount
    for index in 0..<length {
      guard offset + index < bytes.count else {
        offset = bytes.count
        throw truncated(bytes)
      }
      guard bytes[offset + index] == name.utf8Start[index] else {
        offset += index
        throw syntax("\(name)", bytes)
      }
    }
    offset &+= length
    followsValue = true
  }

  @inline(__always)
  mutating func skipWhitespace(_ bytes: Span<UInt8>) {
    var index = offset
    if index == 0 && ByteOrderMark.isUTF8(bytes) { index = 3 }
    while index < bytes.count {
      let byte = bytes[index]
      if byte > 0x20 { break }
      guard ASCII.isSpace(byte) else { break }
      index &+= 1
    }
    offset = index
  }
}

extension JSONScanner {
  /// Takes a value of any sort, checked as strictly as any other, and forgets it.
  ///
  /// At most ``maximumDepth`` levels of containers are followed; recursion is not used.
  public mutating func skipValue(_ bytes: Span<UInt8>) throws(Diagnostic) {
    // One entry a level: whether it is an object.
    var levels: [Bool] = []
    repeat {
      if let isObject = levels.last {
        let hasNext = try isObject ? nextKey(bytes) != nil : nextElement(bytes)
        guard hasNext else {
          levels.removeLast()
          continue
        }
      }
      let kind = try peek(bytes)
      guard kind == .object || kind == .array else {
        try takeScalar(kind, bytes)
        continue
      }
      guard levels.count < JSONScanner.maximumDepth else { throw tooDeep(bytes) }
      levels.append(kind == .object)
      offset += 1
      followsValue = false
    } while !levels.isEmpty
  }

  /// Takes a value that is no container, of the sort that `peek` told.
  mutating func takeScalar(_ kind: JSONKind, _ bytes: Span<UInt8>) throws(Diagnostic) {
    switch kind {
    case .string: _ = try rawString(bytes)
    case .boolean: _ = try boolean(bytes)
    case .null: try null(bytes)
    case .number, .object, .array: _ = try number(bytes)
    }
  }

  @inline(never)
  mutating func tooDeep(_ bytes: Span<UInt8>) -> Diagnostic {
    Diagnostic(
      .jsonDepthExceeded, at: place(of: offset, in: bytes),
      ["limit": "\(JSONScanner.maximumDepth)"])
  }
}
