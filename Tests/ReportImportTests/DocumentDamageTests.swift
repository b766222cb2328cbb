import Foundation
import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// Damaged pages, Word and Excel files give no number that they do not print at that label.
///
/// All numbers of a report are different here, and far from each other: a number that is read must be
/// nearer to the one that was printed in its cell than to any other.
@Suite struct DocumentDamageTests {
  enum Kind: String, CaseIterable, Sendable {
    case plainPage, clutteredPage, word, sheet

    var isPage: Bool { self == .plainPage || self == .clutteredPage }

    var format: Format {
      switch self {
      case .plainPage, .clutteredPage: .html
      case .word: .docx
      case .sheet: .xlsx
      }
    }

    /// The markup of a report's page, body or sheet.
    func markup(
      of printed: PrintedReport, change: ([[PrintedCell]]) -> [[PrintedCell]] = { $0 }
    ) -> Markup {
      switch self {
      case .plainPage: Markup(text: printed.page(.plain, change: change))
      case .clutteredPage: Markup(text: printed.page(.cluttered, change: change))
      case .word: Markup(text: OfficeMaterial.body(of: printed, change: change))
      case .sheet:
        {
          let sheet = OfficeMaterial.sheet(of: printed, change: change)
          return Markup(text: sheet.rows, merges: sheet.merges)
        }()
      }
    }

    func bytes(_ markup: Markup) throws -> [UInt8] {
      switch self {
      case .plainPage, .clutteredPage: return Array(markup.text.utf8)
      case .word: return try OfficeMaterial.docx(markup.text)
      case .sheet:
        return try OfficeMaterial.xlsx([
          OfficeMaterial.Sheet(name: "年报", rows: markup.text, merges: markup.merges)
        ])
      }
    }
  }

  /// What is damaged.
  struct Markup: Sendable {
    var text: String
    var merges: [String] = []
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let kind: Kind
    let edition: String
    var testDescription: String { "\(kind.rawValue) of \(edition)" }

    func printed(_ random: inout SeededGenerator) throws -> PrintedReport {
      PrintedReport(distinct: try #require(ImportedText.forms[edition]), &random)
    }
  }

  static let cases = Kind.allCases.flatMap { kind in
    ImportedText.editions.map { Case(kind: kind, edition: $0) }
  }

  /// How many documents are damaged in each way: `count`, or as many times that as the environment
  /// variable `NIANBAO_DAMAGE_TIMES` says.
  private static func times(_ count: UInt64) -> UInt64 {
    count * (ProcessInfo.processInfo.environment["NIANBAO_DAMAGE_TIMES"].flatMap(UInt64.init) ?? 1)
  }

  /// Reads `markup`, compares the numbers with those printed, and counts them in `share`; a refusal is
  /// a document of which none is read.
  private func check(
    _ markup: Markup, _ test: Case, _ printed: PrintedReport, _ what: String,
    isIntact: Bool = false, _ share: inout ReadShare
  ) throws {
    let bytes = try test.kind.bytes(markup)
    guard let report = try ImportedText.itemOrRefusal(bytes, of: test.kind.format)?.report,
      report.edition == test.edition
    else {
      share.count(read: 0, of: printed.cells.count)
      return
    }
    share.count(read: report.cells.countOfNumbers, of: printed.cells.count)
    let wrong = DistinctNumbers(printed).wrong(in: report, isIntact: isIntact)
    if let first = wrong.first {
      Issue.record("\(test.testDescription), \(what): \(wrong.count) wrong, \(first)")
    }
  }

  @Test(arguments: cases) func undamaged(_ test: Case) throws {
    var random = SeededGenerator(seed: 5)
    let printed = try test.printed(&random)
    let bytes = try test.kind.bytes(test.kind.markup(of: printed))
    let report = try #require(try ImportedText.item(bytes, of: test.kind.format).report)
    #expect(report.cells.countOfNumbers == printed.cells.count)
    #expect(DistinctNumbers(printed).wrong(in: report, isIntact: true).isEmpty)
  }

