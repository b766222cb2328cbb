import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportModel
import ReportTestSupport
import Testing

/// What is printed without damage is read without loss, in every layout; what is damaged never
/// becomes another number.
@Suite struct LayoutTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let edition: String
    let layout: PrintedReport.Layout
    var testDescription: String { "\(edition), \(layout.rawValue)" }

    /// The percentage of the numbers that is read all the same, somewhat below what it was when this
    /// was written.
    func floor(_ damage: Damage) -> Int {
      switch damage {
      // Where a blank is not printed, what is left of its row stays open.
      case .blanks: layout == .spacedLines || layout == .bareLines ? 25 : 70
      case .lostCells: 60
      case .lostLines: 88
      // Nearly all rows of 2014 have labels of two rows, and are left out.
      case .shuffledRows: edition == "2014" ? 1 : 85
      case .misprintedLabels: edition == "2021" ? 1 : 5
      }
    }
  }

  /// What is done to the text.
  enum Damage {
    case blanks, lostCells, lostLines, shuffledRows, misprintedLabels
  }

  static let cases = ImportedText.editions.flatMap { edition in
    PrintedReport.Layout.allCases.map { Case(edition: edition, layout: $0) }
  }

  private func printed(_ edition: String, seed: UInt64, blankOnceIn: Int = 0) throws
    -> PrintedReport
  {
    var random = SeededGenerator(seed: seed)
    let form = try #require(ImportedText.forms[edition])
    return PrintedReport(form, blankOnceIn: blankOnceIn, &random)
  }

  @Test(arguments: cases)
  func everyCellIsRead(_ test: Case) throws {
    for seed in UInt64(1)...5 {
      let printed = try printed(test.edition, seed: seed)
      let item = try ImportedText.item(printed.text(test.layout))
      let report = try #require(item.report)
      #expect(report.edition == test.edition)
      #expect(report.year == printed.year)
      #expect(report.agency.name == printed.agency)
      #expect(report.issueDate?.description == "\(printed.year + 1)-01-28")
      #expect(report.narrative.map(\.code) == printed.form.sections.map(\.code))
      #expect(report.extras.isEmpty)
      for ordinal in printed.cells.indices where report.cells[ordinal] != printed.expected(ordinal)
      {
        Issue.record(
          "seed \(seed) \(printed.form.path(at: ordinal)): \(report.cells[ordinal]) for \(printed.cells[ordinal])"
        )
        return
      }
      let recognition = try #require(item.recognition)
      #expect(recognition.count(of: .leftOver) == 0)
      #expect(!item.findings.contains { $0.severity > .note })
    }
  }

  @Test(arguments: cases)
  func blanksShiftNothing(_ test: Case) throws {
    var share = ReadShare()
    for seed in UInt64(100)...109 {
      let printed = try printed(test.edition, seed: seed, blankOnceIn: Int(seed % 7) + 2)
      compare(try ImportedText.item(printed.text(test.layout)), printed, seed, &share)
    }
    share.expect(atLeast: test.floor(.blanks), test.testDescription)
  }

  @Test(arguments: cases)
  func lostCellsShiftNothing(_ test: Case) throws {
    var share = ReadShare()
    for seed in UInt64(200)...209 {
      let printed = try printed(test.edition, seed: seed)
      var random = SeededGenerator(seed: seed)
      // In one row in three some values are gone, as when an extractor merges or drops cells.
      let text = printed.text(test.layout) { rows in
        rows.map { row in
          guard random.once(in: 3), row.count(where: \.isValue) > 1 else { return row }
          let values = row.indices.filter { row[$0].isValue }
          let lost = Set(
            (0...random.number(0...values.count - 2)).map { _ in random.one(of: values) })
          return row.indices.filter { !lost.contains($0) }.map { row[$0] }
        }
      }
      compare(try ImportedText.item(text), printed, seed, &share)
    }
    share.expect(atLeast: test.floor(.lostCells), test.testDescription)
  }

  @Test(arguments: cases)
  func lostLinesShiftNothing(_ test: Case) throws {
    var share = ReadShare()
    for seed in UInt64(400)...412 {
      let printed = try printed(test.edition, seed: seed)
      var random = SeededGenerator(seed: seed)
      var lines = printed.text(test.layout).split(separator: "\n")
      for _ in 1...random.number(1...3) { lines.remove(at: random.number(0...lines.count - 1)) }
      compare(try ImportedText.item(lines.joined(separator: "\n")), printed, seed, &share)
    }
    share.expect(atLeast: test.floor(.lostLines), test.testDescription)
  }

  /// Rows that change places keep their numbers. Labels that two rows have are told apart by their
  /// place alone, so that they are left out here.
  @Test(arguments: cases.filter { !["cellLines", "bareLines"].contains($0.layout.rawValue) })
  func shuffledRowsKeepTheirNumbers(_ test: Case) throws {
    var share = ReadShare()
    for seed in UInt64(500)...506 {
      let printed = try printed(test.edition, seed: seed)
      var random = SeededGenerator(seed: seed)
      let text = printed.text(test.layout) { rows in
        let labels = rows.compactMap { $0.last { !$0.isValue }?.text }
        var rows = rows
        rows.removeAll { row in
          guard let label = row.last(where: { !$0.isValue })?.text else { return false }
          return row.contains(where: \.isValue) && labels.count(where: { $0 == label }) > 1
        }
        rows.shuffle(using: &random)
        return rows
      }
      compare(try ImportedText.item(text), printed, seed, &share)
    }
    share.expect(atLeast: test.floor(.shuffledRows), test.testDescription)
  }

  @Test(arguments: cases)
  func misprintedLabelsMoveNothing(_ test: Case) throws {
    var share = ReadShare()
    for seed in UInt64(300)...309 {
      let printed = try printed(test.edition, seed: seed)
      var random = SeededGenerator(seed: seed)
      let text = printed.text(test.layout) { rows in
        rows.map { row in
          row.map { cell in
            guard !cell.isValue, random.once(in: 4), cell.text.count > 1 else { return cell }
            var cell = cell
            cell.text = Misprint.misprinted(cell.text, &random)
            return cell
          }
        }
      }
      compare(try ImportedText.item(text), printed, seed, &share)
    }
    share.expect(atLeast: test.floor(.misprintedLabels), test.testDescription)
  }

  /// Expects that what was read from a report is what was printed, or nothing, and counts it.
  private func compare(
    _ item: ReadItem, _ printed: PrintedReport, _ seed: UInt64, _ share: inout ReadShare
  ) {
    let numbers = printed.cells.indices.count { printed.expected($0).number != nil }
    // What is taken for another edition is not read.
    guard let report = item.report, report.edition == printed.form.edition else {
      share.count(read: 0, of: numbers)
      return
    }
    share.count(read: report.cells.countOfNumbers, of: numbers)
    for ordinal in printed.cells.indices {
      let value = report.cells[ordinal]
      if value != printed.expected(ordinal), value != .absent {
        Issue.record(
          "seed \(seed) \(printed.form.path(at: ordinal)): \(value), printed \(printed.cells[ordinal])"
        )
      }
    }
  }
}

/// Misprints of labels.
enum Misprint {
  /// `text` with one character lost, doubled, replaced or swapped with its neighbour.
  static func misprinted(_ text: String, _ random: inout SeededGenerator) -> String {
    var characters = Array(text)
    let place = random.number(0...characters.count - 2)
    switch random.number(0...3) {
    case 0: characters.remove(at: place)
    case 1: characters.insert(characters[place], at: place)
    case 2: characters[place] = random.one(of: Array("政信公开机关数量项年"))
    default: characters.swapAt(place, place + 1)
    }
    return String(characters)
  }
}
