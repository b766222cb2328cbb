internal import ReportDiagnostics

// Made only when something is wrong: kept out of line so that the scanning stays small.
extension JSONScanner {
  /// The document ends at the present offset, too early.
  @inline(never)
  mutating func truncated(_ bytes: Span<UInt8>) -> Diagnostic {
    Diagnostic(.jsonTruncated, at: place(of: bytes.count, in: bytes))
  }

  /// What stands at the present offset is not what `kind` says must stand there.
  @inline(never)
  mutating func unexpected(_ kind: DiagnosticKind, _ bytes: Span<UInt8>) -> Diagnostic {
    if UTF8Sequence.length(in: bytes, at: offset, end: bytes.count) == 0 {
      return invalidUTF8(at: offset, bytes)
    }
    return Diagnostic(
      kind, at: place(of: offset, in: bytes),
      ["found": CodePoint.found(in: bytes, at: offset)])
  }

  /// At the present offset one of `expected` (in JSON's own signs) must stand.
  @inline(never)
  mutating func syntax(_ expected: String, _ bytes: Span<UInt8>) -> Diagnostic {
    var error = unexpected(.jsonSyntax, bytes)
    error.arguments["expected"] = expected
    return error
  }

  /// A value of another sort, or none at all, stands where one of `kind` must.
  @inline(never)
  mutating func mismatch(_ kind: JSONKind, _ bytes: Span<UInt8>) -> Diagnostic {
    do throws(Diagnostic) {
      let found = try peek(bytes)
      return Diagnostic(
        .jsonTypeMismatch, at: place(of: offset, in: bytes),
        ["expected": kind.rawValue, "found": found.rawValue])
    } catch {
      return error
    }
  }

  /// The byte at `offset` starts no well-formed UTF-8 sequence.
  @inline(never)
  mutating func invalidUTF8(at offset: Int, _ bytes: Span<UInt8>) -> Diagnostic {
    Diagnostic(
      .textInvalidUTF8, at: place(of: offset, in: bytes),
      ["offset": "\(offset)", "bytes": UTF8Sequence.hex(bytes, at: offset)])
  }
}
