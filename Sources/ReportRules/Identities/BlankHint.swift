internal import ReportDiagnostics
internal import ReportModel

/// Says what would have to stand in blank cells for identities to hold. It fills nothing in.
struct BlankHint {
  let names: CellNames
  let states: CellStates

  /// Rows and columns beyond these are counted only.
  private static let mostShown = 5

  /// What would make `instances` hold, whose cells are numbers or blank.
  func text(_ instances: [IdentityInstance]) -> BilingualText {
    var zeros = 0
    var others: [BilingualText] = []
    for instance in instances {
      let missing = states.sum(instance.right).sum - states.sum(instance.left).sum
      if missing == 0 { zeros += 1 } else { others.append(need(instance, missing)) }
    }
    if others.isEmpty {
      return BilingualText(
        zh: "空白如为 0，则全部成立", en: "with 0 in the blank cells, all of them would hold")
    }
    let shown = others.prefix(Self.mostShown)
    let more = others.count - shown.count
    return BilingualText(
      zh: (zeros > 0 ? ["空白如为 0，则其中 \(zeros) 处成立"] : []).appending(shown.map(\.zh))
        .joined(separator: "；") + (more > 0 ? "；另有 \(more) 处" : ""),
      en: (zeros > 0 ? ["with 0 in the blank cells, \(zeros) of them would hold"] : [])
        .appending(shown.map(\.en)).joined(separator: "; ")
        + (more > 0 ? "; and \(more) more" : ""))
  }

  /// What the blank cells of one instance would have to be.
  ///
  /// - Parameter missing: what the left side lacks, in millionths; negative if it is the right side.
  private func need(_ instance: IdentityInstance, _ missing: Int128) -> BilingualText {
    let left = instance.left.filter { states.gap(at: $0) == .blank }
    let right = instance.right.filter { states.gap(at: $0) == .blank }
    let amount = ExactNumber.text(millionths: missing.magnitude > 0 ? abs(missing) : 0)
    if left.isEmpty || right.isEmpty {
      let blanks = left + right
      let value = right.isEmpty ? missing : -missing
      let isPossible =
        ExactNumber(millionths: value).map { number in
          blanks.contains { names.form.cells[$0].kind.admits(number) }
        } ?? false
      return sentence(blanks, ExactNumber.text(millionths: value), isPossible: isPossible)
    }
    let (upper, lower) = missing > 0 ? (left, right) : (right, left)
    let (more, less) = (names.list(upper.sorted()), names.list(lower.sorted()))
    return BilingualText(
      zh: "\(more.zh) 合计须比 \(less.zh) 合计多 \(amount)",
      en: "\(more.en) would have to add up to \(amount) more than \(less.en)")
  }

  private func sentence(_ blanks: [Int], _ value: String, isPossible: Bool) -> BilingualText {
    let list = names.list(blanks.sorted())
    guard isPossible else {
      return BilingualText(
        zh: "\(list.zh) 填任何数都不能成立（须为 \(value)）",
        en: "no number in \(list.en) would do (it would have to be \(value))")
    }
    guard blanks.count > 1 else {
      return BilingualText(zh: "\(list.zh) 须为 \(value)", en: "\(list.en) would have to be \(value)")
    }
    return BilingualText(
      zh: "\(list.zh) 合计须为 \(value)", en: "\(list.en) would have to add up to \(value)")
  }
}

extension [String] {
  fileprivate func appending(_ more: [String]) -> [String] { self + more }
}
