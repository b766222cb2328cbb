import ReportDiagnostics
import ReportForms
import ReportModel
import ReportTestSupport
import Testing

/// Crosswalks: what is carried over is exact, what is not is named, and nothing becomes 0.
@Suite struct CrosswalkTests {
  static let forms = try? FormLibrary.embedded()
  static let pairs = [("2019", "2021"), ("2021", "2019")]

  private func crosswalk(_ from: String, _ to: String) throws -> Crosswalk {
    let forms = try #require(Self.forms)
    return try #require(try CrosswalkLibrary.embedded(forms).crosswalk(from: from, to: to))
  }

  @Test func thereAreTwo() throws {
    let library = try CrosswalkLibrary.embedded(try #require(Self.forms))
    #expect(library.crosswalks.count == 2)
    #expect(library.targets == ["2019", "2021"])
    #expect(library.crosswalk(from: "2014", to: "2021") == nil)
  }

  @Test(arguments: pairs) func everyCellIsCarriedOrNamed(_ from: String, _ to: String) throws {
    let crosswalk = try crosswalk(from, to)
    var generator = ReportGenerator(seed: 11)
    for _ in 0..<40 {
      let report = generator.report(of: crosswalk.source)
      let result = crosswalk.convert(report)
      #expect(result.report.edition == to)
      #expect(result.report.narrative == report.narrative)
      #expect(result.report.extras == report.extras)
      #expect(result.report.agency == report.agency)
      let lost = Set(result.findings.map(\.cell))
      #expect(lost.count == result.findings.count)
      var accounted = Set<Int>()
      for (ordinal, parts) in crosswalk.parts.enumerated() {
        let value = result.report.cells[ordinal]
        if parts.count == 1 {
          #expect(value == report.cells[parts[0]])
          accounted.insert(parts[0])
        } else if parts.count > 1, value != .absent {
          let sum = parts.reduce(Int128(0)) { $0 + (report.cells[$1].number?.millionths ?? 0) }
          #expect(value.number?.millionths == sum)
          #expect(parts.allSatisfy { report.cells[$0].number != nil })
          accounted.formUnion(parts)
        } else {
          #expect(value == .absent)
        }
      }
      for ordinal in report.form.cells.indices
      where !report.cells[ordinal].isAbsent && !accounted.contains(ordinal) {
        #expect(lost.contains(report.form.path(at: ordinal)))
      }
      #expect(
        lost.count
          == report.form.cells.indices.count {
            !report.cells[$0].isAbsent && !accounted.contains($0)
          })
    }
  }

  @Test func blanksAreNotSummed() throws {
    let crosswalk = try crosswalk("2021", "2019")
    var report = Report(id: try #require(ReportID("a")), form: crosswalk.source)
    func cell(_ row: String) throws -> Int {
      try #require(
        crosswalk.source.ordinal(table: "applications", row: row, column: "total"))
    }
    let target = try #require(
      crosswalk.target.ordinal(table: "applications", row: "otherResult", column: "total"))
    report.cells[try cell("otherResult.notCorrected")] = .number(.zero)
    report.cells[try cell("otherResult.feeUnpaid")] = .number(.zero)
    for value in [CellValue.blank, .notApplicable, .absent] {
      report.cells[try cell("otherResult.other")] = value
      let result = crosswalk.convert(report)
      #expect(result.report.cells[target] == .absent)
      #expect(result.findings.count == (value == .absent ? 2 : 3))
    }
    report.cells[try cell("otherResult.other")] = .number(.zero)
    #expect(crosswalk.convert(report).report.cells[target] == .number(.zero))
  }

  /// Columns of nearly the same meaning have no counterpart.
  @Test(arguments: pairs) func nearMeaningsAreNotCarried(_ from: String, _ to: String) throws {
    let crosswalk = try crosswalk(from, to)
    for row in ["rules", "normativeDocuments", "fees"] {
      for (ordinal, parts) in crosswalk.parts.enumerated()
      where crosswalk.target.codes(at: ordinal).row == row {
        #expect(parts.isEmpty)
      }
    }
  }

  @Test(arguments: [
    #"{"from":"2019","to":"1999","rows":[]}"#,
    #"{"from":"2019","to":"2021","rows":[{"table":"applications","to":"x","from":["granted"]}]}"#,
    #"{"from":"2019","to":"2021","rows":[{"table":"applications","to":"granted","from":["x"]}]}"#,
    #"{"from":"2019","to":"2021","rows":[{"table":"applications","to":"granted","from":[]}]}"#,
    #"{"from":"2019","to":"2021","rules":[]}"#, "[]", "",
  ])
  func brokenDefinitions(_ json: String) throws {
    let forms = try #require(Self.forms)
    #expect(throws: Diagnostic.self) {
      try CrosswalkLibrary.crosswalk(definedBy: Array(json.utf8), forms)
    }
  }
}
