public import ReportDiagnostics

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