  /// One character in a hundred is another one, in texts and in markup.
  @Test(arguments: cases) func changedCharacters(_ test: Case) throws {
    var share = ReadShare()
    let others = Array("0123456789<>/=\"|-—．,，、（）()一二三四五六七本年数量其他公开 \n\n政信".unicodeScalars)
    for seed in UInt64(1)...Self.times(10) {
      var random = SeededGenerator(seed: seed)
      let printed = try test.printed(&random)
      var markup = test.kind.markup(of: printed)
      var scalars = Array(markup.text.unicodeScalars)
      for _ in 0..<max(1, scalars.count / 100) {
        scalars[random.number(0...scalars.count - 1)] = random.one(of: others)
      }
      markup.text = String(String.UnicodeScalarView(scalars))
      try check(markup, test, printed, "seed \(seed)", &share)
    }
    // Markup of Word or Excel that is not well-formed is refused as a whole.
    if test.kind.isPage { share.expect(atLeast: 1, test.testDescription) }
  }

  /// One character in a hundred is another one where the markup stays whole: in texts, and digits of
  /// attributes (spans, merges, names of cells).
  @Test(arguments: cases) func changedContents(_ test: Case) throws {
    var share = ReadShare()
    let others = Array("0123456789|/-—，、（）()一二三四五六七本年数量其他公开 \n政信".unicodeScalars)
    for seed in UInt64(1)...Self.times(20) {
      var random = SeededGenerator(seed: seed)
      let printed = try test.printed(&random)
      var markup = test.kind.markup(of: printed)
      var scalars = Array(markup.text.unicodeScalars)
      var isTag = false
      var isValue = false
      for index in scalars.indices {
        switch scalars[index] {
        case "<": isTag = true
        case ">": (isTag, isValue) = (false, false)
        case "\"" where isTag: isValue.toggle()
        case "0"..."9" where isTag && isValue:
          if random.once(in: 50) {
            scalars[index] = random.one(of: Array("0123456789".unicodeScalars))
          }
        default:
          if !isTag, random.once(in: 50) { scalars[index] = random.one(of: others) }
        }
      }
      markup.text = String(String.UnicodeScalarView(scalars))
      if random.once(in: 2), !markup.merges.isEmpty {
        markup.merges.remove(at: random.number(0...markup.merges.count - 1))
      }
      try check(markup, test, printed, "seed \(seed)", &share)
    }
    share.expect(atLeast: 1, test.testDescription)
  }

  /// The document ends at every fiftieth of its length.
  @Test(arguments: cases) func cut(_ test: Case) throws {
    var share = ReadShare()
    var random = SeededGenerator(seed: 9)
    let printed = try test.printed(&random)
    let whole = test.kind.markup(of: printed)
    let scalars = Array(whole.text.unicodeScalars)
    for part in 1..<50 {
      var markup = whole
      markup.text = String(String.UnicodeScalarView(scalars[..<(scalars.count * part / 50)]))
      try check(markup, test, printed, "cut at \(part)/50", &share)
    }
    // Markup of Word or Excel that is not well-formed is refused as a whole.
    if test.kind.isPage { share.expect(atLeast: 1, test.testDescription) }
  }

  /// Containers are cut and changed, too: they are refused, or read without harm.
  @Test(arguments: cases.filter { $0.kind == .word || $0.kind == .sheet })
  func damagedContainers(_ test: Case) throws {
    var random = SeededGenerator(seed: 10)
    let printed = try test.printed(&random)
    let whole = try test.kind.bytes(test.kind.markup(of: printed))
    let cuts = (1..<50).map { Array(whole[..<(whole.count * $0 / 50)]) }
    let changed = (1...20).map { _ in random.damageOnePercent(whole) }
    var refused = 0
    for bytes in cuts + changed {
      guard let item = try ImportedText.itemOrRefusal(bytes, of: test.kind.format) else {
        refused += 1
        continue
      }
      guard let report = item.report, report.edition == test.edition else { continue }
      #expect(DistinctNumbers(printed).wrong(in: report, isIntact: false).isEmpty)
    }
    #expect(refused >= cuts.count)
  }

