import ReportForms
import ReportModel
import ReportTestSupport

/// The ways in which the same report is spelt on sites: all of them say the same.
enum Spelling: String, CaseIterable, Sendable {
  case plain
  /// Labels as variants that the form knows.
  case variants
  /// Traditional characters.
  case traditional
  /// Readings after characters, as a script of some sites adds them.
  case pinyin
  /// Radicals of Unicode for the characters that look like them, as fonts of PDF files leave them.
  case radicals
  /// Spaces inside short labels.
  case spaced
  /// Brackets, commas and colons of the other width; straight quotes.
  case otherWidth
  /// Digits of full width.
  case fullWidthDigits
  /// Separators of thousands.
  case separators
  /// A word that counts behind a number.
  case counters
  /// Words and signs before changes.
  case signs
  /// Amounts in 元, said so.
  case yuan

  /// The report so spelt.
  func applied(to printed: PrintedReport, _ random: inout SeededGenerator) -> PrintedReport {
    var printed = printed
    for (ordinal, cell) in printed.form.cells.enumerated() {
      printed.shown[ordinal] = value(printed.cells[ordinal], cell, &random)
    }
    return printed
  }

  /// What the cell at `ordinal` should be read as.
  func expected(_ ordinal: Int, of printed: PrintedReport) -> CellValue {
    let value = printed.expected(ordinal)
    // A unit that is printed is known.
    if self == .yuan, case .amountOfUnknownUnit(let number) = value { return .number(number) }
    return value
  }

