import ReportIO
import Testing

@Suite struct ByteOrderTests {
  @Test func namesAreSortedAndFoundByTheirBytes() {
    let texts = [
      "b", "", "a/b", "a", "\u{E9}", "e\u{301}", "ab", "年报", "a", "\u{10FFFF}", "\u{7F}",
    ]
    var strings = PackedStrings()
    for text in texts { strings.append(text.utf8.span) }
    #expect(strings.count == texts.count)
    for (index, text) in texts.enumerated() {
      #expect(Array(strings[index].utf8) == Array(text.utf8))
      #expect(strings.bytes(at: index).elementsEqual(text.utf8))
    }
    let order = strings.sorted()
    let expected = texts.indices.sorted {
      let (left, right) = (Array(texts[$0].utf8), Array(texts[$1].utf8))
      return left == right ? $0 < $1 : left.lexicographicallyPrecedes(right)
    }
    #expect(order.map { Int($0) } == expected)
    // More often than the strings are gone through one by one.
    var search = PackedStringSearch()
    for text in texts + texts {
      var found = [strings.index(of: text.utf8.span, in: order)]
      for start in -1...texts.count + 1 {
        found.append(strings.index(of: text.utf8.span, from: start))
        found.append(search.index(of: text, in: strings, guess: start))
      }
      for index in found {
        #expect(index.map { Array(texts[$0].utf8) } == Array(text.utf8))
      }
    }
    for text in ["aa", "c", "a/", "年", "\u{10FFFE}", "e"] {
      #expect(strings.index(of: text.utf8.span, in: order) == nil)
      #expect(strings.index(of: text.utf8.span, from: 3) == nil)
      #expect(search.index(of: text, in: strings) == nil)
    }
    let none = PackedStrings()
    #expect(none.index(of: "".utf8.span, in: none.sorted()) == nil)
    #expect(none.index(of: "".utf8.span) == nil)
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
