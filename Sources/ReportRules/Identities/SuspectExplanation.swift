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
    paths = Self.paths(of: equals, names)
    let named = Self.listing(of: equals, names)
    text =
      first.unrepaired == 0
      ? BilingualText(
        zh: "只改一格即可成立的是 \(named.zh)", en: "one cell alone would explain it: \(named.en)")
      : BilingualText(
        zh: "最可能有误的是 \(named.zh)；但与该格有关的其他关系仍不成立，不止一格有误",
        en: "the likeliest to be wrong is \(named.en); other identities with it would still fail, "
          + "so that more than one cell is wrong")
  }

  /// The paths of the cells of `suspects`, with spaces between them.
  private static func paths(
    of suspects: ArraySlice<IdentitySuspect>, _ names: CellNames
  ) -> String {
    var paths = ""
    for suspect in suspects {
      if !paths.isEmpty { paths += " " }
      paths += names.path(at: suspect.ordinal)
    }
    return paths
  }

  /// The cells of `suspects` with the numbers that they would have: the first few, and how many
  /// there are.
  private static func listing(
    of suspects: ArraySlice<IdentitySuspect>, _ names: CellNames
  ) -> BilingualText {
    var (zh, en) = ("", "")
    for (index, suspect) in suspects.prefix(mostNamed).enumerated() {
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
    if suspects.count > mostNamed {
      zh += " 等 \(suspects.count) 格之一"
      en += ", or one of \(suspects.count - mostNamed) others"
    }
    return BilingualText(zh: zh, en: en)
  }
}
