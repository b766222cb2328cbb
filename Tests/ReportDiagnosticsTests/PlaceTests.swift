import ReportDiagnostics
import Testing

/// How places are printed.
@Suite struct PlaceTests {
  static let cases: [(place: Place, text: String, withinSource: String)] = [
    (Place(), "", ""),
    (Place(source: "-"), "-", ""),
    (Place(source: "a.xml", line: 12, column: 5), "a.xml:12:5", "12:5"),
    (Place(source: "a.xml", line: 12), "a.xml:12", "12"),
    (Place(source: "a.xml", column: 5), "a.xml", ""),
    (Place(source: "a.zip", entry: "b/c.xml"), "a.zip!b/c.xml", "!b/c.xml"),
    (
      Place(source: "a.html", line: 70, column: 3, table: 2, row: 5),
      "a.html: table 2, row 5, column 3", "table 2, row 5, column 3"
    ),
    (
      Place(source: "a.html", line: 70, table: 2, row: 5), "a.html: table 2, row 5",
      "table 2, row 5"
    ),
    (Place(source: "a.docx", line: 7, paragraph: 7), "a.docx: paragraph 7", "paragraph 7"),
    (
      Place(source: "a.xlsx", line: 7, column: 2, sheet: "表 1", cell: "D7"), "a.xlsx!表 1!D7",
      "!表 1!D7"
    ),
    (Place(source: "a.xlsx", line: 7, sheet: "", cell: "7"), "a.xlsx!!7", "!!7"),
    (Place(source: "a.pdf", line: 9, page: 3), "a.pdf: page 3", "page 3"),
    (
      Place(source: "a.pdf", line: 9, column: 4, page: 3, table: 1, row: 2),
      "a.pdf: page 3, table 1, row 2, column 4", "page 3, table 1, row 2, column 4"
    ),
  ]

  @Test(arguments: cases.indices) func printing(_ index: Int) {
    let (place, text, withinSource) = Self.cases[index]
    #expect(place.description == text)
    #expect(place.withinSource == withinSource)
  }

  /// Every field counts.
  @Test func differentPlacesAreDifferent() {
    let places = Self.cases.map(\.place)
    #expect(Set(places).count == places.count)
    #expect(places.count(where: \.isInLines) == 5)
  }
}
