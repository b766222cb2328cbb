import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

/// GB 18030 against the vectors of the WHATWG Encoding Standard, and against itself.
@Suite struct GB18030Tests {
  @Suite(.enabled(if: Suites.has("gb18030"))) struct Vectors {
    @Test func everyTwoByteCodeDecodes() throws {
      try check("gb18030_in.txt", "gb18030_in_ref.txt") { encoded, text throws in
        #expect(try StreamDecoder.decode(encoded.span, as: .gb18030) == text)
      }
    }

    @Test func everyTwoByteCodeEncodes() throws {
      try check("gb18030_out_ref.txt", "gb18030_out.txt") { encoded, text throws in
        #expect(try TextEncoding.gb18030.encode(String(decoding: text, as: UTF8.self)) == encoded)
      }
    }

    /// Calls `body` for every pair of lines that say the same in both encodings.
    private func check(
      _ encoded: String, _ text: String, _ body: ([UInt8], [UInt8]) throws -> Void
    ) throws {
      let folder = "gb18030/tests/test_data"
      let left = try Suites.bytes("\(folder)/\(encoded)").split(separator: 0x0A)
      let right = try Suites.bytes("\(folder)/\(text)").split(separator: 0x0A)
      #expect(left.count == right.count && left.count > 23_900)
      for (left, right) in zip(left, right) { try body(Array(left), Array(right)) }
    }
  }

