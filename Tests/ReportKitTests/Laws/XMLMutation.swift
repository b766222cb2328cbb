import ReportTestSupport

/// A document to change at random in ways that matter to XML.
struct XMLMutation {
  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What is put in somewhere.
  static let insertions = [
    "<!-- comment -->", "<!-- </report> -->", "<?pi x?>", "<?pi </report>?>", "<![CDATA[x]]>",
    "<![CDATA[</report>]]>", "<![CDATA[]]>", " ", "\n", "\t", "\r\n", "\r", "&amp;", "&#10;",
    "&#13;", "&#x41;", "&quot;", "&nbsp;", "&", "<", ">", "]]>", "\"", "'", "/", "x", "0", "-",
    "\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "\u{1}", "\0", "\u{7F}", "\u{85}", "\u{2028}", "\u{20000}",
    "<report>", "</report>", "<report/>", "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\"/>",
    "<report xmlns=\"urn:nianbao:report:2099\" id=\"a\"></report>", "<reporter></reporter>",
    "<x/>", "<x></x>", "<x:y xmlns:x=\"u\"/>", "<year>2024</year>", "<title/>", "<title>x</title>",
    "<issueDate>2024-02-30</issueDate>", "<issueDate> 2024-02-29 </issueDate>", "<tables/>",
    "<narrative/>", "<section/>", "<paragraph/>", "<heading level=\"1\"/>", "<table/>",
    "<row><cell/></row>", "<item kind=\"row\"/>", "<source/>",
    "<trailer><count>3</count></trailer>",
    "<header/>", "</batch>", "<total>1</total>", "<amount unit=\"unknown\">1</amount>",
    " unit=\"unknown\"", " id=\"a\"", " xmlns=\"\"", " xml:space=\"preserve\"", " xml:lang=\"zh\"",
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"", " kind=\"row\"",
    " code=\"overview\"", " level=\"10\"", "<!DOCTYPE report>", "<?xml version=\"1.0\"?>",
  ]

  /// What stands in a document and what it is changed to.
  static let replacements = [
    ("\"", "'"), ("\n", "\r\n"), ("\n", ""), ("  ", "\t"), ("UTF-8", "utf-8"), ("UTF-8", "GBK"),
    ("/>", " />"), ("/>", "></x>"), (">", " >"), ("</", "</ "), ("=\"", " = \""), ("<", "< "),
    ("0", "00"), ("1", "-1"), ("1", "+1"), ("1", "1.0"), ("1", "1e3"), ("1", "999999999999999"),
    ("1", "9999999999999999"), ("<", "<x:"), ("urn:nianbao:report:20", "urn:nianbao:report:30"),
    ("urn:nianbao", "&#117;rn:nianbao"), ("<report", "<Report"), ("</report>", "</report >"),
    ("2024", "0000"), ("-01", "-13"), ("overview", "none"), ("level=\"1\"", "level=\"0\""),
    ("kind=\"", "kind=\" "), ("id=\"", "id=\"con."), ("<report ", "<report\n"),
    ("<report ", "<report  "), ("<count>", "<count>0"), ("<header/>", "<header> </header>"),
    ("<header/>", "<header><sender>&lt;</sender></header>"), ("<header/>", ""),
    ("<header/>", "<header><created>2024-01-01</created><sender/></header>"),
    ("<header/>", "<header><created>2024-1-1</created></header>"),
  ]

  /// Makes one change.
  mutating func change(_ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    switch random.number(0...9) {
    case 0...3: insert(Array(random.one(of: Self.insertions).utf8), &random)
    case 4, 5: replace(&random)
    case 6: double(&random)
    case 7: remove(&random)
    case 8: swap(&random)
    default: wrap(&random)
    }
  }

  private func places(of byte: Character) -> [Int] {
    bytes.indices.filter { bytes[$0] == byte.asciiValue }
  }

  private mutating func insert(_ text: [UInt8], _ random: inout SeededGenerator) {
    let place: Int? =
      switch random.number(0...3) {
      case 0: random.number(0...bytes.count)
      case 1: places(of: ">").randomElement(using: &random).map { $0 + 1 }
      case 2: places(of: ">").randomElement(using: &random)
      default: places(of: "<").randomElement(using: &random)
      }
    bytes.insert(contentsOf: text, at: place ?? 0)
  }

  /// Replaces one occurrence of a text, or all.
  private mutating func replace(_ random: inout SeededGenerator) {
    let (old, new) = random.one(of: Self.replacements)
    var found: [Int] = []
    var start = 0
    while let range = bytes[start...].firstRange(of: Array(old.utf8)) {
      found.append(range.lowerBound)
      start = range.upperBound
    }
    guard !found.isEmpty else { return }
    let chosen = random.once(in: 4) ? found : [random.one(of: found)]
    for place in chosen.reversed() {
      bytes.replaceSubrange(place..<place + old.utf8.count, with: Array(new.utf8))
    }
  }

  /// A stretch from the beginning of one tag to that of another.
  private func stretch(_ random: inout SeededGenerator) -> Range<Int>? {
    let tags = places(of: "<")
    guard tags.count > 2 else { return nil }
    let first = random.number(0...tags.count - 2)
    let last = min(tags.count - 1, first + random.number(1...6))
    return tags[first]..<tags[last]
  }

  private mutating func double(_ random: inout SeededGenerator) {
    guard let stretch = stretch(&random) else { return }
    bytes.insert(contentsOf: bytes[stretch], at: stretch.upperBound)
  }

  private mutating func remove(_ random: inout SeededGenerator) {
    guard let stretch = stretch(&random) else { return }
    bytes.removeSubrange(stretch)
  }

  private mutating func swap(_ random: inout SeededGenerator) {
    guard let left = stretch(&random), let right = stretch(&random),
      left.upperBound <= right.lowerBound
    else { return }
    let part = bytes[right]
    bytes.removeSubrange(right)
    bytes.insert(contentsOf: part, at: left.lowerBound)
  }

  /// Changes the document as a whole.
  private mutating func wrap(_ random: inout SeededGenerator) {
    switch random.number(0...4) {
    case 0: bytes = [0xEF, 0xBB, 0xBF] + bytes
    case 1:
      let units = String(decoding: bytes, as: UTF8.self).utf16
      bytes = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case 2: bytes.removeLast(random.number(0...bytes.count))
    case 3: insert(Array(String(repeating: "<d>", count: 300).utf8), &random)
    default: bytes.append(contentsOf: Array("\n \n<!-- end -->\n".utf8))
    }
  }
}
