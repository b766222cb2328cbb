import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import ReportTestSupport
import Testing

/// What the tables of real pages look like: what is whole is read whole, and what is not gives no
/// number of another cell.
@Suite struct RealPageTests {
  /// How a table differs from the form's.
  enum Shape: String, CaseIterable, Sendable {
    /// The header stands there again in the middle, as after the end of a printed page.
    case repeatedHeader
    /// A note in a row of its own at the end.
    case footnote
    /// A caption in a row of its own before the header.
    case captionRow
    /// A row of nothing but blank cells between others.
    case blankRows
    /// Rows that the form does not have, with nothing in them.
    case extraBlankRows
    /// The total stands before the other columns.
    case totalFirst
    /// A column of remarks at the end.
    case remarks
    /// Two columns of blank cells at the end.
    case blankColumns
    /// Labels with spaces and line breaks in them.
    case brokenLabels
    /// Numbers with what pages put around them: no-break spaces, full width.
    case dressedNumbers
    /// The last column is missing, label and all.
    case lastColumnMissing
    /// The last cells of some rows are missing.
    case raggedRows
    /// The header has lost its first row.
    case headerCut
    /// No header at all.
    case headerMissing
    /// Cells that span rows are there once, and no span is told.
    case spansLost
    /// The second half is a table of its own, without header.
    case splitTable

    /// Whether every cell must be read.
    var isWhole: Bool {
      switch self {
      case .repeatedHeader, .footnote, .captionRow, .blankRows, .extraBlankRows, .totalFirst,
        .remarks,
        .blankColumns, .brokenLabels, .dressedNumbers:
        true
      case .lastColumnMissing, .raggedRows, .headerCut, .headerMissing, .spansLost, .splitTable:
        false
      }
    }

    /// The table so shaped.
    func applied(
      to rows: [[PrintedCell]], _ random: inout SeededGenerator
    ) -> [[PrintedCell]] {
      let width = rows.map { $0.reduce(0) { $0 + max($1.columns, 1) } }.max() ?? 0
      let header = rows.prefix { !$0.contains(where: \.isValue) }
      switch self {
      case .repeatedHeader:
        guard header.count > 0, header.count < 4, rows.count > header.count + 4,
          rows[0].count > 1
        else { return rows }
        // Where the page ends no cell spans the end.
        let place = rows.indices.dropFirst(header.count + 2).first {
          !rows[$0].contains(where: \.isCovered)
        }
        return place.map { Array(rows[..<$0] + header + rows[$0...]) } ?? rows
      case .footnote:
        return rows + [[PrintedCell(text: "注：本表数据截至2023年12月31日，由各科室报送。", columns: width)]]
      case .captionRow:
        return [[PrintedCell(text: "政府信息公开情况表", columns: width)]] + rows
      case .blankRows:
        return rows.enumerated().flatMap { index, row in
          let next = index + 1 < rows.count ? rows[index + 1] : []
          return next.contains(where: \.isCovered) || index < header.count
            ? [row] : [row, [PrintedCell](repeating: PrintedCell(text: ""), count: width)]
        }
      case .extraBlankRows:
        return rows.enumerated().flatMap { index, row -> [[PrintedCell]] in
          let next = index + 1 < rows.count ? rows[index + 1] : []
          guard row.contains(where: \.isValue), !next.contains(where: \.isCovered), width > 1
          else { return [row] }
          let blanks = [PrintedCell](repeating: PrintedCell(text: ""), count: width - 1)
          return [row, [PrintedCell(text: "另行统计的事项（本单位自加）")] + blanks]
        }
      case .totalFirst:
        return rows.contains { $0.count(where: \.isValue) == 7 } ? rows.map(Self.totalFirst) : rows
      case .remarks:
        return rows.enumerated().map { index, row in
          index < header.count && rows[0].count > 1
            ? row + [PrintedCell(text: index == 0 ? "备注" : "")]
            : row.contains(where: \.isValue) && rows[0].count > 1
              ? row + [PrintedCell(text: "")] : row
        }
      case .blankColumns:
        return rows.map { $0 + [PrintedCell(text: ""), PrintedCell(text: "")] }
      case .brokenLabels:
        return rows.map { row in
          row.map { cell in
            guard !cell.isValue, cell.text.count > 3 else { return cell }
            var cell = cell
            let place = cell.text.index(cell.text.startIndex, offsetBy: cell.text.count / 2)
            cell.text =
              cell.text[..<place] + random.one(of: ["<br>", "&nbsp;", " <br/>\n", "　", "</p><p>"])
              + cell.text[place...]
            return cell
          }
        }
      case .dressedNumbers:
        return rows.map { row in
          row.map { cell in
            guard cell.isValue else { return cell }
            var cell = cell
            let wide = String(
              String.UnicodeScalarView(
                cell.text.unicodeScalars.map {
                  "0"..."9" ~= $0 ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                }))
            cell.text = random.one(of: [
              "&nbsp;\(cell.text)&nbsp;", "<p><span>\(cell.text)</span></p>", wide,
              "\n  <strong>\(cell.text)</strong> <br>",
            ])
            return cell
          }
        }
      case .lastColumnMissing: return rows.map { $0.count > 1 ? Array($0.dropLast()) : $0 }
      case .raggedRows:
        return rows.map { row in
          row.contains(where: \.isValue) && random.once(in: 2)
            ? Array(row.dropLast(random.number(1...2))) : row
        }
      case .headerCut: return Array(rows.dropFirst())
      case .headerMissing: return Array(rows.dropFirst(header.count))
      case .spansLost:
        return rows.map { row in
          row.filter { !$0.isCovered }.map { PrintedCell(text: $0.text, isValue: $0.isValue) }
        }
      case .splitTable: return rows
      }
    }

