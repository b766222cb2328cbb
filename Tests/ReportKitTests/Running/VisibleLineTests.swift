import ReportDiagnostics
import ReportKit
import Testing

/// Names of files and texts of reports are whatever others made them: printed for people they neither
/// control the terminal nor pass for lines of ours.
@Suite struct VisibleLineTests {
  @Test(arguments: [
    ("示例市“数据局” 3 — ok…", "示例市“数据局” 3 — ok…"),
    ("\u{1B}[2J\u{7}", #"\u{1B}[2J\u{07}"#),
    ("a\nb.xml:1:1: error: no\r\t", #"a\nb.xml:1:1: error: no\r\t"#),
    ("\u{9B}31m\u{7F}", #"\u{009B}31m\u{7F}"#),
    ("fdp.\u{202E}lmx \u{2066}\u{2028}", #"fdp.\u{202E}lmx \u{2066}\u{2028}"#),
    ("é 。€", "é 。€"), ("", ""),
  ])
  func whatIsHiddenIsSpelt(_ text: String, _ visible: String) {
    #expect(text.visibleLine == visible)
  }

  @Test func findingsAreOneLine() {
    let finding = Diagnostic(
      .inputUnreadable, at: Place(source: "a\u{1B}[31m\nb.txt"), ["reason": "no\nsuch file"])
    for language in Language.allCases {
      let line = FindingPrinter.text(language).line(finding)
      #expect(line.hasPrefix(#"a\u{1B}[31m\nb.txt: "#))
      #expect(!line.utf8.contains { $0 < 0x20 })
    }
    #expect(FindingPrinter.json.line(finding).contains(#""source":"a\u001b[31m\nb.txt""#))
  }
}
