import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

/// What the scanner under test makes of an input that is fed to it in chunks.
struct CSVScan: Equatable {
  var records: [CSVReferenceRecord] = []
  var error: Diagnostic?

  init(_ chunks: [ArraySlice<UInt8>], limits: CSVScanner.Limits = .init()) {
    var scanner = CSVScanner(limits: limits)
    do throws(Diagnostic) {
      for chunk in chunks {
        let chunk = Array(chunk)
        var position = 0
        while try scanner.nextRecord(in: chunk.span, from: &position) { take(scanner.record) }
        #expect(position == chunk.count)
      }
      if try scanner.finish() { take(scanner.record) }
      #expect(try !scanner.finish())
    } catch {
      self.error = error
    }
  }

  private mutating func take(_ record: CSVRecord) {
    var copy = CSVReferenceRecord(line: record.line)
    for (index, field) in record.fields.enumerated() {
      let place = record.place(ofField: index)
      copy.fields.append(
        .init(
          bytes: Array(record.bytes[field.range]), isQuoted: field.isQuoted, line: place.line,
          column: place.column))
    }
    records.append(copy)
  }
}

@Suite struct CSVScannerTests {
  @Test func agreesWithTheNaiveAutomaton() {
    let pieces: [[UInt8]] =
      [
        ",", "\"", "\"\"", "\n", "\r", "\r\n", "a", " ", "年", "\",\"", "x,", "\u{FEFF}", "0",
      ].map { Array($0.utf8) } + [[0xEF], [0xEF, 0xBB], [0x00], [0xFF]]
    var generator = SeededGenerator(seed: 3)
    var kinds: [String: Int] = [:]
    for _ in 0..<20_000 {
      let input = generator.pick(upTo: 12, from: pieces).flatMap(\.self)
      CSVScannerTests.check([input[...]], input, &kinds)
      if input.count > 1 {
        let cut = Int.random(in: 0...input.count, using: &generator)
        CSVScannerTests.check([input[..<cut], input[cut...]], input, &kinds)
      }
    }
    // The inputs meant something: records, and every failure.
    for kind in ["", "csv-quote-unescaped", "csv-text-after-quote", "csv-quote-unclosed"] {
      #expect(kinds[kind, default: 0] > 500, "\(kind)")
    }
  }

  @Test func everyChunkSplitGivesTheSame() {
    let input = Array("\u{FEFF}a,\"年\"\"\r\n报\",\r\n\r\"\",x\n\n\"z\"\r\n,".utf8)
    var kinds: [String: Int] = [:]
    for first in 0...input.count {
      for second in first...input.count {
        CSVScannerTests.check(
          [input[..<first], input[first..<second], input[second...]], input, &kinds)
      }
    }
    CSVScannerTests.check(input.indices.map { input[$0...$0] }, input, &kinds)
    #expect(kinds.keys.sorted() == [""])
  }

  private static func check(
    _ chunks: [ArraySlice<UInt8>], _ input: [UInt8], _ kinds: inout [String: Int]
  ) {
    let expected = CSVReference(input)
    let scan = CSVScan(chunks)
    let agrees =
      scan.records == expected.records && scan.error?.kind.id == expected.failure?.rawValue
      && scan.error?.place ?? Place()
        == (expected.failure == nil ? Place() : Place(line: expected.line, column: expected.column))
    #expect(agrees, "\(String(decoding: input, as: UTF8.self).debugDescription)")
    kinds[scan.error?.kind.id ?? "", default: 0] += 1
  }

  @Test func emptyFilesHaveNoRecords() {
    for text in ["", "\u{FEFF}"] {
      #expect(CSVScan([Array(text.utf8)[...]]) == CSVScan([]))
      #expect(CSVScan([Array(text.utf8)[...]]).records.isEmpty)
    }
  }

  @Test func limits() {
    var limits = CSVScanner.Limits()
    limits.fieldBytes = 8
    limits.recordBytes = 20
    limits.fields = 4
    func kind(_ text: String) -> DiagnosticKind? {
      let whole = CSVScan([Array(text.utf8)[...]], limits: limits).error
      let bytewise = CSVScan(Array(text.utf8).map { [$0][...] }, limits: limits).error
      #expect(whole?.kind == bytewise?.kind && whole?.place == bytewise?.place)
      return whole?.kind
    }
    #expect(kind("12345678,12345678,1234\r\n12345678,,,") == nil)
    #expect(kind("123456789") == .csvFieldTooLong)
    #expect(kind("a\n\"1234\n6789\"") == .csvFieldTooLong)
    #expect(kind("12345678,12345678,12345") == .csvRecordTooLong)
    #expect(kind("1,2,3,4,5") == .csvTooManyFields)
  }

  @Test func textsAreCleanedAndChecked() throws {
    let bytes = Array("\"a\r\nb\rc\",\u{0}年\n".utf8) + [0x61, 0xE5, 0xB9, 0x2C, 0x31]
    var scanner = CSVScanner()
    var position = 0
    var repairs = TextRepairs()
    #expect(try scanner.nextRecord(in: bytes.span, from: &position))
    #expect(try scanner.record.string(0, repairs: &repairs) == "a\nb\nc")
    #expect(try scanner.record.string(1, repairs: &repairs) == "\u{FFFD}年")
    #expect(repairs.firstLineEnd == 1 && repairs.replaced == [0: 1])
    #expect(try !scanner.nextRecord(in: bytes.span, from: &position))
    #expect(try scanner.finish())
    #expect(scanner.record.line == 4)
    #expect(scanner.record.field(1, equals: "1") && !scanner.record.field(1, equals: "12"))
    let error = #expect(throws: Diagnostic.self) {
      try scanner.record.string(0, repairs: &repairs)
    }
    #expect(error?.kind == .csvFieldInvalidUTF8)
    #expect(error?.arguments == ["offset": "1", "bytes": "E5 B9"])
  }

  @Test func writtenRecordsReadBack() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<3000 {
      let records = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        (0..<Int.random(in: 1...4, using: &generator)).map { _ in
          generator.pick(upTo: 4, from: NastyText.pieces + ["\r", "\r\n"]).joined()
        }
      }
      var writer = CSVWriter(byteOrderMark: Bool.random(using: &generator))
      for record in records { writer.record(record) }
      let read = CSVScan([writer.bytes[...]]).records
      #expect(read.map { $0.fields.map(\.bytes) } == records.map { $0.map { Array($0.utf8) } })
    }
  }

  @Test func quotesStandOnlyWhereNeeded() {
    var writer = CSVWriter()
    writer.record(["a", "", "年 报", " b", "c ", "d,e", "f\"g", "h\ni", "j\rk", "/"])
    writer.record([""])
    writer.record(["", ""])
    writer.field("x", quoted: true)
    writer.decimal(mantissa: -150, scale: 2)
    writer.endRecord()
    writer.endRecord()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "a,,年 报,\" b\",\"c \",\"d,e\",\"f\"\"g\",\"h\ni\",\"j\rk\",/\r\n\"\"\r\n,\r\n"
        + "\"x\",-1.5\r\n\"\"\r\n")
  }

  @Test func damagedFilesNeverCrash() {
    var generator = SeededGenerator(seed: 5)
    var writer = CSVWriter(byteOrderMark: true)
    for _ in 0..<10 { writer.record(["a", "年报", "x,y", "q\"q", "l\nl"]) }
    var refused = 0
    for _ in 0..<10_000 {
      if CSVScan([generator.damage(writer.bytes)[...]]).error != nil { refused += 1 }
    }
    #expect(refused > 1000)
  }
}
