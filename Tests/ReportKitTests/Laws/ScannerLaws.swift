import ReportDiagnostics
import ReportForms
import ReportKit
import ReportModel
import ReportIO
import ReportSyntax
import ReportTestSupport
import Testing

@testable import ReportFormats

/// The scanner of canonical XML and libxml2 with the schemas give the same, item for item: reports,
/// findings, places, and where a document breaks off. Whatever the scanner declines is judged by
/// libxml2 anyway, so what these laws find is what it should have declined.
@Suite struct ScannerLaws {
  /// Everything that a reader gives.
  struct Outcome: Equatable {
    struct Item: Equatable {
      var report: Report?
      var isRefused = false
      var id = ""
      var place = Place()
      var findings: [Diagnostic] = []
      var places: ReportPlaces?

      init(_ item: ReadItem) {
        report = item.report
        if case .refused = item.outcome { isRefused = true }
        (id, place, findings, places) = (item.id, item.place, item.findings, item.places)
      }
    }

    var items: [Item] = []
    var failure: Diagnostic?
    var holdsMany = false
    /// What Swift takes for equal texts need not be the same.
    var spelling: [UInt8] = []

    /// What `reader` gives.
    init(_ reader: any ReportReader) {
      do throws(Diagnostic) {
        while let item = try reader.next() { items.append(Item(item)) }
      } catch {
        failure = error
      }
      holdsMany = reader.holdsMany
      let reports = items.compactMap(\.report)
      if !reports.isEmpty { spelling = (try? FormatExercise.write(reports, as: .ndjson)) ?? [] }
    }
  }

  private static func options(_ cache: ReaderCache = LawMaterial.cache) -> ReadOptions {
    ReadOptions(
      forms: LawMaterial.forms, sourceName: "memory", keepsPlaces: true, cache: cache)
  }

  /// A source that gives `bytes` in pieces of `chunk`.
  private static func source(_ bytes: [UInt8], chunk: Int) -> ByteSource {
    var given = 0
    return ByteSource(name: "memory", size: nil) { buffer throws(Diagnostic) in
      let part = bytes[given...].prefix(min(chunk, buffer.count))
      buffer.copyBytes(from: part)
      given += part.count
      return part.count
    }
  }

  /// Expects both paths to give the same.
  @discardableResult
  static func expectSame(_ bytes: [UInt8], _ what: @autoclosure () -> String) -> Outcome {
    let judged = Outcome(
      XMLDocumentReader(ByteSource(bytes: bytes, name: "memory"), options()))
    for (chunk, step) in [(1 << 20, 1 << 20), (3000, 100)] {
      let scanned = Outcome(
        XMLReportReader(source(bytes, chunk: chunk), options(), stepSize: step))
      guard scanned != judged else { continue }
      let document = String(decoding: bytes.prefix(3000), as: UTF8.self)
      Issue.record(
        """
        \(what()), in pieces of \(chunk): \(difference(scanned, judged))
        \(document)
        """)
      break
    }
    return judged
  }

  private static func difference(_ scanned: Outcome, _ judged: Outcome) -> String {
    if scanned.failure != judged.failure {
      return "fails with \(String(describing: scanned.failure)), "
        + "expected \(String(describing: judged.failure))"
    }
    if scanned.items.count != judged.items.count {
      return "\(scanned.items.count) items, expected \(judged.items.count)"
    }
    for (scanned, judged) in zip(scanned.items, judged.items) where scanned != judged {
      if scanned.findings != judged.findings {
        return "finds \(scanned.findings), expected \(judged.findings)"
      }
      if scanned.places != judged.places { return "\(judged.id) has other places" }
      return "\(scanned.id) \(scanned.place), expected \(judged.id) \(judged.place)"
    }
    return scanned.spelling == judged.spelling ? "holdsMany" : "spelling"
  }

  // MARK: - Laws

