import ReportDiagnostics
import ReportFormats
import ReportModel
import ReportTestSupport
import Testing

/// Packages as one ZIP container; the laws write folders.
@Suite struct PackageContainerTests {
  private static func container(
    _ reports: [Report], in folder: TemporaryFolder
  ) throws -> [UInt8] {
    try FormatExercise.write(
      reports, into: Format.csv.makeOutput(to: .path(folder.path + "/a.zip")))
    #expect(folder.names() == ["a.zip"])
    return try #require(folder.read("a.zip"))
  }

  private static func read(_ path: String) -> (reports: [Report], failure: Diagnostic?) {
    var reports: [Report] = []
    do throws(Diagnostic) {
      let reader = try Format.csv.makeReader(
        path: path,
        ReadOptions(forms: LawMaterial.forms, sourceName: path, cache: LawMaterial.cache))
      while let item = try reader.next() { if let report = item.report { reports.append(report) } }
    } catch {
      return (reports, error)
    }
    return (reports, nil)
  }

  @Test func readGivesWhatWasWritten() throws {
    let folder = try TemporaryFolder()
    let reports = LawMaterial.reports(60, seed: 41)
    let bytes = try Self.container(reports, in: folder)
    #expect(
      Format.csv.recognise(bytes.span.extracting(first: min(bytes.count, Format.prefixLength)))
        == .certain)
    let found = Self.read(folder.path + "/a.zip")
    #expect(found.failure == nil)
    try LawMaterial.expectSame(found.reports, reports, "container")
  }

  /// Checksums see to it that damage gives no other report, as long as an entry is read at once; of
  /// longer ones they tell at the end.
  @Test func damageGivesNoOtherReport() throws {
    let folder = try TemporaryFolder()
    let reports = LawMaterial.reports(3, seed: 42)
    let bytes = try Self.container(reports, in: folder)
    var random = SeededGenerator(seed: 43)
    for round in 0..<300 {
      try folder.write("d.zip", random.damage(bytes))
      for report in Self.read(folder.path + "/d.zip").reports {
        #expect(reports.contains(report), "round \(round)")
      }
    }
    for length in stride(from: 0, to: bytes.count, by: 200) {
      try folder.write("d.zip", Array(bytes.prefix(length)))
      let found = Self.read(folder.path + "/d.zip")
      #expect(found.failure != nil && found.reports.isEmpty, "cut at \(length)")
    }
  }
}
