internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

extension JSONReportDecoding {
  /// Takes the narrative; the edition is known by then, as far as it ever will be.
  mutating func readNarrative(_ bytes: Span<UInt8>) throws(Diagnostic) -> [NarrativeSection] {
    var sections: [NarrativeSection] = []
    guard try expect(.array, bytes) else { return sections }
    try scanner.beginArray(bytes)
    while try scanner.nextElement(bytes) {
      guard try expect(.object, bytes) else { continue }
      if places != nil {
        places?.sections.append(scanner.place(of: scanner.offset, in: bytes))
      }
      sections.append(try readSection(bytes))
    }
    return sections
  }

  private mutating func readSection(_ bytes: Span<UInt8>) throws(Diagnostic) -> NarrativeSection {
    var section = NarrativeSection()
    try scanner.beginObject(bytes)
    var seen = JSONSeenMembers()
    while let member = try nextMember(JSONMembers.section, &seen, bytes) {
      switch member {
      case .code: section.code = try readSectionCode(bytes)
      case .title: section.title = try text(member.name, bytes) ?? ""
      case .blocks: section.blocks = try readBlocks(bytes)
      }
    }
    return section
  }

  private mutating func readSectionCode(_ bytes: Span<UInt8>) throws(Diagnostic) -> String {
    guard let word = try word(bytes), let names else { return "" }
    guard let index = names.sections.index(of: word, in: bytes, expecting: 0) else {
      refuseWord(
        word, JSONVocabulary.SectionMember.code.name, expected: names.sections.names, bytes)
      return ""
    }
    return names.sections.names[index]
  }

  private mutating func readBlocks(_ bytes: Span<UInt8>) throws(Diagnostic) -> [NarrativeBlock] {
    var blocks: [NarrativeBlock] = []
    guard try expect(.array, bytes) else { return blocks }
    // As many as most sections have: so they need not move while they come.
    blocks.reserveCapacity(8)
    try scanner.beginArray(bytes)
    while try scanner.nextElement(bytes) {
      guard try expect(.object, bytes) else { continue }
      if let block = try readBlock(bytes) { blocks.append(block) }
    }
    return blocks
  }

  private mutating func readBlock(_ bytes: Span<UInt8>) throws(Diagnostic) -> NarrativeBlock? {
    let start = scanner.offset
    var heading: String?
    var level: Int?
    var paragraph: String?
    var table: [[String]]?
    try scanner.beginObject(bytes)
    var seen = JSONSeenMembers()
    while let member = try nextMember(JSONMembers.block, &seen, bytes) {
      switch member {
      case .heading: heading = try text(member.name, bytes) ?? ""
      case .level:
        level =
          try readInteger(NarrativeBlock.headingLevels, orRefuse: .jsonLevelInvalid, bytes)
          ?? NarrativeBlock.headingLevels.lowerBound
      case .paragraph: paragraph = try text(member.name, bytes) ?? ""
      case .table: table = try readTable(bytes)
      }
    }
    switch (heading, level, paragraph, table) {
    case (let heading?, let level?, nil, nil): return .heading(heading, level: level)
    case (nil, nil, let paragraph?, nil): return .paragraph(paragraph)
    case (nil, nil, nil, let table?): return .table(table)
    default:
      refuse(.jsonBlockInvalid, at: start, [:], bytes)
      return nil
    }
  }

  private mutating func readTable(_ bytes: Span<UInt8>) throws(Diagnostic) -> [[String]] {
    var rows: [[String]] = []
    guard try expect(.array, bytes) else { return rows }
    let start = scanner.offset
    try scanner.beginArray(bytes)
    while try scanner.nextElement(bytes) {
      guard try expect(.array, bytes) else {
        rows.append([])
        continue
      }
      let rowStart = scanner.offset
      let row = try readTexts(JSONVocabulary.BlockMember.table.name, bytes)
      if row.isEmpty { refuse(.jsonArrayEmpty, at: rowStart, [:], bytes) }
      rows.append(row)
    }
    if rows.isEmpty { refuse(.jsonArrayEmpty, at: start, [:], bytes) }
    return rows
  }
}