  /// Read off the index and the ranges that the Encoding Standard publishes.
  @Test(
    arguments: [
      (0x0080, [0x81, 0x30, 0x81, 0x30]), (0x00A5, [0x81, 0x30, 0x84, 0x36]),
      (0x0452, [0x81, 0x30, 0xD3, 0x30]), (0x1E3F, [0xA8, 0xBC]),
      (0xE7C7, [0x81, 0x35, 0xF4, 0x37]),
      (0x2011, [0x81, 0x36, 0xA5, 0x32]), (0x4E02, [0x81, 0x40]), (0x3000, [0xA1, 0xA1]),
      (0xFE10, [0xA6, 0xD9]), (0x9FB4, [0xFE, 0x59]), (0xE816, [0xFE, 0x51]),
      (0xFFFF, [0x84, 0x31, 0xA4, 0x39]), (0x10000, [0x90, 0x30, 0x81, 0x30]),
      (0x20087, [0x95, 0x32, 0x90, 0x31]), (0x10FFFF, [0xE3, 0x32, 0x9A, 0x35]),
    ] as [(UInt32, [UInt8])])
  func knownCodes(_ code: UInt32, _ bytes: [UInt8]) throws {
    let text = String(try #require(Unicode.Scalar(code)))
    #expect(try StreamDecoder.decode(bytes.span, as: .gb18030) == Array(text.utf8))
    #expect(try TextEncoding.gb18030.encode(text) == bytes)
  }

  /// The ends of rows and areas, by the standard of 2000, in which these have been the same ever since.
  @Test(
    arguments: [
      (0x3000, [0xA1, 0xA1]), (0x3013, [0xA1, 0xFE]), (0x2170, [0xA2, 0xA1]),
      (0x216B, [0xA2, 0xFC]), (0xFF01, [0xA3, 0xA1]), (0xFFE3, [0xA3, 0xFE]),
      (0x3041, [0xA4, 0xA1]), (0x3093, [0xA4, 0xF3]), (0x30F6, [0xA5, 0xF6]),
      (0x0391, [0xA6, 0xA1]), (0x044F, [0xA7, 0xF1]), (0x02CA, [0xA8, 0x40]),
      (0x301E, [0xA8, 0x95]), (0x254B, [0xA9, 0xEF]), (0x554A, [0xB0, 0xA1]),
      (0x5265, [0xB0, 0xFE]), (0x62A5, [0xB1, 0xA8]), (0x5E74, [0xC4, 0xEA]),
      (0x5EA7, [0xD7, 0xF9]), (0x4E8D, [0xD8, 0xA1]), (0x9F44, [0xF7, 0xFE]),
      (0x4E8A, [0x81, 0x7E]), (0x4E90, [0x81, 0x80]), (0x4FA2, [0x81, 0xFE]),
      (0x71D6, [0xA0, 0x40]), (0x72DB, [0xA0, 0xFE]), (0x72DC, [0xAA, 0x40]),
      (0x7371, [0xAA, 0xA0]), (0x9FA5, [0xFD, 0x9B]), (0xFA29, [0xFE, 0x4F]),
      (0x0081, [0x81, 0x30, 0x81, 0x31]), (0x20AD, [0x81, 0x36, 0xB3, 0x32]),
      (0x4DFF, [0x82, 0x35, 0x8F, 0x32]), (0xD7FF, [0x83, 0x36, 0xC7, 0x38]),
      (0xFFFD, [0x84, 0x31, 0xA4, 0x37]), (0x1F600, [0x94, 0x39, 0xFC, 0x36]),
      (0x20000, [0x95, 0x32, 0x82, 0x36]), (0xE0001, [0xD3, 0x36, 0x95, 0x39]),
    ] as [(UInt32, [UInt8])])
  func endsOfAreas(_ code: UInt32, _ bytes: [UInt8]) throws { try knownCodes(code, bytes) }

  /// Codes that are read, though another one is written.
  @Test(
    arguments: [
      (0x3000, [0xA3, 0xA0]), (0x20AC, [0x80]), (0xFE10, [0x84, 0x31, 0x82, 0x36]),
      (0x9FB4, [0x82, 0x35, 0x90, 0x37]),
    ] as [(UInt32, [UInt8])])
  func otherCodes(_ code: UInt32, _ bytes: [UInt8]) throws {
    let text = String(try #require(Unicode.Scalar(code)))
    #expect(try StreamDecoder.decode(bytes.span, as: .gb18030) == Array(text.utf8))
    #expect(try TextEncoding.gb18030.encode(text) != bytes)
  }

  @Test func everyScalarReadsBackOrIsRefused() throws {
    var refused: [UInt32] = []
    for code in 0...UInt32(0x10FFFF) {
      // All of the BMP, and one in 97 beyond it.
      guard code < 0x10000 || code % 97 == 0, let scalar = Unicode.Scalar(code) else { continue }
      do throws(Diagnostic) {
        let bytes = try TextEncoding.gb18030.encode(String(scalar))
        let text = try StreamDecoder.decode(bytes.span, as: .gb18030)
        // A byte order mark alone is dropped.
        let isSame = text == Array(String(scalar).utf8)
        #expect(isSame || code == 0xFEFF, "\(code)")
      } catch {
        #expect(error.kind == .textNotEncodable)
        refused.append(code)
      }
    }
    // U+E5E5, and the scalars that lost their codes to the edition of 2022.
    #expect(refused.count == 19 && refused.first == 0xE5E5 && refused.last == 0xE864)
  }

  @Test(
    arguments: [
      [0xFF], [0x81], [0x81, 0x20], [0x81, 0x7F], [0x81, 0xFF], [0x81, 0x30], [0x81, 0x30, 0x81],
      [0x81, 0x30, 0x20, 0x30], [0x81, 0x30, 0x81, 0x40], [0x84, 0x31, 0xA5, 0x30],
      [0x8F, 0x39, 0xFE, 0x39], [0xE3, 0x32, 0x9A, 0x36], [0xFE, 0x39, 0xFE, 0x39],
      [0x81, 0x30, 0xFF, 0x30],
    ] as [[UInt8]])
  func invalidIsRefusedWithItsPlace(_ bad: [UInt8]) throws {
    let head = try TextEncoding.gb18030.encode("年报\n本年度")
    let bytes = head + bad
    for cut in 0...bytes.count {
      let chunks = (bytes[..<cut], bytes[cut...])
      var decoder = StreamDecoder(encoding: .gb18030)
      var text: [UInt8] = []
      let error = #expect(throws: Diagnostic.self) {
        try decoder.decode(chunks.0.span, isLast: false, into: &text)
        try decoder.decode(chunks.1.span, isLast: true, into: &text)
      }
      #expect(error?.kind == .textInvalidGB18030)
      #expect(error?.place == Place(line: 2, column: 4))
      #expect(error?.arguments["offset"] == "\(head.count)")
      #expect(String(decoding: text, as: UTF8.self) == "年报\n本年度")
    }
  }
}
