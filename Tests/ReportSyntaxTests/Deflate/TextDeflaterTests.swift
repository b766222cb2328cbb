import ReportTestSupport
import Testing

@testable import ReportSyntax

@Suite struct TextDeflaterTests {
  /// Texts of every kind that could be hard: by name, for messages.
  static let texts: [(name: String, bytes: [UInt8])] = {
    var random = SeededGenerator(seed: 1)
    func noise(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in UInt8(random.number(0...255)) }
    }
    let longest = TextDeflater.longestText
    let words = ["政府信息", "公开", "依申请", "主动公开", "<cell>", "</cell>", "0", "13"]
    var prose: [UInt8] = []
    while prose.count < longest - 20 { prose += words[Int(noise(1)[0]) % words.count].utf8 }
    let far = noise(64)
    // Words that are used as often as makes for the longest codewords.
    let steep = (0..<22).flatMap { [UInt8](repeating: UInt8($0), count: fibonacci($0)) }
      .shuffled(using: &random)
    return [
      ("nothing", []), ("one byte", [7]), ("eight bytes", Array("12345678".utf8)),
      ("nine bytes", Array("123456789".utf8)), ("all bytes", Array(0...255)),
      ("one byte often", [UInt8](repeating: 0, count: longest)),
      ("two bytes often", (0..<longest).map { UInt8($0 & 1) }),
      ("noise", noise(longest)), ("short noise", noise(300)), ("prose", prose),
      ("prose, then noise", Array(prose.prefix(20_000)) + noise(20_000)),
      ("as far as a match can be", far + noise(32_768 - 64) + far),
      ("farther than a match can be", far + noise(32_769 - 64) + far),
      ("a match of 258", noise(3) + [UInt8](repeating: 9, count: 259)),
      ("steep", steep),
      ("letters of all lengths", letters(20_000, &random)),
      ("letters cut anywhere", letters(20_000, &random).filter { _ in !random.once(in: 40) }),
      ("nothing but bytes within letters", (0..<999).map { 0x80 | UInt8($0 % 7) }),
    ]
  }()

  /// Text of letters of one to four bytes that repeats itself.
  private static func letters(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    let alphabet = Array("aé政府信息𠀀𠀁\u{10FFFF}<".unicodeScalars)
    var letters: [Unicode.Scalar] = []
    while letters.count < count / 3 {
      if letters.isEmpty || random.once(in: 3) {
        letters.append(random.one(of: alphabet))
      } else {
        let start = random.number(0...letters.count - 1)
        letters += letters[start..<min(letters.count, start + random.number(1...12))]
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: letters)
    return Array(String(text).utf8)
  }

  private static func fibonacci(_ index: Int) -> Int {
    var (one, other) = (1, 1)
    for _ in 0..<index { (one, other) = (other, one + other) }
    return one
  }

  /// Two libraries of others inflate what we deflate, and to the same.
  private func expectInflates(_ deflated: [UInt8], to bytes: [UInt8], _ name: String) {
    #expect(Deflate.inflate(deflated, size: bytes.count) == bytes, "\(name), by libdeflate")
    var inflated = [UInt8](repeating: 0, count: bytes.count + 16)
    let step = deflated.withUnsafeBytes { input in
      inflated.withUnsafeMutableBytes { InflateStream().step(input, into: $0) }
    }
    guard case .end(let taken, let given) = step else {
      Issue.record("\(name): zlib finds no end")
      return
    }
    #expect(taken == deflated.count && given == bytes.count, "\(name), by zlib")
    #expect(Array(inflated.prefix(given)) == bytes, "\(name), by zlib")
  }

  @Test func othersInflateWhatIsDeflated() {
    // One after the other with the same memory, and back, so that nothing is left of the text before.
    let deflater = TextDeflater()
    for (name, bytes) in Self.texts + Self.texts.reversed() {
      expectInflates(deflater.deflate(bytes), to: bytes, name)
    }
  }

  @Test(arguments: 0..<40)
  func othersInflateAnyText(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let deflater = TextDeflater()
    for _ in 0..<20 {
      let alphabet = random.number(1...random.one(of: [2, 4, 16, 256]))
      let length = random.number(0...random.one(of: [20, 300, 5_000, TextDeflater.longestText]))
      var bytes: [UInt8] = []
      while bytes.count < length {
        if bytes.isEmpty || random.once(in: 3) {
          bytes.append(UInt8(random.number(1...alphabet) - 1))
        } else {
          let start = random.number(0...bytes.count - 1)
          let end = min(bytes.count, start + random.number(1...random.one(of: [4, 20, 400])))
          bytes += bytes[start..<end]
        }
      }
      let text = Array(bytes.prefix(length))
      expectInflates(deflater.deflate(text), to: text, "seed \(seed), \(length) bytes")
    }
  }

  @Test func whatATextIsTakenApartIntoGivesTheText() {
    let tokens = UnsafeMutablePointer<DeflateToken>.allocate(capacity: TextDeflater.longestText)
    defer { tokens.deallocate() }
    let finder = MatchFinder()
    for (name, bytes) in Self.texts {
      let count = bytes.withUnsafeBufferPointer { finder.tokens(of: $0, into: tokens) }
      var found: [UInt8] = []
      for token in UnsafeBufferPointer(start: tokens, count: count) {
        guard token.matchCount == 1 else {
          found.append(UInt8(token.entry))
          continue
        }
        let (length, distance) = (token.entry - 253, token.distanceIndex + 1)
        #expect(DeflateToken.lengths.contains(length), "\(name)")
        #expect(distance <= min(found.count, DeflateToken.longestDistance), "\(name)")
        for _ in 0..<length { found.append(found[found.count - distance]) }
      }
      #expect(found == bytes, "\(name)")
    }
  }

  /// Whatever stood in memory before, and whether or not the text is UTF-8.
  @Test func sameTextSameBytes() {
    let used = TextDeflater()
    for (name, bytes) in Self.texts {
      #expect(used.deflate(bytes) == TextDeflater().deflate(bytes), "\(name)")
    }
  }

  @Test func matchesBeginAndEndWhereLettersDo() throws {
    let tokens = UnsafeMutablePointer<DeflateToken>.allocate(capacity: TextDeflater.longestText)
    defer { tokens.deallocate() }
    let text = try #require(Self.texts.first { $0.name == "letters of all lengths" }).bytes
    let count = text.withUnsafeBufferPointer { MatchFinder().tokens(of: $0, into: tokens) }
    var place = 0
    var matches = 0
    for token in UnsafeBufferPointer(start: tokens, count: count) {
      if token.matchCount == 1 {
        let end = place + token.entry - 253
        #expect(text[place] & 0xC0 != 0x80)
        #expect(end == text.count || text[end] & 0xC0 != 0x80)
        matches += 1
      }
      place += token.matchCount == 1 ? token.entry - 253 : 1
    }
    #expect(place == text.count && matches > 500)
  }

  @Test(arguments: ["", "a", "政", "年度报告，2024年第3号。", "𠀀é<cell/>𠀁"])
  func textIsTold(_ text: String) {
    for count in [1, 2, 7, 100, 900] {
      var bytes = Array(String(repeating: text, count: count).utf8)
      #expect(TextDeflater.isFor(bytes))
      bytes.append(0xB0)
      #expect(!TextDeflater.isFor(bytes))
      bytes[bytes.count - 1] = 0xE5
      #expect(!TextDeflater.isFor(bytes))
    }
    #expect(!TextDeflater.isFor([UInt8](repeating: 0x20, count: TextDeflater.longestText + 1)))
  }

  /// What is no text in UTF-8 goes to the library, which knows it better.
  @Test func otherEncodingsAreTold() throws {
    let text = "政府信息公开工作年度报告" + String(repeating: "（二〇二四年）依申请公开", count: 30)
    let encoded = try TextEncoding.gb18030.encode(text)
    #expect(!TextDeflater.isFor(encoded))
    #expect(Deflate.inflate(try #require(Deflate.deflate(encoded)), size: encoded.count) == encoded)
  }

  @Test func thereIsRoomForWhateverComesOfAText() {
    let deflater = TextDeflater()
    for (name, bytes) in Self.texts {
      let room = BlockWriter.mostBytes(
        ofBlocks: BlockDivision.mostBlocks, textLength: bytes.count)
      #expect(deflater.deflate(bytes).count <= room, "\(name)")
    }
  }

  @Test func whatRepeatsItselfGetsSmall() throws {
    let deflater = TextDeflater()
    for name in ["one byte often", "two bytes often"] {
      let text = try #require(Self.texts.first { $0.name == name })
      #expect(deflater.deflate(text.bytes).count < 400, "\(name)")
    }
  }

  /// Where the words end and the table begins, a block ends, too.
  @Test func aBlockEndsWhereATextChanges() {
    var random = SeededGenerator(seed: 3)
    let letters = Array("政府信息公开工作年度报告依申请主动新增行政规章".unicodeScalars)
    var text = ""
    for _ in 0..<2_000 { text.unicodeScalars.append(random.one(of: letters)) }
    let change = text.utf8.count
    for _ in 0..<300 { text += "<cell>\(random.number(0...99_999))</cell>" }
    let bytes = Array(text.utf8)
    let tokens = UnsafeMutablePointer<DeflateToken>.allocate(capacity: bytes.count)
    defer { tokens.deallocate() }
    let count = bytes.withUnsafeBufferPointer { MatchFinder().tokens(of: $0, into: tokens) }
    var division = BlockDivision()
    let ends = division.ends(of: UnsafeBufferPointer(start: tokens, count: count))
    #expect(ends.last == count)
    let places = ends.map { end in
      (0..<end).reduce(0) { $0 + (tokens[$1].matchCount == 1 ? tokens[$1].entry - 253 : 1) }
    }
    #expect(places.contains { abs($0 - change) < 400 }, "\(places) for \(change)")
  }
}
