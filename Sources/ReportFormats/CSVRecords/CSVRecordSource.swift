internal import ReportDiagnostics
internal import ReportIO
internal import ReportSyntax

/// The records of a CSV file, one at a time, whatever its encoding.
struct CSVRecordSource {
  private var source: DecodedSource
  private var scanner = CSVScanner()
  private var chunk: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(_ source: ByteSource) throws(Diagnostic) {
    self.source = try DecodedSource(source)
  }

  /// Reads `source` in the encoding that is declared for it.
  init(_ source: ByteSource, declared encoding: TextEncoding) throws(Diagnostic) {
    self.source = try DecodedSource(source, declared: encoding)
  }

  /// The record that was read last; valid until the next call.
  var record: CSVRecord { scanner.record }

  /// Reads the next record; false at the end.
  mutating func next() throws(Diagnostic) -> Bool {
    while !isAtEnd {
      if try readRecord(in: chunk) { return true }
      chunk.removeAll(keepingCapacity: true)
      position = 0
      if try !source.nextChunk(into: &chunk) {
        isAtEnd = true
        return try scanner.finish()
      }
    }
    return false
  }

  /// A second name for the chunk keeps its bytes apart from the scanner, which is changed meanwhile.
  private mutating func readRecord(in chunk: [UInt8]) throws(Diagnostic) -> Bool {
    try scanner.nextRecord(in: chunk.span, from: &position)
  }
}
