import ReportIO
import Testing

@Suite struct ByteOrderTests {
  @Test func namesAreSortedAndFoundByTheirBytes() {
    let texts = [
      "b", "", "a/b", "a", "\u{E9}", "e\u{301}", "ab", "年报", "a", "\u{10FFFF}", "\u{7F}",
    ]
    var names: [UInt8] = []
    var ends: [Int] = []
    for text in texts {
      names += text.utf8
      ends.append(names.count)
    }
    let order = ByteOrder.sorted(names, ends: ends)
    let expected = texts.indices.sorted {
      let (left, right) = (Array(texts[$0].utf8), Array(texts[$1].utf8))
      return left == right ? $0 < $1 : left.lexicographicallyPrecedes(right)
    }
    #expect(order.map { Int($0) } == expected)
    for text in texts {
      let found = ByteOrder.find(text, in: names, ends: ends, order: order)
      #expect(found.map { Array(texts[$0].utf8) } == Array(text.utf8))
      for start in -1...texts.count + 1 {
        let found = ByteOrder.find(text, in: names, ends: ends, from: start)
        #expect(found.map { Array(texts[$0].utf8) } == Array(text.utf8))
      }
    }
    for text in ["aa", "c", "a/", "年", "\u{10FFFE}", "e"] {
      #expect(ByteOrder.find(text, in: names, ends: ends, order: order) == nil)
      #expect(ByteOrder.find(text, in: names, ends: ends, from: 3) == nil)
    }
    #expect(ByteOrder.find("", in: [], ends: [], order: []) == nil)
    #expect(ByteOrder.find("", in: [], ends: [], from: 0) == nil)
  }

  @Test func beginningsAndEndsAreComparedByBytes() {
    for (text, part, begins, ends) in [
      ("data/a.xml", "data/", true, false), ("data/a.xml", ".xml", false, true),
      ("a", "a", true, true), ("a", "", true, true), ("", "a", false, false),
      ("\u{E9}", "e", false, false), ("e\u{301}", "e", true, false),
      ("e\u{301}", "\u{301}", false, true),
    ] {
      #expect(ByteOrder.begins(text.utf8.span, with: part.utf8.span) == begins)
      #expect(ByteOrder.ends(text.utf8.span, in: part.utf8.span) == ends)
    }
  }
}
