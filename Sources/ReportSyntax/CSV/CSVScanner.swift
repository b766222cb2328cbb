public import ReportDiagnostics

/// A strict scanner of RFC 4180 records that is fed in chunks and knows no record type.
///
/// Records end in CRLF, LF or a lone CR; the last one need not end at all. Fields may be quoted,
/// hold line ends and doubled quotes then, and are empty or not; spaces belong to the field. An
/// empty line is a record of one empty field. A UTF-8 byte order mark at the start is skipped.
/// Memory is that of the longest record.
///
///     var scanner = CSVScanner()
///     while let chunk = try input.next() {
///       var position = 0
///       while try scanner.nextRecord(in: chunk.span, from: &position) { use(scanner.record) }
///     }
///     if try scanner.finish() { use(scanner.record) }
///
/// What is not CSV is thrown as a diagnostic with line and column; the scanner ends with it.
public struct CSVScanner: Sendable {
  /// What is refused because no honest file has it.
  public struct Limits: Sendable, Hashable {
    /// The most bytes of one field.
    public var fieldBytes = 16 << 20
    /// The most bytes of all fields of one record.
    public var recordBytes = 64 << 20
    /// The most fields of one record.
    public var fields = 65536

    /// The limits that are safe for any input.
    public init() {}
  }

  enum State {
    /// Nothing of the file was seen but so many bytes of a byte order mark.
    case fileStart(matched: Int)
    /// Nothing of a record was seen.
    case recordStart
    /// A comma was seen.
    case fieldStart
    /// In an unquoted field.
    case unquoted
    /// In a quoted field.
    case quoted
    /// After a quote in a quoted field: the closing one, or the first of a doubled one.
    case quoteInQuoted
  }

  /// The record that was read last; valid until the next call.
  public internal(set) var record = CSVRecord()
  let limits: Limits
  var state = State.fileStart(matched: 0)
  var fieldStart = 0
  /// Whether the last byte was a CR that ended a record, so that an LF belongs to it.
  private var skipsLF = false
  /// Whether `record` was handed out, so that the next one starts afresh.
  private var isHandedOut = false
  private var nextLine = 1

  /// Starts at the beginning of a file.
  public init(limits: Limits = Limits()) { self.limits = limits }

  /// Reads on until a record is complete.
  ///
  /// - Parameter position: where in the chunk to begin; moved behind what was read.
  /// - Returns: true when ``record`` holds a record; false when the chunk is used up.
  public mutating func nextRecord(
    in chunk: Span<UInt8>, from position: inout Int
  ) throws(Diagnostic) -> Bool {
    startRecordIfNeeded()
    while position < chunk.count {
      switch state {
      case .fileStart(let matched):
        matchByteOrderMark(chunk, &position, matched)
      case .recordStart, .fieldStart:
        if skipsLF && chunk[position] == UInt8(ascii: "\n") { position &+= 1 }
        skipsLF = false
        guard position < chunk.count else { return false }
        if case .recordStart = state, takePlainRecord(chunk, &position) { return true }
        beginField(chunk, &position)
      case .unquoted:
        if try scanUnquoted(chunk, &position) { return true }
      case .quoted:
        try scanQuoted(chunk, &position)
      case .quoteInQuoted:
        if try scanAfterQuote(chunk, &position) { return true }
      }
    }
    return false
  }

  /// Ends the file.
  ///
  /// - Returns: true when ``record`` holds a last record that no line end closed.
  public mutating func finish() throws(Diagnostic) -> Bool {
    startRecordIfNeeded()
    switch state {
    case .fileStart(let matched) where matched == 0 || matched == 3: return false
    case .recordStart: return false
    case .fileStart(let matched):
      // The start of a byte order mark that never came: content like any other.
      record.bytes += ByteOrderMark.utf8.prefix(matched)
      try endField(isQuoted: false)
    case .fieldStart, .unquoted: try endField(isQuoted: false)
    case .quoteInQuoted: try endField(isQuoted: true)
    case .quoted: throw error(.csvQuoteUnclosed, atFieldStart: true)
    }
    endRecord()
    return true
  }

  // MARK: - States

  private mutating func matchByteOrderMark(
    _ chunk: Span<UInt8>, _ position: inout Int, _ matched: Int
  ) {
    if matched < 3 && chunk[position] == ByteOrderMark.utf8[matched] {
      position &+= 1
      state = .fileStart(matched: matched + 1)
    } else if matched == 0 || matched == 3 {
      state = .recordStart
    } else {
      record.bytes += ByteOrderMark.utf8.prefix(matched)
      state = .unquoted
    }
  }

