import ReportTestSupport
import Testing

@testable import ReportContainers
@testable import ReportSyntax

@Suite struct DeflateTests {
  /// Texts of every kind that could be hard: by name, for messages.
  static let texts: [(name: String, bytes: [UInt8])] = {
    var random = SeededGenerator(seed: 1)
    func noise(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in UInt8(random.number(0...255)) }
    }
    let longest = 65_536
    let words = ["政府信息", "公开", "依申请", "主动公开", "<cell>", "</cell>", "0", "13"]
    var prose: [UInt8] = []
    while prose.count < longest - 20 { prose += words[Int(noise(1)[0]) % words.count].utf8 }
    let far = noise(64)
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

  @Test func othersInflateWhatIsDeflated() throws {
    // One after the other with the same memory, and back, so that nothing is left of the text before.
    let deflater = Deflater()
    for (name, bytes) in Self.texts + Self.texts.reversed() {
      expectInflates(try #require(deflater.deflate(bytes)), to: bytes, name)
    }
  }

  @Test(arguments: 0..<40)
  func othersInflateAnyText(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let deflater = Deflater()
    for _ in 0..<20 {
      let alphabet = random.number(1...random.one(of: [2, 4, 16, 256]))
      let length = random.number(0...random.one(of: [20, 300, 5_000, 65_536]))
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
      expectInflates(
        try #require(deflater.deflate(text)), to: text, "seed \(seed), \(length) bytes")
    }
  }

  @Test func otherEncodingsComeBack() throws {
    let text = "政府信息公开工作年度报告" + String(repeating: "（二〇二四年）依申请公开", count: 30)
    let encoded = try TextEncoding.gb18030.encode(text)
    #expect(Deflate.inflate(try #require(Deflate.deflate(encoded)), size: encoded.count) == encoded)
  }

  @Test func whatRepeatsItselfGetsSmall() throws {
    let deflater = Deflater()
    for name in ["one byte often", "two bytes often"] {
      let text = try #require(Self.texts.first { $0.name == name })
      #expect(try #require(deflater.deflate(text.bytes)).count < 400, "\(name)")
    }
  }
}
