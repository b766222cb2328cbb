import ReportDiagnostics
import ReportSyntax
import Testing

/// Documents of the kinds that the W3C conformance suite has, written for these tests: what XML 1.0 and
/// its namespaces accept and what they refuse, whatever the pieces in which it comes. The suite itself is
/// read by ``XMLSuiteTests`` where it is there.
@Suite struct XMLCaseTests {
  static let wellFormed: [String] = [
    "<a/>", "<a></a >", "<a b=\"1\" c='2'/>", "<a b=\"&#9;&lt;&quot;\"/>", "<a b=\"]]>\"/>",
    "<a>&#x10FFFF;&#9;&amp;&lt;&gt;&apos;&quot;</a>", "<a><![CDATA[<&]]></a>", "<a>]]</a>",
    "<a>>]></a>", "<a><!----><!-- - - --></a>", "<a><?a?><?xml-stylesheet x?></a>",
    "<?xml version='1.0'?><a/>", "<?xml version=\"1.0\" standalone=\"yes\"?>\n<a/>",
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><a/>", "<!-- c --><a/><!-- d --><?e?>\n",
    "<年报 号=\"1\"/>", "<p:a xmlns:p=\"u\"><p:b/></p:a>",
    "<a xml:lang=\"zh\" xml:space=\"preserve\"/>", "<a xmlns=\"u\"><b xmlns=\"\"/></a>",
    "<a>\u{D7FF}\u{E000}\u{FFFD}\u{20000}\u{7F}\u{85}</a>", "\u{FEFF}<a/>", "<a\n>\r\n</a\n>",
    "<_a-b.c1/>",
  ]

  @Test(arguments: wellFormed) func isRead(_ text: String) {
    let reading = Self.reading(Array(text.utf8))
    #expect(reading.isWellFormed, "\(reading.failure?.message(in: .english) ?? "")")
  }

  static let structures: [String] = [
    "", " ", "text", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a/>text", "text<a/>", "<a><b></a></b>",
    "<a></a", "<a/", "<![CDATA[x]]><a/>", " <?xml version=\"1.0\"?><a/>", "<?xml?><a/>",
    "<?xml encoding=\"UTF-8\" version=\"1.0\"?><a/>",
    "<?xml version=\"1.0\" standalone=\"maybe\"?><a/>",
  ]

  static let tags: [String] = [
    "< a/>", "<1a/>", "<-a/>", "<a b=1/>", "<a b/>", "<a b=\"1\" b=\"2\"/>", "<a b=\"<\"/>",
    "<a b=\"1\"c=\"2\"/>", "<a b=\"1/>",
  ]

  static let contents: [String] = [
    "<a>&</a>", "<a>&x;</a>", "<a>&amp</a>", "<a>&#0;</a>", "<a>&#1;</a>", "<a>&#xFFFE;</a>",
    "<a>&#x110000;</a>", "<a>&#xD800;</a>", "<a>&#;</a>", "<a>]]></a>", "<a><!-- -- --></a>",
    "<a><!-- ---></a>", "<a><!-- </a>", "<a><?xml x?></a>", "<a><? x?></a>", "<a><?x</a>",
    "<a><![CDATA[x</a>", "<a><![cdata[x]]></a>", "<a>\u{1}</a>", "<a>\u{B}</a>",
    "<a>\u{FFFE}</a>", "<a>\0</a>",
  ]

  static let namespaces: [String] = [
    "<a:b/>", "<a b:c=\"1\"/>", "<a xmlns:b=\"\"/>", "<a xmlns:xml=\"urn:x\"/>",
    "<a xmlns:xmlns=\"u\"/>", "<a:b:c xmlns:a=\"u\"/>",
    "<a x:b=\"1\" y:b=\"2\" xmlns:x=\"u\" xmlns:y=\"u\"/>",
  ]

  @Test(arguments: [structures, tags, contents, namespaces].flatMap(\.self))
  func isRefused(_ text: String) { #expect(!Self.reading(Array(text.utf8)).isWellFormed) }

  @Test(arguments: [
    "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ELEMENT a ANY>]><a/>",
    "<?xml version=\"1.0\"?>\n<!-- c -->\n<!DOCTYPE a SYSTEM \"a.dtd\"><a/>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
  ])
  func doctypesAreRefused(_ text: String) {
    #expect(Self.reading(Array(text.utf8)).failure?.kind == .xmlDoctypeForbidden)
  }

  @Test(arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]])
  func whatIsNoUTF8IsRefused(_ bytes: [UInt8]) {
    let document = Array("<a>".utf8) + bytes + Array("</a>".utf8)
    #expect(Self.reading(document).failure?.kind == .textInvalidUTF8)
  }

  /// UTF-16 is read with its mark; what no mark and no declaration names is refused.
  @Test func encodings() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><年/>"
    #expect(Self.reading([0xFF, 0xFE] + Self.utf16(text, isLittle: true)).isWellFormed)
    #expect(Self.reading([0xFE, 0xFF] + Self.utf16(text, isLittle: false)).isWellFormed)
    for document in [
      Array("<?xml version=\"1.0\" encoding=\"x-none\"?><a/>".utf8),
      Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>".utf8),
      Self.utf16("<a/>", isLittle: false),
    ] {
      #expect(Self.reading(document).failure?.kind == .xmlEncodingUnsupported)
    }
  }

  private static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isLittle ? [low, high] : [high, low]
    }
  }

  /// What a reader says of `bytes`; expects that it says the same whatever the pieces.
  private static func reading(_ bytes: [UInt8]) -> Reading {
    let whole = Reading(bytes)
    for chunk in [1, 2, 7] { #expect(Reading(bytes, chunk: chunk) == whole, "chunks of \(chunk)") }
    return whole
  }
}