  @Test(arguments: LawMaterial.editions, 1...3) func generated(edition: String, seed: UInt64) throws
  {
    var generator = ReportGenerator(seed: seed, options: .init(isPlain: seed % 3 == 0))
    let form = LawMaterial.forms.forms.filter { $0.edition == edition }
    let reports = generator.reports(12, of: form)
    Self.expectSame(try FormatExercise.write(reports, as: .xml), "batch \(edition) \(seed)")
    let sent = WriteOptions(BatchHeader(sender: "甲 & 乙", created: "2025-03-31"))
    Self.expectSame(try FormatExercise.write(reports, as: .xml, sent), "with a header")
    for report in reports {
      Self.expectSame(try FormatExercise.write([report], as: .xml), "\(report.id)")
    }
  }

  /// Our own documents do not go to libxml2.
  @Test(arguments: LawMaterial.editions) func scansItsOwn(edition: String) throws {
    var generator = ReportGenerator(seed: 77)
    let form = LawMaterial.forms.forms.filter { $0.edition == edition }
    for report in generator.reports(40, of: form) {
      let document = try FormatExercise.write([report], as: .xml)
      let padded = document + [UInt8](repeating: 0, count: XMLScanner.padding)
      let isTaken = padded.withUnsafeBufferPointer { bytes in
        let text = UnsafeBufferPointer(rebasing: bytes[..<document.count])
        guard case .report(let start)? = XMLBatchScanner.opening(text) else { return false }
        return XMLReportScanner.read(text, at: start, TextPosition(), Self.options()) != nil
      }
      #expect(isTaken, "\(report.id)")
    }
  }

  @Test(arguments: LawMaterial.editions, 1...2) func damaged(edition: String, seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed, options: .init(density: 0.2))
    var random = SeededGenerator(seed: seed)
    let form = LawMaterial.forms.forms.filter { $0.edition == edition }
    for count in [1, 3] {
      let document = try FormatExercise.write(generator.reports(count, of: form), as: .xml)
      for round in 0..<40 {
        Self.expectSame(random.damage(document), "\(edition) \(seed) \(count) \(round)")
      }
    }
  }

  /// Changes that leave XML well-formed, or nearly: pieces put in, taken out, doubled or swapped.
  @Test(arguments: LawMaterial.editions, 1...2) func mutated(edition: String, seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed + 100, options: .init(density: 0.2))
    var random = SeededGenerator(seed: seed + 100)
    let form = LawMaterial.forms.forms.filter { $0.edition == edition }
    for count in [1, 4] {
      let document = try FormatExercise.write(generator.reports(count, of: form), as: .xml)
      for round in 0..<50 {
        var mutation = XMLMutation(document)
        for _ in 0..<random.number(1...2) { mutation.change(&random) }
        Self.expectSame(mutation.bytes, "\(edition) \(seed) \(count) \(round)")
      }
    }
  }

  /// A batch of several steps with one bad report in it.
  @Test(arguments: XMLMutation.insertions) func longBatches(insertion: String) throws {
    var generator = ReportGenerator(seed: 5, options: .init(density: 0.05))
    let document = try FormatExercise.write(
      generator.reports(12, of: LawMaterial.forms.forms), as: .xml)
    let tags = document.indices.filter { document[$0] == UInt8(ascii: "<") }
    var random = SeededGenerator(seed: 8)
    for _ in 0..<2 {
      var changed = document
      changed.insert(contentsOf: Array(insertion.utf8), at: random.one(of: tags))
      Self.expectSame(changed, "\(insertion) among 12")
    }
  }

  @Test(arguments: [
    ["x"], ["x", "x"], [], ["cells"], ["bad", "x"], ["x", "bad"], ["x", "cut", "x"],
  ]) func oneNamespace(parts: [String]) {
    let texts = [
      "x": "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\"/>",
      "cells": "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\"></report>",
      "bad": "<report xmlns=\"urn:nianbao:report:2021\" id=\"\"></report>",
      "cut": "<report xmlns=\"urn:nianbao:report:2021\" id=\"></report>",
    ]
    for trailer in ["<trailer><count>\(parts.count)</count></trailer>", "", "x", "<trailer/>"] {
      for end in ["</batch>", "", "</batch>\n<!-- -->", "</batch>x", "</bach>"] {
        let document =
          "<batch xmlns=\"urn:nianbao:batch:1\">\n" + parts.compactMap { texts[$0] }.joined()
          + trailer + end
        Self.expectSame(Array(document.utf8), document)
      }
    }
  }
}
