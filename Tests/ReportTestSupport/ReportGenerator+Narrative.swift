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

  /// `length` characters of prose that repeats itself no more than that of real reports: what it is
  /// made of is drawn anew each time, so that it compresses to about the half, as theirs does.
  private mutating func plainText(_ length: ClosedRange<Int>) -> String {
    let count = random.number(length)
    var text = Array(random.one(of: Self.words))
    while text.count < count { text += piece() }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.prefix(count))
    return String(view)
  }

  private mutating func piece() -> ArraySlice<Unicode.Scalar> {
    switch random.number(1...20) {
    case 1...11: return random.one(of: Self.words)
    case 12...16: return [random.one(of: Self.characters), random.one(of: Self.characters)]
    case 17: return ArraySlice("\(random.number(1...2000))件".unicodeScalars)
    case 18: return ["。"]
    default: return ["，"]
    }
  }

  private static let words = """
    本年度 全局 我局 围绕 中心工作 推进 政务公开 及时 发布 政策文件 解读 材料 规范 办理 依申请公开 完善 工作制度 \
    加强 平台建设 人员培训 共收到 申请 均在 法定期限 答复 存在的问题 主要是 形式 不够丰富 下一步 改进 主动公开 \
    政府信息 公开目录 公开指南 更新 门户网站 政务新媒体 微信公众号 栏目 内容 审核 保密审查 责任 领导小组 调整 \
    分管领导 牵头 科室 专人 负责 落实 监督 保障 考核 社会评议 问责 行政复议 行政诉讼 纠正 维持 结果 规章 \
    行政规范性文件 制发 废止 现行有效 行政许可 行政处罚 行政强制 收费 行政事业性 财政预决算 公共资源 民生 教育 \
    医疗 社会保障 就业 生态环境 安全生产 食品药品 征地 拆迁 补助 救助 重大项目 招标投标 采购 群众 企业 关切 \
    回应 咨询 投诉 来信 来访 热线 座谈会 新闻发布会 图解 视频 渠道 查阅点 档案馆 图书馆 便民 服务 大厅 窗口 \
    数据 统计 汇总 报送 上年结转 予以公开 部分公开 不予公开 国家秘密 第三方 合法权益 无法提供 补正 重复申请 其他处理
    """.split(separator: " ").map { ArraySlice($0.unicodeScalars) }

  private static let characters = Array(
    """
    的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民\
    得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社\
    义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并\
    提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强\
    放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己\
    美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群
    """.unicodeScalars)
}
