/// What a record is, for comparisons.
struct CSVReferenceRecord: Equatable, Sendable {
  var line: Int
  var fields: [Field] = []

  struct Field: Equatable, Sendable {
    var bytes: [UInt8] = []
    var isQuoted = false
    /// Line and column of its first byte, the quote included.
    var line: Int
    var column: Int
  }
}

/// A naive automaton, one byte at a time with nothing clever, that says what CSV means.
struct CSVReference {
  enum Failure: String, Error {
    case unescaped = "csv-quote-unescaped"
    case afterQuote = "csv-text-after-quote"
    case unclosed = "csv-quote-unclosed"
  }

  var records: [CSVReferenceRecord] = []
  var failure: Failure?
  /// The place of the failure.
  var line = 1
  var column = 1

  init(_ input: [UInt8]) {
    var bytes = input[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var record = CSVReferenceRecord(line: 1)
    var field = CSVReferenceRecord.Field(line: 1, column: 1)
    var inQuotes = false
    var afterQuote = false
    var sawAnything = false
    while let byte = bytes.first {
      let isCRLF = bytes.starts(with: [0x0D, 0x0A])
      if inQuotes && !afterQuote {
        if byte == 0x22 { afterQuote = true } else { field.bytes.append(byte) }
        step(byte, isCRLF)
        bytes = bytes.dropFirst()
        continue
      }
      if afterQuote && byte == 0x22 {
        afterQuote = false
        field.bytes.append(byte)
        step(byte, isCRLF)
        bytes = bytes.dropFirst()
        continue
      }
      switch byte {
      case 0x2C, 0x0A, 0x0D:
        record.fields.append(field)
        step(byte, isCRLF)
        bytes = bytes.dropFirst()
        if isCRLF {
          step(0x0A, false)
          bytes = bytes.dropFirst()
        }
        inQuotes = false
        afterQuote = false
        field = .init(line: line, column: column)
        sawAnything = byte == 0x2C
        if byte != 0x2C {
          records.append(record)
          record = CSVReferenceRecord(line: line)
        }
      case 0x22 where !inQuotes && field.bytes.isEmpty:
        inQuotes = true
        field.isQuoted = true
        sawAnything = true
        step(byte, isCRLF)
        bytes = bytes.dropFirst()
      case _ where afterQuote || byte == 0x22:
        failure = afterQuote ? .afterQuote : .unescaped
        return
      default:
        field.bytes.append(byte)
        sawAnything = true
        step(byte, isCRLF)
        bytes = bytes.dropFirst()
      }
    }
    if inQuotes && !afterQuote {
      failure = .unclosed
      line = field.line
      column = field.column
    } else if sawAnything {
      record.fields.append(field)
      records.append(record)
    }
  }

  private mutating func step(_ byte: UInt8, _ isCRLF: Bool) {
    if byte == 0x0A || byte == 0x0D && !isCRLF {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }
}
