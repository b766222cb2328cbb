internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

// The text of a report.
extension XMLReportScanner {
  /// Reads the narrative.
  mutating func readNarrative(_ index: Int) throws(XMLScanner.Declined) {
    guard try xml.opens() else { return }
    while let section = try xml.child(of: Self.narrativeItem, after: -1) {
      if places != nil {
        let place = place
        places?.sections.append(place)
      }
      report.narrative.append(try readSection(section))
    }
    try xml.end(Part.table, index)
  }

  private static let narrativeItem = NameTable(["section"])

  private mutating func readSection(
    _ index: Int
  ) throws(XMLScanner.Declined) -> NarrativeSection {
    var section = NarrativeSection()
    if let code = try xml.attribute(" code=\"") {
      guard names.sections.index(of: xml.bytes(code).span) != nil else {
        throw XMLScanner.Declined()
      }
      section.code = xml.string(code)
    }
    guard try xml.opens() else { return section }
    section.blocks.reserveCapacity(Self.usualBlocks)
    if let title = try xml.child(of: Self.blocks, after: -1) {
      if Block.allCases[title] == .title {
        section.title = xml.string(try xml.text(Self.blocks, title))
      } else {
        section.blocks.append(try readBlock(title))
      }
      while let block = try xml.child(of: Self.blocks, after: 0) {
        section.blocks.append(try readBlock(block))
      }
    }
    try xml.end(Self.narrativeItem, index)
    return section
  }

  /// Room for the blocks of most sections, so that they need not move while they grow.
  private static let usualBlocks = 8

  /// What a section is made of; the title comes first, if at all.
  private enum Block: String, CaseIterable {
    case title, paragraph, heading, table
  }

  private static let blocks = NameTable(Block.allCases.map(\.rawValue))

  private mutating func readBlock(_ index: Int) throws(XMLScanner.Declined) -> NarrativeBlock {
    switch Block.allCases[index] {
    case .title: throw XMLScanner.Declined()
    case .paragraph: return .paragraph(xml.string(try xml.text(Self.blocks, index)))
    case .heading:
      guard let level = try xml.attribute(" level=\""), level.count == 1,
        let level = xml.bytes(level).first.map({ Int($0) - Int(UInt8(ascii: "0")) }),
        NarrativeBlock.headingLevels.contains(level)
      else { throw XMLScanner.Declined() }
      return .heading(xml.string(try xml.text(Self.blocks, index)), level: level)
    case .table: return .table(try readTable(index))
    }
  }

  private mutating func readTable(_ index: Int) throws(XMLScanner.Declined) -> [[String]] {
    var rows: [[String]] = []
    guard try xml.opens() else { throw XMLScanner.Declined() }
    while let row = try xml.child(of: Self.tableRow, after: -1) {
      var cells: [String] = []
      guard try xml.opens() else { throw XMLScanner.Declined() }
      while let cell = try xml.child(of: Self.tableCell, after: -1) {
        cells.append(xml.string(try xml.text(Self.tableCell, cell)))
      }
      try xml.end(Self.tableRow, row)
      if cells.isEmpty { throw XMLScanner.Declined() }
      rows.append(cells)
    }
    if rows.isEmpty { throw XMLScanner.Declined() }
    try xml.end(Self.blocks, index)
    return rows
  }

  private static let tableRow = NameTable(["row"])
  private static let tableCell = NameTable(["cell"])
}
