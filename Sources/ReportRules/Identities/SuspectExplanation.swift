internal import ReportDiagnostics
internal import ReportModel

/// Says which cell of an identity that fails is probably the wrong one.
struct SuspectExplanation {
  /// The first of the likeliest cells; nil if there is none.
  let likeliest: Int?
  /// The paths of the likeliest cells, with spaces between them; empty if none fits the other
  /// identities that hold.
  let paths: String
  /// What to say of them.
  let text: BilingualText

  /// More cells than these are no help to whoever looks for the wrong one: the others are counted.
  private static let mostNamed = 5

  /// - Parameter suspects: the likeliest first.
  init(_ suspects: [IdentitySuspect], _ names: CellNames) {
    likeliest = suspects.first?.ordinal
    guard let first = suspects.first, first.broken == 0 else {
      paths = ""
      text = BilingualText(
        zh: "改动任何一格都不能使全部关系成立，可能不止一格有误",
        en: "no one cell explains it, so that more than one may be wrong")
      return
    }
    let equals = suspects.prefix { $0.isAsLikely(as: first) }
    var (paths, zh, en) = (names.path(at: first.ordinal), "", "")
    for suspect in equals.dropFirst() {
      paths += " "
      paths += names.path(at: suspect.ordinal)
    }
    self.paths = paths
    for (index, suspect) in equals.prefix(Self.mostNamed).enumerated() {
      if index > 0 {
        zh += "、"
        en += ", or "
      }
      let (cell, number) = (names.cell(at: suspect.ordinal), suspect.number.description)
      zh += cell.zh
      zh += "（应为 "
      zh += number
      zh += "）"
      en += cell.en
      en += " (would be "
      en += number
      en += ")"
    }
    if equals.count > Self.mostNamed {
      zh += " 等 \(equals.count) 格之一"
      en += ", or one of \(equals.count - Self.mostNamed) others"
    }
    text =
      first.unrepaired == 0
      ? BilingualText(
        zh: "只改一格即可成立的是 \(zh)", en: "one cell alone would explain it: \(en)")
      : BilingualText(
        zh: "最可能有误的是 \(zh)；但与该格有关的其他关系仍不成立，不止一格有误",
        en: "the likeliest to be wrong is \(en); other identities with it would still fail, so "
          + "that more than one cell is wrong")
  }
}
