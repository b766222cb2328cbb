/// Writes RFC 4180 records into a byte buffer: same calls, same bytes.
///
/// Fields are quoted only where they must be; records end in CRLF.
public struct CSVWriter: Sendable {
  /// What was written so far. A caller that streams takes it and empties it between records.
  public var bytes: [UInt8] = []
  private var fieldsOfRecord = 0
  private var recordStart = 0

  /// Makes a writer with an empty buffer.
  ///
  /// - Parameter byteOrderMark: whether the file starts with the mark that Excel needs to read
  ///   Chinese.
  public init(byteOrderMark: Bool = false) {
    if byteOrderMark { bytes += ByteOrderMark.utf8 }
  }

  /// Writes the next field of the record.
  ///
  /// - Parameter quoted: whether to quote it even where it need not be.
  public mutating func field(_ text: String, quoted: Bool = false) {
    startField()
    let utf8 = text.utf8.span
    if quoted || CSVWriter.needsQuotes(utf8) {
      quote(utf8)
    } else {
      bytes.append(utf8, 0..<utf8.count)
    }
  }

  /// Writes the exact decimal `mantissa` × 10^-`scale` as the next field.
  public mutating func decimal(mantissa: Int64, scale: Int = 0) {
    startField()
    DecimalText.append(mantissa, scale: scale, to: &bytes)
  }

  /// Writes the fields of the record that `other` has begun as the next ones: what many records have in
  /// common is spelt once.
  public mutating func fields(of other: CSVWriter) {
    guard other.fieldsOfRecord > 0 else { return }
    startField()
    let spelt = other.bytes.span
    bytes.append(spelt, other.recordStart..<spelt.count)
    fieldsOfRecord += other.fieldsOfRecord - 1
  }

  /// Ends the record.
  public mutating func endRecord() {
    // A record of one empty field would be an empty line, which many readers skip.
    if fieldsOfRecord == 0 || fieldsOfRecord == 1 && bytes.count == recordStart {
      bytes.append(contentsOf: "\"\"".utf8)
    }
    bytes.append(UInt8(ascii: "\r"))
    bytes.append(UInt8(ascii: "\n"))
    fieldsOfRecord = 0
  }

  /// Writes a whole record.
  public mutating func record(_ fields: [String]) {
    for text in fields { field(text) }
    endRecord()
  }

  /// Writes whole records that the caller spells, between two others.
  public mutating func records(_ append: (inout [UInt8]) -> Void) { append(&bytes) }

  private mutating func startField() {
    if fieldsOfRecord == 0 {
      recordStart = bytes.count
    } else {
      bytes.append(UInt8(ascii: ","))
    }
    fieldsOfRecord += 1
  }

  private mutating func quote(_ text: Span<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var runStart = 0
    var quote = ByteSearch.first(ByteSearch.quote, in: text, from: 0)
    while quote < text.count {
      bytes.append(text, runStart..<quote + 1)
      // The next run begins with the same quote: so it is doubled.
      runStart = quote
      quote = ByteSearch.first(ByteSearch.quote, in: text, from: quote + 1)
    }
    bytes.append(text, runStart..<text.count)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Comma, quote, line ends; spaces at either end, which some readers trim; and U+FEFF at the
  /// start, which at the start of a file would be taken for a byte order mark.
  private static func needsQuotes(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0 else { return false }
    if text[0] == UInt8(ascii: " ") || text[text.count - 1] == UInt8(ascii: " ") { return true }
    if ByteOrderMark.isUTF8(text) { return true }
    return ByteSearch.first(ByteSearch.csvSpecialInText, in: text, from: 0) < text.count
  }
}
