public import ReportDiagnostics

/// One field of a record.
public struct CSVField: Sendable, Hashable {
  /// The content, quotes taken off, as offsets into the bytes of the record.
  public let range: Range<Int>
  /// Whether it stood in quotes.
  public let isQuoted: Bool
}

/// The record that a ``CSVScanner`` has just read: all contents in one buffer, used again for the
/// next record.
public struct CSVRecord: Sendable {
  /// The contents of all fields, one after the other, as they stand in the file but for quotes; the
  /// commas between them may be there or not.
  public internal(set) var bytes: [UInt8] = []
  /// The fields in order; at least one (an empty line is a record of one empty field).
  public internal(set) var fields: [CSVField] = []
  /// The line that the record starts in, from 1.
  public internal(set) var line = 1

  /// Whether the content of a field is `text`, byte by byte.
  public func field(_ index: Int, equals text: StaticString) -> Bool {
    let range = fields[index].range
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { known in
      for place in 0..<known.count where bytes[range.lowerBound + place] != known[place] {
        return false
      }
      return true
    }
  }

  /// The text of a field by the rules of the model: line ends turned into LF, what XML cannot carry
  /// turned into U+FFFD, both recorded in `repairs` with the line of the record as mark.
  ///
  /// - Parameter markBase: is added to the line, so that marks in several files differ.
  /// - Throws: `csv-field-invalid-utf8` when the content is not UTF-8.
  public func string(
    _ index: Int, markBase: Int = 0, repairs: inout TextRepairs
  ) throws(Diagnostic) -> String {
    let range = fields[index].range
    switch CleanText.string(bytes.span, range, mark: markBase + line, repairs: &repairs) {
    case .success(let text):
      return text
    case .failure(let error):
      throw Diagnostic(
        .csvFieldInvalidUTF8, at: place(ofField: index),
        [
          "offset": "\(error.offset - range.lowerBound)",
          "bytes": UTF8Sequence.hex(bytes.span, at: error.offset, end: range.upperBound),
        ])
    }
  }

  /// Where a field starts in the file.
  ///
  /// - Complexity: O(bytes of the record before it); nothing is kept for places while scanning.
  public func place(ofField index: Int) -> Place { position(ofField: index).place }

  func position(ofField index: Int) -> TextPosition {
    var position = TextPosition(line: line)
    for field in fields.prefix(index) {
      position.advance(columns: field.isQuoted ? 1 : 0)
      position.advance(over: bytes.span, field.range, isQuoted: field.isQuoted)
      position.advance(columns: field.isQuoted ? 2 : 1)
    }
    return position
  }

  mutating func clear(line: Int) {
    bytes.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    self.line = line
  }
}

extension TextPosition {
  /// Moves over the content of a field, in which, if it is quoted, every quote was doubled.
  mutating func advance(over bytes: Span<UInt8>, _ range: Range<Int>, isQuoted: Bool) {
    var start = range.lowerBound
    while isQuoted {
      let quote = ByteSearch.first(
        ByteSearch.quote, in: bytes.extracting(..<range.upperBound), from: start)
      if quote == range.upperBound { break }
      advance(over: bytes.extracting(start...quote))
      advance(columns: 1)
      start = quote + 1
    }
    advance(over: bytes.extracting(start..<range.upperBound))
  }
}