  private func value(
    _ text: String, _ cell: FormCell, _ random: inout SeededGenerator
  ) -> String {
    guard text.contains(where: \.isNumber) else { return text }
    switch self {
    case .fullWidthDigits:
      return String(
        String.UnicodeScalarView(
          text.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0) ?? $0 }))
    case .separators: return separated(text, random.one(of: [",", "，"]))
    case .counters:
      return cell.kind == .count ? text + random.one(of: ["件", " 件", "条", "个"]) : text
    case .signs:
      guard cell.kind == .signedCount else { return text }
      return text.hasPrefix("-")
        ? random.one(of: ["减", "减少", "−", "－"]) + text.dropFirst()
        : random.one(of: ["增", "增加", "+", "＋"]) + text
    case .yuan:
      guard cell.kind == .amount, let number = CellValue(lexicalForm: text, kind: .amount)?.number
      else { return text }
      guard number.scale <= 4 else { return text + "万元" }
      var mantissa = number.mantissa
      for _ in 0..<(4 - number.scale) { mantissa *= 10 }
      return "\(mantissa)元"
    default: return text
    }
  }

  private func separated(_ text: String, _ separator: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".")
    var whole = String(
      parts[0].reversed().enumerated().flatMap { index, digit in
        index > 0 && index % 3 == 0 ? separator + String(digit) : String(digit)
      })
    whole = String(whole.reversed())
    return sign + whole + (parts.count > 1 ? "." + parts[1] : "")
  }

  /// A table so spelt.
  func applied(
    to rows: [[PrintedCell]], of form: Form, _ random: inout SeededGenerator
  ) -> [[PrintedCell]] {
    let variants = self == .variants ? Self.variants(of: form) : [:]
    return rows.map { row in
      row.map { cell in
        guard !cell.isValue else { return cell }
        var cell = cell
        if let known = variants[cell.text], !known.isEmpty { cell.text = random.one(of: known) }
        if self == .spaced, (2...6).contains(cell.text.count), cell.text.allSatisfy(\.isLetter) {
          cell.text = cell.text.map(String.init).joined(separator: "\u{3000}")
        }
        return cell
      }
    }
  }

  /// The whole text so spelt, but for its numbers.
  func applied(to text: String) -> String {
    switch self {
    case .traditional: return Self.replacing(text, Self.traditionalPairs)
    case .radicals: return Self.replacing(text, Self.radicalPairs)
    case .otherWidth: return Self.replacing(text, Self.widthPairs)
    case .pinyin:
      return text.map { character in
        Self.readings[character].map { "\(character)(\($0))" } ?? String(character)
      }.joined()
    default: return text
    }
  }

  private static func replacing(_ text: String, _ pairs: [Character: Character]) -> String {
    String(text.map { pairs[$0] ?? $0 })
  }

  private static func variants(of form: Form) -> [String: [String]] {
    var variants: [String: [String]] = [:]
    for block in form.tables.flatMap(\.blocks) {
      for row in block.rows { variants[row.label] = row.variants }
      for column in block.columns { variants[column.label] = column.variants }
    }
    return variants
  }

  private static func pairs(_ text: String) -> [Character: Character] {
    var pairs: [Character: Character] = [:]
    for pair in text.split(separator: " ") {
      if let first = pair.first, let last = pair.last { pairs[first] = last }
    }
    return pairs
  }

  private static let readings: [Character: String] = [
    "项": "xiàng", "规": "guī", "处": "chǔ", "罚": "fá", "费": "fèi", "数": "shù", "开": "kāi",
  ]

  private static let radicalPairs = pairs(
    "文⽂ 行⾏ 一⼀ 二⼆ 三三 人⼈ 大⼤ 工⼯ 自⾃ 见⻅ 止⽌ 比⽐ 非⾮ 业业 方⽅ 用⽤ 生⽣ 立⽴ 网⽹ 页⻚ 长⻓ 门⻔ 水⽔ 入⼊ 小⼩ 示⽰ 无⽆ 日⽇ 月⽉ 支⽀ 至⾄ 里⾥ 面⾯ 言⾔ 车⻋ 手⼿ 目⽬ 士⼠ 口⼝ 心⼼ 己⼰ 身⾝ 力⼒"
  )

  private static let widthPairs = pairs("（( ）) ，, ：: “\" ”\" 、、 ；;")

  private static let traditionalPairs = pairs(
    """
    总總 体體 况況 动動 开開 条條 项項 内內 发發 数數 废廢 现現 规規 处處 决決 许許 罚罰 强強 业業 费費 万萬 单單 请請 报報 议議 诉訴 讼訟 结結 \
    转轉 应應 对對 机機 构構 组組 织織 务務 关關 国國 级級 续續 办辦 与與 维維 纠糾 审審 后後 经經 复復 采採 购購 额額 减減 类類 过過 属屬 执執 \
    询詢 举舉 获獲 认認 确確 无無 当當 补補 范範 围圍 护護 权權 实實 质質 证證 书書 传傳 统統 计計 员員 题題 进進 个個 为為 从從 区區 点點 会會 \
    设設 训訓 并並 号號 长長 满滿 专專 职職 编編 该該 积積 资資 产產 东東 场場 础礎 热熱 舆輿 闻聞 访訪 谈談 网網 责責 导導 参參 门門 预預 众眾 \
    学學 社社 团團 则則 别別 据據 绩績 约約 续續 综綜 纳納 线線 标標 准準 测測 滥濫 复復 杂雜 稳穩 济濟 险險 纪紀 营營 兴興 协協 岗崗 压壓 显顯 \
    离離 节節 术術 仅僅 众眾 优優 传傳 侧側 备備 够夠 夹夾 宁寧 宽寬 将將 届屆 岁歲 庄莊 应應 张張 归歸 忆憶 态態 恶惡 惩懲 扩擴 拥擁 择擇 损損 \
    换換 摄攝 断斷 旧舊 时時 显顯 极極 样樣 检檢 欢歡 残殘 毕畢 汇匯 没沒 济濟 涉涉 渐漸 满滿 灭滅 灵靈 热熱 爱愛 状狀 独獨 环環 画畫 盖蓋 监監 \
    着著 础礎 稣穌 穷窮 竞競 笔筆 签簽 简簡 给給 统統 绝絕 续續 缴繳 罢罷 联聯 职職 举舉 苏蘇 获獲 虑慮 补補 裁裁 视視 觉覺 释釋 录錄 钟鐘 间間 \
    问問 闭閉 际際 陆陸 陈陳 随隨 难難 雾霧 须須 顾顧 领領 频頻 馆館 马馬 驳駁 骤驟 验驗
    """)
}
