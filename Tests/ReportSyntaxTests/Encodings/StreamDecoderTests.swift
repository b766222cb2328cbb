import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

@Suite struct StreamDecoderTests {
  private static func decode(
    _ chunks: [ArraySlice<UInt8>], as encoding: TextEncoding
  ) -> Result<[UInt8], Diagnostic> {
    var decoder = StreamDecoder(encoding: encoding)
    var output: [UInt8] = []
    do throws(Diagnostic) {
      for (index, chunk) in chunks.enumerated() {
        try decoder.decode(chunk.span, isLast: index == chunks.count - 1, into: &output)
      }
      return .success(output)
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: TextEncoding.allCases)
  func everyChunkSplitGivesTheSame(encoding: TextEncoding) throws {
    let text = "a年\r\n😀é\u{80}\u{E7C7}\u{10FFFF}报"
    let bytes = try encoding.encode("\u{FEFF}" + text)
    let expected = Result<[UInt8], Diagnostic>.success(Array(text.utf8))
    for first in 0...bytes.count {
      for second in first...bytes.count {
        let chunks = [bytes[..<first], bytes[first..<second], bytes[second...]]
        #expect(StreamDecoderTests.decode(chunks, as: encoding) == expected)
      }
    }
    let single = bytes.indices.map { bytes[$0...$0] }
    #expect(StreamDecoderTests.decode(single, as: encoding) == expected)
    #expect(StreamDecoderTests.decode(single + [[]], as: encoding) == expected)
  }

  @Test(arguments: TextEncoding.allCases)
  func damageIsTheSameInAnyChunks(encoding: TextEncoding) throws {
    var generator = SeededGenerator(seed: 6)
    let bytes = try encoding.encode("标题\r年,报\r\n本年度\n😀\u{FEFF}公开 abc defghijkl 第三行\n")
    var refused = 0
    for _ in 0..<3000 {
      let damaged = generator.damage(bytes)
      let whole = StreamDecoderTests.decode([damaged[...]], as: encoding)
      let cut = Int.random(in: 0...damaged.count, using: &generator)
      #expect(
        StreamDecoderTests.decode([damaged[..<cut], damaged[cut...]], as: encoding).kept
          == whole.kept)
      let single = damaged.indices.map { damaged[$0...$0] } + [[]]
      #expect(StreamDecoderTests.decode(single, as: encoding).kept == whole.kept)
      switch whole {
      case .success(let text): #expect(String(validating: text, as: UTF8.self) != nil)
      case .failure: refused += 1
      }
    }
    #expect(refused > 300)
  }

  @Test(
    arguments: [
      ([0x00, 0xD8], 4), ([0x00, 0xDC], 4), ([0x00, 0xD8, 0x41, 0x00], 4), ([0x41], 4),
      ([0x00, 0xD8, 0x00], 4), ([0x41, 0x00, 0x00, 0xDC, 0x41, 0x00], 6),
    ] as [([UInt8], Int)])
  func invalidUTF16(_ bad: [UInt8], _ offset: Int) throws {
    let bytes = try TextEncoding.utf16LittleEndian.encode("年\n") + bad
    let error = #expect(throws: Diagnostic.self) {
      try StreamDecoder.decode(bytes.span, as: .utf16LittleEndian)
    }
    #expect(error?.kind == .textInvalidUTF16)
    #expect(error?.arguments["offset"] == "\(offset)")
    #expect(error?.place == Place(line: 2, column: 1 + (offset - 4) / 2))
  }

  @Test func detection() throws {
    let text = "年度报告\n一、总体情况,abc"
    let utf8 = Array(text.utf8)
    let gb18030 = try TextEncoding.gb18030.encode(text)
    func detected(_ bytes: [UInt8]) throws -> TextEncoding {
      let whole = try EncodingDetector.encoding(of: bytes.span)
      var detector = EncodingDetector()
      for byte in bytes {
        let chunk = [byte]
        detector.feed(chunk.span)
      }
      #expect(try detector.finish() == whole)
      return whole
    }
    #expect(try detected([]) == .utf8)
    #expect(try detected(Array("abc".utf8)) == .utf8)
    #expect(try detected(utf8) == .utf8)
    #expect(try detected([0xEF, 0xBB, 0xBF] + utf8) == .utf8)
    #expect(try detected(gb18030) == .gb18030)
    #expect(try detected([UInt8](repeating: 0x61, count: 200_000) + gb18030) == .gb18030)
    let little = try TextEncoding.utf16LittleEndian.encode("\u{FEFF}" + text)
    let big = try TextEncoding.utf16BigEndian.encode("\u{FEFF}" + text)
    #expect(try detected(little) == .utf16LittleEndian)
    #expect(try detected(big) == .utf16BigEndian)
    #expect(try StreamDecoder.decode(little.span, as: .utf16LittleEndian) == utf8)
    let error = #expect(throws: Diagnostic.self) { try detected(utf8 + [0xFF, 0x20]) }
    #expect(error?.kind == .textEncodingUnknown)
    #expect(error?.place == Place(line: 2, column: 11))
    #expect(error?.arguments == ["offset": "\(utf8.count)", "bytes": "FF 20"])
    // A mark decides even where the rest is broken; decoding tells then what is wrong.
    #expect(try detected([0xFF, 0xFE, 0x00, 0xDC]) == .utf16LittleEndian)
  }

  @Test(
    arguments: [
      ("UTF-8", .utf8), ("gb2312", .gb18030), ("GBK", .gb18030), ("utf-16", .utf16BigEndian),
      ("big5", nil), ("", nil),
    ] as [(String, TextEncoding?)])
  func declarations(_ name: String, _ encoding: TextEncoding?) {
    #expect(TextEncoding(declared: name) == encoding)
  }
}

extension Result where Success == [UInt8], Failure == Diagnostic {
  /// What must not depend on the chunks: all but how many of the bad bytes could be shown.
  fileprivate var kept: Result<[UInt8], Diagnostic> {
    mapError { error in
      var copy = error
      copy.arguments["bytes"] = nil
      return copy
    }
  }
}
