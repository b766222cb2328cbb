internal import ReportForms
internal import ReportSyntax

/// Counts the automatic numbers of a document, which its text does not hold: `一、`, `（二）`, `3.`.
struct DOCXNumbering {
  private struct Level {
    var start = 1
    var format = "decimal"
    var text = ""
  }

  private var lists: [String: [Int: Level]] = [:]
  private var listOfNumber: [String: String] = [:]
  private var counters: [String: [Int: Int]] = [:]
  private let digits: [String]
  private let ten: String

  /// - Parameter tree: the part `numbering.xml`; nil for none.
  init(_ tree: MarkupTree?, _ wording: ImportWording) {
    digits = wording[.digits].map { String($0.prefix(1)) }
    ten = wording[.ten].first ?? ""
    guard let tree else { return }
    for index in tree.nodes.indices {
      if tree.nodes[index].name == "abstractNum", let id = tree.nodes[index]["abstractNumId"] {
        lists[id] = Self.levels(tree, index)
      } else if tree.nodes[index].name == "num", let id = tree.nodes[index]["numId"] {
        listOfNumber[id] = tree.value("abstractNumId", of: index)
      }
    }
  }

  private static func levels(_ tree: MarkupTree, _ list: Int) -> [Int: Level] {
    var levels: [Int: Level] = [:]
    for index in tree.children(of: list) where tree.nodes[index].name == "lvl" {
      guard let number = tree.nodes[index]["ilvl"].flatMap({ Int($0) }) else { continue }
      levels[number] = Level(
        // Numbers of Word have 32 bits, so that counting on from one stays in range.
        start: tree.value("start", of: index).flatMap { Int32($0) }.map(Int.init) ?? 1,
        format: tree.value("numFmt", of: index) ?? "decimal",
        text: tree.value("lvlText", of: index) ?? "")
    }
    return levels
  }

  /// The number of the next paragraph of a list; empty for a bullet or an unknown list.
  mutating func next(_ numbering: (id: String, level: Int)) -> String {
    guard let list = listOfNumber[numbering.id], let levels = lists[list],
      let level = levels[numbering.level], level.format != "bullet", level.format != "none"
    else { return "" }
    var counts = counters[list] ?? [:]
    counts[numbering.level] = counts[numbering.level].map { $0 + 1 } ?? level.start
    for deeper in counts.keys where deeper > numbering.level { counts[deeper] = nil }
    counters[list] = counts
    var text = ""
    var rest = Substring(level.text)
    while let mark = rest.firstIndex(of: "%") {
      text += rest[..<mark]
      rest = rest[rest.index(after: mark)...]
      guard let digit = rest.first.flatMap({ Int(String($0)) }), let shown = levels[digit - 1]
      else {
        continue
      }
      text += number(counts[digit - 1] ?? shown.start, shown.format)
      rest = rest.dropFirst()
    }
    return text + rest
  }

  private func number(_ value: Int, _ format: String) -> String {
    let lowered = format.lowercased()
    guard
      lowered.contains("chinese") || lowered.contains("japanese") || lowered.contains("ideograph"),
      (1...99).contains(value), digits.count == 10
    else { return "\(value)" }
    let (tens, ones) = value.quotientAndRemainder(dividingBy: 10)
    return (tens > 1 ? digits[tens] : "") + (tens > 0 ? ten : "") + (ones > 0 ? digits[ones] : "")
  }
}