    /// The last of the columns that the rows end in before the others.
    private static func totalFirst(_ row: [PrintedCell]) -> [PrintedCell] {
      let values = row.filter(\.isValue)
      guard values.count == 7, let last = values.last else { return totalFirstLabels(row) }
      return Array(row.dropLast(7)) + [last] + values.dropLast()
    }

    private static func totalFirstLabels(_ row: [PrintedCell]) -> [PrintedCell] {
      // The rows of labels: a corner or what it covers, then the columns.
      guard row.count > 3, let corner = row.first, corner.isCovered, let last = row.last else {
        return row
      }
      return [corner, last] + row.dropFirst().dropLast()
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let shape: Shape
    let edition: String
    let style: PrintedReport.PageStyle
    var testDescription: String { "\(shape.rawValue), \(edition), \(style.rawValue)" }
  }

  static let cases = Shape.allCases.flatMap { shape in
    ImportedText.editions.map { edition in
      Case(shape: shape, edition: edition, style: .plain)
    }
  }

  @Test(arguments: cases) func tables(_ test: Case) throws {
    let form = try #require(ImportedText.forms[test.edition])
    for seed in UInt64(1)...4 {
      var random = SeededGenerator(seed: seed)
      let printed = PrintedReport(distinct: form, &random)
      var page = printed.page(test.style) { test.shape.applied(to: $0, &random) }
      if test.shape == .splitTable { page = Self.split(page, &random) }
      let report = try ImportedText.report(page, as: .html)
      let wrong = DistinctNumbers(printed).wrong(in: report, isIntact: true)
      #expect(wrong.isEmpty, "seed \(seed): \(wrong.count), \(wrong.first ?? "")")
      if test.shape.isWhole {
        let count = report.cells.countOfNumbers
        #expect(count == printed.cells.count, "seed \(seed)")
      }
    }
  }

  /// Every table ends and begins anew after a row that is not spanned.
  private static func split(_ page: String, _ random: inout SeededGenerator) -> String {
    let parts = page.components(between: "</tr>")
    return parts.enumerated().map { index, part in
      guard index + 1 < parts.count else { return part }
      let isEnd = index % 9 == 8
      return part + (isEnd ? "</tr></tbody></table><p></p><table><tbody>" : "</tr>")
    }.joined()
  }
}

extension String {
  /// The parts of the text between `separator`.
  fileprivate func components(between separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
