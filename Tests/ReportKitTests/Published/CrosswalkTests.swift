import ReportDiagnostics
import ReportForms
import ReportModel
import ReportTestSupport
import Testing

/// Crosswalks: what is carried over is exact, what is not is named, and nothing becomes 0.
@Suite struct CrosswalkTests {
  static let forms = EmbeddedForms.library

  /// The editions from and to which there are crosswalks, by the names of the files.
  static let pairs: [(String, String)] = {
    let files = (try? PackageFiles.files(in: "Schemas/crosswalks")) ?? []
    return atLeast(
      2,
      files.map { file in
        let names = file.dropLast(".json".count).split(separator: "/")[2].split(separator: "-")
        return (String(names[0]), String(names[1]))
      }, "crosswalks")
  }()

  private func crosswalk(_ from: String, _ to: String) throws -> Crosswalk {
    try #require(try CrosswalkLibrary.embedded(Self.forms).crosswalk(from: from, to: to))
  }

  @Test func everyFileIsEmbedded() throws {
    let library = try CrosswalkLibrary.embedded(Self.forms)
    #expect(library.crosswalks.count == Self.pairs.count)
    #expect(library.targets == Set(Self.pairs.map(\.1)))
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
    var seen: Set<String> = []
    for (ordinal, parts) in crosswalk.parts.enumerated() {
      let row = crosswalk.target.codes(at: ordinal).row
      guard ["rules", "normativeDocuments", "fees"].contains(row) else { continue }
      seen.insert(row)
      #expect(parts.isEmpty)
    }
    #expect(seen.count >= 3)
  }

  @Test(arguments: [
    #"{"from":"2019","to":"1999","rows":[]}"#,
    #"{"from":"2019","to":"2021","rows":[{"table":"applications","to":"x","from":["granted"]}]}"#,
    #"{"from":"2019","to":"2021","rows":[{"table":"applications","to":"granted","from":["x"]}]}"#,
    #"{"from":"2019","to":"2021","rows":[{"table":"applications","to":"granted","from":[]}]}"#,
    #"{"from":"2019","to":"2021","rules":[]}"#, "[]", "",
  ])
  func brokenDefinitions(_ json: String) throws {
    #expect(throws: Diagnostic.self) {
      try CrosswalkLibrary.crosswalk(definedBy: Array(json.utf8), Self.forms)
    }
  }
}
