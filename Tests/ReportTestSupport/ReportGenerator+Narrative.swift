internal import ReportModel

extension ReportGenerator {
  /// A text of one line or a few; empty now and then.
  mutating func text() -> String {
    if options.isPlain { return String(plainText(3...12)) }
    switch random.number(1...10) {
    case 1: return ""
    case 2...4: return random.one(of: NastyText.texts)
    case 5: return plainText(1...3)
    default: return random.pick(upTo: 6, from: NastyText.pieces).joined()
    }
  }

  /// Sections: none, those of the form, or any in any order, with code and title or without.
  mutating func makeNarrative(_ form: Form) -> [NarrativeSection] {
    var sections: [NarrativeSection] = []
    if options.isPlain || random.once(in: 2) {
      sections = form.sections.map { NarrativeSection(code: $0.code, title: $0.title) }
    } else {
      for _ in 0..<random.number(0...3) {
        let code = form.sections.isEmpty ? "" : random.one(of: form.sections).code
        sections.append(
          NarrativeSection(
            code: random.once(in: 3) ? "" : code, title: random.once(in: 3) ? "" : text()))
      }
    }
    if let least = options.narrativeBytes {
      fill(&sections, least: least)
    } else {
      for index in sections.indices { sections[index].blocks = blocks() }
    }
    return sections
  }

  /// Adds paragraphs to one section after the other until the texts have `least` bytes in all.
  private mutating func fill(_ sections: inout [NarrativeSection], least: Int) {
    guard least > 0 else { return }
    if sections.isEmpty { sections.append(NarrativeSection()) }
    let share = (least + sections.count - 1) / sections.count
    for index in sections.indices {
      var length = 0
      while length < share {
        let paragraph = plainText(20...min(200, max(21, (share - length) / 3)))
        length += paragraph.utf8.count
        sections[index].blocks.append(.paragraph(paragraph))
      }
    }
  }

  private mutating func blocks() -> [NarrativeBlock] {
    var blocks = (0..<random.number(0...3)).map { _ in block() }
    if options.hasLongParagraphs, random.once(in: 20) {
      let piece = text() + "很长的一段。"
      blocks.append(
        .paragraph(String(repeating: piece, count: 100_000 / piece.utf8.count + 1)))
    }
    return blocks
  }

  private mutating func block() -> NarrativeBlock {
    switch random.number(1...6) {
    case 1: return .heading(text(), level: random.number(NarrativeBlock.headingLevels))
    case 2:
      return .table(
        (0..<random.number(1...3)).map { _ in (0..<random.number(1...3)).map { _ in text() } })
    default: return .paragraph(options.isPlain ? plainText(20...200) : text())
    }
  }

  /// `length` characters of prose.
  private mutating func plainText(_ length: ClosedRange<Int>) -> String {
    let start = random.number(0...Self.prose.count - 1)
    let count = random.number(length)
    var text = String.UnicodeScalarView()
    for index in 0..<count { text.append(Self.prose[(start + index) % Self.prose.count]) }
    return String(text)
  }

  private static let prose = Array(
    """
    本年度，全局围绕中心工作推进政务公开，及时发布政策文件和解读材料，规范办理依申请公开，\
    完善工作制度，加强平台建设和人员培训；共收到申请26件，均在法定期限内答复。\
    存在的问题主要是解读形式不够丰富，下一步将改进。
    """.unicodeScalars)
}
