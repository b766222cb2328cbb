import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// Damaged texts give no number that they do not print at that label.
@Suite struct DamageTests {
  /// Texts to damage: generated ones of every edition and layout, the fixtures, and real ones where
  /// they lie beside the checkout.
  struct Material: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var isGenerated = false
    var testDescription: String { name }

    /// Whether a row of a table is a line.
    var hasRows: Bool {
      if name.contains("spaced") { return true }
      let barred = text.split(separator: "\n").filter { $0.contains("|") }
      let rows = barred.filter { row in
        row.split(separator: "|").count { $0.contains { $0 != " " } } > 1
      }
      return rows.count * 2 > barred.count
    }
  }

  static let generated: [Material] = ImportedText.editions.flatMap { edition in
    PrintedReport.Layout.allCases.compactMap { layout -> Material? in
      guard let form = ImportedText.forms[edition] else { return nil }
      var random = SeededGenerator(seed: UInt64(layout.rawValue.utf8.count) &* 77)
      let printed = PrintedReport(form, &random)
      return Material(
        name: "\(edition) \(layout.rawValue)", text: printed.text(layout), isGenerated: true)
    }
  }

  static let fixtures = Fixtures.of("text").map { path in
    Material(name: path, text: (try? PackageFiles.text(path)) ?? "")
  }

  static let samples: [Material] = {
    let folder = "../samples/reports"
    guard Suites.has(folder) else { return [] }
    return Suites.files(in: folder).filter { $0.hasSuffix(".txt") }.map { name in
      let bytes = (try? Suites.bytes("\(folder)/\(name)")) ?? []
      return Material(name: name, text: String(decoding: bytes, as: UTF8.self))
    }
  }()

  static let all = generated + fixtures + samples

  private func report(_ wrong: [SupportedNumbers.Wrong], _ name: String, _ what: String) {
    guard let first = wrong.first else { return }
    Issue.record("\(name), \(what): \(wrong.count) wrong, \(first)")
  }

  /// One character in a hundred is another one.
  @Test(arguments: all) func changedCharacters(_ material: Material) throws {
    let numbers = try SupportedNumbers(material.text)
    var share = ReadShare()
    let others = Array("0123456789|/-—．,，、（）()一二三四五六七本年数量其他公开 \n\n政信".unicodeScalars)
    let scalars = Array(material.text.unicodeScalars)
    for seed in UInt64(1)...12 {
      var random = SeededGenerator(seed: seed)
      var damaged = scalars
      for _ in 0..<max(1, scalars.count / 100) {
        damaged[random.number(0...scalars.count - 1)] = random.one(of: others)
      }
      let text = String(String.UnicodeScalarView(damaged))
      let wrong = try numbers.wrong(in: text, &share)
      report(wrong, material.name, "seed \(seed)")
    }
    if material.isGenerated { share.expect(atLeast: 5, material.name) }
  }

  /// The text ends at every fiftieth of its length.
  @Test(arguments: all) func cutTexts(_ material: Material) throws {
    let numbers = try SupportedNumbers(material.text)
    var share = ReadShare()
    let scalars = Array(material.text.unicodeScalars)
    for part in 1..<50 {
      let text = String(String.UnicodeScalarView(scalars[..<(scalars.count * part / 50)]))
      report(try numbers.wrong(in: text, &share), material.name, "cut at \(part)/50")
    }
    if material.isGenerated { share.expect(atLeast: 5, material.name) }
  }

  /// Lines change places among their neighbours. Where a cell is a line of its own nothing but the
  /// order tells which number is whose, so that such texts are left out; and so are the fixtures, as
  /// that of 2014 prints one label in two tables, which only their order tells apart.
  @Test(arguments: (generated + samples).filter(\.hasRows))
  func shuffledLines(_ material: Material) throws {
    let numbers = try SupportedNumbers(material.text)
    var share = ReadShare()
    let lines = material.text.split(separator: "\n", omittingEmptySubsequences: false)
    var starts: [Int] = []
    var offset = 0
    for line in lines {
      starts.append(offset)
      offset += line.unicodeScalars.count + 1
    }
    for seed in UInt64(1)...8 {
      var random = SeededGenerator(seed: seed)
      var order = Array(lines.indices)
      var start = 0
      while start < order.count {
        let end = min(start + random.number(2...8), order.count)
        order[start..<end].shuffle(using: &random)
        start = end
      }
      var origin: [Int] = []
      for line in order {
        let count = lines[line].unicodeScalars.count + 1
        origin += starts[line]..<starts[line] + count
      }
      let text = order.map { String(lines[$0]) }.joined(separator: "\n")
      let wrong = try numbers.wrong(in: text, &share) {
        origin.indices.contains($0) ? origin[$0] : nil
      }
      report(wrong, material.name, "seed \(seed)")
    }
    if material.isGenerated { share.expect(atLeast: 60, material.name) }
  }

  struct Swap: Sendable, CustomTestStringConvertible {
    let edition: String
    let layout: PrintedReport.Layout
    var testDescription: String { "\(edition) \(layout.rawValue)" }
  }

  static let swaps = ImportedText.editionsOfColumns.flatMap { edition in
    PrintedReport.Layout.allCases.map { Swap(edition: edition, layout: $0) }
  }

  /// Two columns change places, labels and all: numbers go with their labels, or stay open.
  @Test(arguments: swaps) func swappedColumns(_ swap: Swap) throws {
    let form = try #require(ImportedText.forms[swap.edition])
    for seed in UInt64(1)...12 {
      var random = SeededGenerator(seed: seed)
      let printed = PrintedReport(form, &random)
      let swapped = { (rows: [[PrintedCell]]) in Self.swapColumns(rows, &random) }
      let texts = [printed.text(swap.layout, change: swapped)]
      for text in texts {
        let report = try ImportedText.report(text)
        for ordinal in printed.cells.indices where report.cells[ordinal].number != nil {
          let path = form.path(at: ordinal)
          #expect(report.cells[ordinal] == printed.expected(ordinal), "seed \(seed) \(path)")
        }
      }
      let page = try ImportedText.report(
        printed.page(.plain, change: { Self.swapColumns($0, &random) }), as: .html)
      for ordinal in printed.cells.indices where page.cells[ordinal].number != nil {
        let path = form.path(at: ordinal)
        #expect(page.cells[ordinal] == printed.expected(ordinal), "page, seed \(seed) \(path)")
      }
    }
  }

  /// The cells that end rows of the same width, two of them swapped in each row; rows of other
  /// widths (headers over several columns) stay.
  static func swapColumns(
    _ rows: [[PrintedCell]], _ random: inout SeededGenerator
  ) -> [[PrintedCell]] {
    let widths = rows.map { row in row.reduce(0) { $0 + max($1.columns, 1) } }
    // In the wide tables the last column has its label in another row than those beside it.
    let isWide = widths.max() ?? 0 > 6
    let first = isWide ? random.number(2...4) : random.number(1...2)
    let second = first + (isWide ? random.number(1...2) : 1)
    return rows.enumerated().map { index, row in
      guard widths[index] == widths.max(), row.count > second,
        row.suffix(second).allSatisfy({ $0.columns == 1 })
      else { return row }
      var row = row
      row.swapAt(row.count - first, row.count - second)
      return row
    }
  }

  /// Any bytes at all: nothing breaks, and what is not decoded strictly is told.
  @Test(arguments: all) func changedBytes(_ material: Material) throws {
    for seed in UInt64(1)...10 {
      var random = SeededGenerator(seed: seed)
      let bytes = random.damageOnePercent(Array(material.text.utf8))
      guard let item = try ImportedText.itemOrRefusal(bytes, of: .text) else { continue }
      #expect(item.report != nil || !item.findings.isEmpty)
    }
  }
}