  /// Takes a record that stands in the chunk as a whole and has no quotes, as nearly all have: in one
  /// copy, with its commas. Takes nothing of any other; those go field by field.
  private mutating func takePlainRecord(_ chunk: Span<UInt8>, _ position: inout Int) -> Bool {
    let start = position
    var (fieldStart, index) = (start, start)
    while true {
      index = ByteSearch.first(ByteSearch.csvSpecial, in: chunk, from: index)
      guard index < chunk.count, chunk[index] != UInt8(ascii: "\""),
        index &- fieldStart <= limits.fieldBytes, index &- start <= limits.recordBytes,
        record.fields.count < limits.fields
      else {
        record.fields.removeAll(keepingCapacity: true)
        return false
      }
      record.fields.append(
        CSVField(range: (fieldStart &- start)..<(index &- start), isQuoted: false))
      if chunk[index] != UInt8(ascii: ",") { break }
      index &+= 1
      fieldStart = index
    }
    record.bytes.append(chunk, start..<index)
    position = index &+ 1
    skipsLF = chunk[index] == UInt8(ascii: "\r")
    endRecord()
    return true
  }

  private mutating func beginField(_ chunk: Span<UInt8>, _ position: inout Int) {
    guard chunk[position] == UInt8(ascii: "\"") else {
      state = .unquoted
      return
    }
    position &+= 1
    state = .quoted
  }

  /// Returns true when a record is complete.
  private mutating func scanUnquoted(
    _ chunk: Span<UInt8>, _ position: inout Int
  ) throws(Diagnostic) -> Bool {
    let end = ByteSearch.first(ByteSearch.csvSpecial, in: chunk, from: position)
    try take(chunk, position..<end)
    position = end
    guard end < chunk.count else { return false }
    guard chunk[end] != UInt8(ascii: "\"") else { throw error(.csvQuoteUnescaped) }
    try endField(isQuoted: false)
    position &+= 1
    return endsRecord(after: chunk[end])
  }

  private mutating func scanQuoted(
    _ chunk: Span<UInt8>, _ position: inout Int
  ) throws(Diagnostic) {
    let end = ByteSearch.first(ByteSearch.quote, in: chunk, from: position)
    try take(chunk, position..<end)
    position = end
    guard end < chunk.count else { return }
    position &+= 1
    state = .quoteInQuoted
  }

  /// Returns true when a record is complete.
  private mutating func scanAfterQuote(
    _ chunk: Span<UInt8>, _ position: inout Int
  ) throws(Diagnostic) -> Bool {
    let byte = chunk[position]
    switch byte {
    case UInt8(ascii: "\""):
      try take(chunk, position..<position &+ 1)
      position &+= 1
      state = .quoted
      return false
    case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      try endField(isQuoted: true)
      position &+= 1
      return endsRecord(after: byte)
    default:
      var error = error(.csvTextAfterQuote, closedQuote: true)
      error.arguments["found"] = CodePoint.found(in: chunk, at: position)
      throw error
    }
  }

  // MARK: - Parts

  /// After a field: goes on to the next one after a comma (false), or ends the record (true).
  private mutating func endsRecord(after byte: UInt8) -> Bool {
    guard byte != UInt8(ascii: ",") else {
      state = .fieldStart
      fieldStart = record.bytes.count
      return false
    }
    skipsLF = byte == UInt8(ascii: "\r")
    endRecord()
    return true
  }

  private mutating func take(_ chunk: Span<UInt8>, _ run: Range<Int>) throws(Diagnostic) {
    guard run.count <= limits.fieldBytes &- (record.bytes.count &- fieldStart) else {
      throw limitError(.csvFieldTooLong, limits.fieldBytes)
    }
    guard run.count <= limits.recordBytes &- record.bytes.count else {
      throw limitError(.csvRecordTooLong, limits.recordBytes)
    }
    record.bytes.append(chunk, run)
  }

  private mutating func endField(isQuoted: Bool) throws(Diagnostic) {
    guard record.fields.count < limits.fields else {
      throw limitError(.csvTooManyFields, limits.fields)
    }
    record.fields.append(CSVField(range: fieldStart..<record.bytes.count, isQuoted: isQuoted))
    if isQuoted { countLines(from: fieldStart) }
  }

  /// Line ends inside a quoted field move the line of the next record.
  private mutating func countLines(from start: Int) {
    var position = TextPosition(line: nextLine)
    position.advance(over: record.bytes.span.extracting(start..<record.bytes.count))
    nextLine = position.line
  }

  private mutating func endRecord() {
    nextLine += 1
    isHandedOut = true
    state = .recordStart
  }

  private mutating func startRecordIfNeeded() {
    guard isHandedOut else { return }
    isHandedOut = false
    record.clear(line: nextLine)
    fieldStart = 0
  }

  // MARK: - Errors

  /// An error at the present position, or where the present field starts.
  @inline(never)
  private func error(
    _ kind: DiagnosticKind, atFieldStart: Bool = false, closedQuote: Bool = false
  ) -> Diagnostic {
    var position = record.position(ofField: record.fields.count)
    if atFieldStart { return Diagnostic(kind, at: position.place) }
    position.advance(columns: closedQuote ? 1 : 0)
    position.advance(
      over: record.bytes.span, fieldStart..<record.bytes.count, isQuoted: closedQuote)
    position.advance(columns: closedQuote ? 1 : 0)
    return Diagnostic(kind, at: position.place)
  }

  @inline(never)
  private func limitError(_ kind: DiagnosticKind, _ limit: Int) -> Diagnostic {
    var error = error(kind, atFieldStart: true)
    error.arguments["limit"] = "\(limit)"
    return error
  }
}
