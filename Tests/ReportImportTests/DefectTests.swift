import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// What sites and extractors do to a text: numbers may be lost by it, but none becomes another's.
@Suite struct DefectTests {
  enum Defect: String, CaseIterable, Sendable {
    /// Numbers stand right behind their label: 规章000.
    case gluedRows
    /// Labels of columns are cut, or broken over two lines.
    case brokenHeaders
    /// Labels of rows are broken over two lines.
    case brokenLabels
    /// Page numbers stand between lines.
    case pageNumbers
    /// The header of a table comes again on the next page.
    case repeatedHeaders
    /// Lines that came before are left out.
    case repeatsRemoved
    /// All labels of a table come first, then all its numbers.
    case detachedLabels
    /// Every table but one is gone, or was an image.
    case excerpt
    /// Some labels are gone, their numbers are not.
    case lostLabels
    /// Two cells of a row have become one.
    case mergedCells

    /// The percentage of the numbers that is read all the same, at the least.
    var floor: Int {
      switch self {
      // Nothing but the order tells which number is whose.
      case .detachedLabels: 0
      default: 1
      }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let edition: String
    let defect: Defect
    var testDescription: String { "\(edition), \(defect.rawValue)" }
  }

  static let cases = ImportedText.editions.flatMap { edition in
    Defect.allCases.map { Case(edition: edition, defect: $0) }
  }

  @Test(arguments: cases) func noNumberBecomesAnothers(_ test: Case) throws {
    let form = try #require(ImportedText.forms[test.edition])
    var share = ReadShare()
    for seed in UInt64(1)...8 {
      for layout in PrintedReport.Layout.allCases {
        // A blank that is not printed, and then a number whose label is lost: the text says so.
        if test.defect == .lostLabels, layout == .bareLines, seed > 4 { continue }
        var random = SeededGenerator(seed: seed &* 101)
        let printed = PrintedReport(form, blankOnceIn: seed > 4 ? 6 : 0, &random)
        let text = Self.damage(
          printed.text(layout) { Self.damage($0, test.defect, &random) }, test.defect, &random)
        let numbers = printed.cells.indices.count { printed.expected($0).number != nil }
        // A text of which nothing is recognised is refused; one may be taken for another edition.
        guard let report = try ImportedText.itemOrRefusal(Array(text.utf8), of: .text)?.report,
          report.edition == test.edition
        else {
          share.count(read: 0, of: numbers)
          continue
        }
        share.count(read: report.cells.countOfNumbers, of: numbers)
        for ordinal in printed.cells.indices where report.cells[ordinal].number != nil {
          if report.cells[ordinal] != printed.expected(ordinal) {
            Issue.record(
              "\(layout.rawValue), seed \(seed) \(form.path(at: ordinal)): \(report.cells[ordinal]), printed \(printed.cells[ordinal])"
            )
            return
          }
        }
      }
    }
    share.expect(atLeast: test.defect.floor, test.testDescription)
  }

  // MARK: tables

  private static func damage(
    _ rows: [[PrintedCell]], _ defect: Defect, _ random: inout SeededGenerator
  ) -> [[PrintedCell]] {
    switch defect {
    case .gluedRows:
      return rows.map { row in
        guard let first = row.firstIndex(where: \.isValue), first > 0, random.once(in: 3) else {
          return row
        }
        var label = row[first - 1]
        label.text += row[first...].map(\.text).joined()
        return Array(row[..<(first - 1)]) + [label]
      }
    case .brokenHeaders:
      return rows.map { row in
        guard !row.contains(where: \.isValue) else { return row }
        return row.map { cell in
          guard cell.text.count > 3, random.once(in: 3) else { return cell }
          var cell = cell
          cell.text = String(cell.text.prefix(random.number(2...cell.text.count - 1)))
          return cell
        }
      }
    case .repeatedHeaders:
      guard rows.count > 8 else { return rows }
      let header = rows.prefix { row in !row.contains(where: \.isValue) }
      let place = random.number(header.count...rows.count - 1)
      return Array(rows[..<place] + header + rows[place...])
    case .excerpt: return random.once(in: 2) ? [] : rows
    case .lostLabels:
      return rows.map { row in
        guard random.once(in: 5), row.contains(where: \.isValue) else { return row }
        return row.map { cell in
          var cell = cell
          if !cell.isValue { cell.text = "" }
          return cell
        }
      }
    case .mergedCells:
      return rows.map { row in
        let values = row.indices.filter { row[$0].isValue }
        guard values.count > 1, random.once(in: 4) else { return row }
        var row = row
        let first = values[random.number(0...values.count - 2)]
        row[first].text += " " + row[first + 1].text
        row.remove(at: first + 1)
        return row
      }
    case .brokenLabels, .pageNumbers, .repeatsRemoved, .detachedLabels: return rows
    }
  }

  // MARK: texts

  private static func damage(
    _ text: String, _ defect: Defect, _ random: inout SeededGenerator
  ) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    switch defect {
    case .brokenLabels:
      lines = lines.flatMap { line -> [String] in
        guard line.count > 6, random.once(in: 6) else { return [line] }
        let cut = random.number(2...5)
        guard !line.prefix(cut + 1).contains(where: { $0.isNumber && $0.isASCII }) else {
          return [line]
        }
        return [String(line.prefix(cut)), String(line.dropFirst(cut))]
      }
    case .pageNumbers:
      for number in 1...6 {
        let page = random.one(of: [
          "- \(number) -", "第 \(number) 页", "第\(number)页 共9页", "—\(number)—",
        ])
        lines.insert(page, at: random.number(2...lines.count - 1))
      }
    case .repeatsRemoved:
      var seen: Set<String> = []
      lines = lines.filter { $0.isEmpty || seen.insert($0).inserted }
    case .detachedLabels:
      let isNumber = { (line: String) in
        !line.isEmpty && line.allSatisfy { $0.isNumber || "|-/. ".contains($0) }
      }
      lines = lines.filter { !isNumber($0) } + lines.filter(isNumber)
    default: break
    }
    return lines.joined(separator: "\n")
  }
}
