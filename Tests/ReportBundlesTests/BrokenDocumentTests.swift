import ReportDiagnostics
import ReportFormats
import ReportTestSupport
import Testing

@testable import ReportBundles

/// A document of many reports in a bag of other people's, broken or with a comment in it, gives what the
/// same document gives alone.
@Suite struct BrokenDocumentTests {
  @Test(arguments: [("</report>", "</reports>"), ("</report>", "</report><!-- -->")])
  func isReadToWhereItBreaksOff(edit: (old: String, new: String)) throws {
    var bytes = try FormatExercise.write(BundleMaterial.reports(12, seed: 81), as: .xml)
    let place = try #require(bytes[(bytes.count * 2 / 3)...].firstRange(of: Array(edit.old.utf8)))
    bytes.replaceSubrange(place, with: Array(edit.new.utf8))
    var alone: [ReadItem] = []
    var failure: Diagnostic?
    do {
      try FormatExercise.read(
        WrittenDocument(bytes), as: .xml, BundleMaterial.forms, cache: BundleMaterial.cache
      ) { alone.append($0) }
    } catch let error as Diagnostic {
      failure = error
    }
    let reader = BundleDocumentReader(
      BundleDocument(
        name: "a!data/b.xml", path: "data/b.xml", size: bytes.count,
        content: .taken(.success(bytes))), BundleMaterial.readOptions)
    var items: [ReadItem] = []
    while let item = reader.next() { items.append(item) }
    #expect((failure != nil) == (edit.new == "</reports>"))
    #expect(items.count == alone.count + (failure == nil ? 0 : 1))
    for (item, alone) in zip(items, alone) {
      #expect(item.report == alone.report && item.id == alone.id)
      #expect((item.place.line, item.place.column) == (alone.place.line, alone.place.column))
    }
    if let failure {
      let found = try #require(items.last?.findings.first)
      #expect(found.kind == failure.kind && found.arguments == failure.arguments)
      #expect((found.place.line, found.place.column) == (failure.place.line, failure.place.column))
    }
  }
}
