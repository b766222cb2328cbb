public import ReportDiagnostics

/// Checks of a whole JSON document of any content.
public enum JSONDocument {
  /// Checks that the bytes are one JSON value (RFC 8259) in UTF-8, at most
  /// ``JSONScanner/maximumDepth`` levels deep; throws the first thing that is wrong.
  ///
  /// - Returns: one `json-key-duplicate` for every member whose name stood in its object before
  ///   (names are compared code point by code point, escapes resolved), in document order.
  public static func validate(_ bytes: Span<UInt8>) throws(Diagnostic) -> [Diagnostic] {
    var scanner = JSONScanner()
    var findings: [Diagnostic] = []
    // One entry a level: the names seen so far; nil for an array.
    var levels: [Set<[UInt8]>?] = []
    repeat {
      if let last = levels.indices.last {
        guard try step(&scanner, &levels[last], &findings, bytes) else {
          levels.removeLast()
          continue
        }
      }
      let kind = try scanner.peek(bytes)
      guard kind == .object || kind == .array else {
        try scanner.takeScalar(kind, bytes)
        continue
      }
      guard levels.count < JSONScanner.maximumDepth else { throw scanner.tooDeep(bytes) }
      levels.append(kind == .object ? [] : nil)
      if kind == .object { try scanner.beginObject(bytes) } else { try scanner.beginArray(bytes) }
    } while !levels.isEmpty
    try scanner.end(bytes)
    return findings
  }

  /// Goes to the next value of the innermost container; false at its end.
  private static func step(
    _ scanner: inout JSONScanner, _ names: inout Set<[UInt8]>?, _ findings: inout [Diagnostic],
    _ bytes: Span<UInt8>
  ) throws(Diagnostic) -> Bool {
    guard names != nil else { return try scanner.nextElement(bytes) }
    guard let key = try scanner.nextKey(bytes) else { return false }
    if names?.insert(key.content(in: bytes)).inserted == false {
      findings.append(duplicate(key, &scanner, bytes))
    }
    return true
  }

  private static func duplicate(
    _ key: JSONText, _ scanner: inout JSONScanner, _ bytes: Span<UInt8>
  ) -> Diagnostic {
    var unused = TextRepairs()
    return Diagnostic(
      .jsonKeyDuplicate, at: scanner.place(of: key.start, in: bytes),
      ["key": scanner.string(of: key, bytes, repairs: &unused)])
  }
}
