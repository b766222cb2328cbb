import ReportDiagnostics
import ReportSyntax
import Testing

@Suite struct XMLReaderTests {
  @Test(arguments: [1, 2, 3, 7, 4096])
  func eventsNamesAttributesAndPlaces(chunk: Int) {
    let text = """
      <?xml version="1.0" encoding="utf-8"?>
      <!-- <x> -->
      <r xmlns="urn:a" xmlns:p="urn:b" id="a&amp;b &lt;&#38;#38;&#x20AC;" p:q='1'>
        <a/>中文<b>年 &lt; 报<!-- c --><![CDATA[<&>]]><?pi x?>&#13;</b >
        <p:c k="a>b">  </p:c>
      </r>
      """
    let expected = [
      "<{urn:a}r id=a&b <&#38;€ q=1> 3:1", "<{urn:a}a> 4:3", "</a> 4:3", "\"中文\" 4:3",
      "<{urn:a}b> 4:9", "\"年 < 报<&>\r\" 4:9", "</b> 4:58", "<{urn:b}c k=a>b> 5:3", "\"  \" 5:3",
      "</c> 5:18", "</r> 6:1",
    ]
    #expect(Reading(text, chunk: chunk) == Reading(events: expected, failure: nil))
  }
}