  /// Rows of tables change places among their neighbours; what spanned them spans others.
  @Test(arguments: cases) func shuffledRows(_ test: Case) throws {
    var share = ReadShare()
    for seed in UInt64(1)...Self.times(10) {
      var random = SeededGenerator(seed: seed)
      let printed = try test.printed(&random)
      let markup = test.kind.markup(of: printed) { rows in
        var rows = rows
        var start = 0
        while start < rows.count {
          let end = min(start + random.number(2...8), rows.count)
          rows[start..<end].shuffle(using: &random)
          start = end
        }
        return rows
      }
      try check(markup, test, printed, "seed \(seed)", isIntact: true, &share)
    }
    share.expect(atLeast: 1, test.testDescription)
  }

  /// Two columns change places, labels and all.
  @Test(arguments: cases.filter { ImportedText.editionsOfColumns.contains($0.edition) })
  func swappedColumns(_ test: Case) throws {
    var share = ReadShare()
    for seed in UInt64(1)...Self.times(10) {
      var random = SeededGenerator(seed: seed)
      let printed = try test.printed(&random)
      let markup = test.kind.markup(of: printed) { DamageTests.swapColumns($0, &random) }
      try check(markup, test, printed, "seed \(seed)", isIntact: true, &share)
    }
    share.expect(atLeast: 1, test.testDescription)
  }

  /// A row is lost, or there twice, or a cell is.
  @Test(arguments: cases) func lostRowsAndCells(_ test: Case) throws {
    var share = ReadShare()
    for seed in UInt64(1)...Self.times(10) {
      var random = SeededGenerator(seed: seed)
      let printed = try test.printed(&random)
      let markup = test.kind.markup(of: printed) { rows in
        rows.flatMap { row -> [[PrintedCell]] in
          guard random.once(in: 5), row.count > 1 else { return [row] }
          var changed = row
          switch random.number(0...(test.kind == .sheet ? 2 : 3)) {
          case 0: return []
          case 1: return [row, row]
          case 2:
            let place = random.number(0...row.count - 1)
            changed.insert(row[place], at: place)
          // In a sheet what is not there is blank.
          default: changed.remove(at: random.number(0...row.count - 1))
          }
          return [changed]
        }
      }
      try check(markup, test, printed, "seed \(seed)", isIntact: true, &share)
    }
    share.expect(atLeast: 1, test.testDescription)
  }
}

/// Tells whose number it is that was read from a damaged document.
struct DistinctNumbers {
  private let form: Form
  private let cells: [[UInt8]]

  /// Takes the numbers of a report, no two of which are alike.
  init(_ printed: PrintedReport) {
    form = printed.form
    cells = printed.cells.map { Array($0.utf8) }
  }

  /// The numbers of `report` that are another cell's; `isIntact` says that digits were not damaged.
  func wrong(in report: Report, isIntact: Bool) -> [String] {
    cells.indices.compactMap { ordinal in
      guard let number = report.cells[ordinal].number else { return nil }
      let read = Array(number.description.utf8.filter { $0 >= 0x30 && $0 <= 0x39 })
      let own = Self.distance(read, cells[ordinal])
      if own == 0 { return nil }
      let isOwn =
        !isIntact
        && (Self.isPart(read, of: cells[ordinal])
          || own < cells.indices.map { $0 == ordinal ? 99 : Self.distance(read, cells[$0]) }
            .min() ?? 99)
      if isOwn { return nil }
      return "\(form.path(at: ordinal)) = \(number), printed"
        + " \(String(decoding: cells[ordinal], as: UTF8.self))"
    }
  }

  private static func isPart(_ short: [UInt8], of long: [UInt8]) -> Bool {
    var index = 0
    for byte in long where index < short.count && byte == short[index] { index += 1 }
    return index == short.count
  }

  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (line, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in right.indices {
        let next = min(
          diagonal + (right[column] == byte ? 0 : 1), row[column + 1] + 1, row[column] + 1)
        (diagonal, row[column + 1]) = (row[column + 1], next)
      }
    }
    return row[right.count]
  }
}
