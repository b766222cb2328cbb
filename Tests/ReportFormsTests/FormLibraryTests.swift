import ReportDiagnostics
import ReportModel
import ReportTestSupport
import Testing

@testable import ReportForms

@Suite struct FormLibraryTests {
  @Test func everyEmbeddedFormIsConsistent() throws {
    let library = try FormLibrary.embedded()
    let files = try PackageFiles.files(in: "Schemas/forms")
    let named = library.forms.map { "Schemas/forms/\($0.edition).json" }
    #expect(Set(named) == Set(files) && named.count == files.count && named.count > 3)
    // That without tables first, then one after the other.
    #expect(library.forms.first?.edition == library.formless?.edition)
    let years = library.forms.compactMap { $0.reportYears?.first }
    #expect(years == years.sorted() && years.count == library.forms.count - 1)
    for form in library.forms { #expect(FormConsistency.findings(form).isEmpty) }
  }

  /// The counts of domain facts: 22 + 161 + 15 cells in 2019, 10 + 175 + 15 in 2021.
  @Test(arguments: [
    ("none", [Int]()), ("2014", [58]), ("2019", [22, 161, 15]), ("2021", [10, 175, 15]),
  ])
  func cellsPerTable(edition: String, expected: [Int]) throws {
    let form = try #require(try FormLibrary.embedded()[edition])
    #expect(form.tables.map(\.cells.count) == expected)
    #expect(form.cells.count == expected.reduce(0, +))
  }

  @Test func yearsGiveTheirForm() throws {
    let library = try FormLibrary.embedded()
    let editions = [2013, 2014, 2018, 2019, 2020, 2021, 2040].map {
      library.form(forYear: $0)?.edition
    }
    #expect(editions == [nil, "2014", "2014", "2019", "2019", "2021", "2021"])
  }

  @Test func ordinalsFollowTheForm() throws {
    let form = try #require(try FormLibrary.embedded()["2021"])
    for ordinal in form.cells.indices {
      let codes = form.codes(at: ordinal)
      #expect(
        form.ordinal(table: codes.table, row: codes.row, column: codes.column) == ordinal)
    }
  }
}
