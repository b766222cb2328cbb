public import ReportDiagnostics

/// Reads a JSON document that consists of objects, of lists and of texts, such as a definition, from
/// front to back.
///
///     let json = JSONObjectReader(bytes)
///     try json.object { key throws(Diagnostic) in
///       switch key {
///       case "title": title = try json.text()
///       case "rows": rows = try json.list(row)
///       default: try json.skip()
///       }
///     }
///     try json.end()
///
/// Of each member and element exactly one value must be taken. What is no JSON, or another sort of value
/// than the one that is asked for, is thrown with its line and column.
public final class JSONObjectReader {
  private let bytes: [UInt8]
  private var scanner = JSONScanner()
  private var repairs = TextRepairs()

  /// Begins at the start of a document.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Begins at the start of a document, of which a copy is kept.
  public init(_ bytes: Span<UInt8>) {
    self.bytes = bytes.withUnsafeBufferPointer(Array.init)
  }

  private func scan<Value>(
    _ body: (_ scanner: inout JSONScanner, _ bytes: Span<UInt8>) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    let bytes = bytes
    return try body(&scanner, bytes.span)
  }

  /// Takes an object; `member` takes the value of each member, whose name it is given.
  public func object(
    _ member: (_ key: String) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try scan { scanner, bytes throws(Diagnostic) in try scanner.beginObject(bytes) }
    while let key = try nextKey() { try member(key) }
  }

  private func nextKey() throws(Diagnostic) -> String? {
    try scan { scanner, bytes throws(Diagnostic) in
      guard let key = try scanner.nextKey(bytes) else { return nil }
      return scanner.string(of: key, bytes, repairs: &repairs)
    }
  }

  /// Takes a list; `element` takes each element of it.
  public func list<Element>(
    _ element: () throws(Diagnostic) -> Element
  ) throws(Diagnostic) -> [Element] {
    var elements: [Element] = []
    try scan { scanner, bytes throws(Diagnostic) in try scanner.beginArray(bytes) }
    while try scan({ scanner, bytes throws(Diagnostic) in try scanner.nextElement(bytes) }) {
      elements.append(try element())
    }
    return elements
  }

  /// Takes a text, by the rules of the model.
  public func text() throws(Diagnostic) -> String {
    try scan { scanner, bytes throws(Diagnostic) in
      try scanner.string(bytes, repairs: &repairs)
    }
  }

  /// Takes a list of texts.
  public func texts() throws(Diagnostic) -> [String] { try list(text) }

  /// Takes `true` or `false`.
  public func boolean() throws(Diagnostic) -> Bool {
    try scan { scanner, bytes throws(Diagnostic) in try scanner.boolean(bytes) }
  }

  /// Takes `null`.
  public func null() throws(Diagnostic) {
    try scan { scanner, bytes throws(Diagnostic) in try scanner.null(bytes) }
  }

  /// Takes a number; nil unless it is a whole number of 15 digits at most, 0 or more.
  public func wholeNumber() throws(Diagnostic) -> Int? {
    let number = try scan { scanner, bytes throws(Diagnostic) in try scanner.number(bytes) }
    guard let decimal = number.decimal, decimal.scale == 0, decimal.mantissa >= 0 else {
      return nil
    }
    return Int(decimal.mantissa)
  }

  /// Takes a value of any sort, and forgets it.
  public func skip() throws(Diagnostic) {
    try scan { scanner, bytes throws(Diagnostic) in try scanner.skipValue(bytes) }
  }

  /// The sort of the value that comes next; takes nothing but the white space before it.
  public func kind() throws(Diagnostic) -> JSONKind {
    try scan { scanner, bytes throws(Diagnostic) in try scanner.peek(bytes) }
  }

  /// Checks that nothing but white space is left.
  public func end() throws(Diagnostic) {
    try scan { scanner, bytes throws(Diagnostic) in try scanner.end(bytes) }
  }

  /// The place of the first byte that was not taken yet.
  public var place: Place {
    let bytes = bytes
    return scanner.place(of: scanner.offset, in: bytes.span)
  }
}
