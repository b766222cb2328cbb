internal import ReportDiagnostics
internal import ReportForms
internal import ReportModel

/// Which edition a source is of: what the labels say, else the year, else none (design §2).
struct EditionChoice {
  let form: Form
  let reason: BilingualText
  /// Whether labels told it.
  let isByLabels: Bool

  /// The edition of a source with these `rows`, of the report year `year`.
  ///
  /// - Returns: nil only if the library has not even a form without tables.
  static func choose(
    _ rows: [SourceRow], year: Int?, asEdition: Form?, _ vocabulary: ImportVocabulary,
    _ forms: FormLibrary
  ) -> EditionChoice? {
    if let asEdition {
      return EditionChoice(
        form: asEdition, reason: BilingualText(zh: "按 --as-edition", en: "by --as-edition"),
        isByLabels: false)
    }
    let votes = votes(rows, vocabulary)
    let most = votes.max() ?? 0
    let winners = votes.indices.filter { votes[$0] == most }
    if most > 0, winners.count == 1 {
      let form = vocabulary.editions[winners[0]].form
      let others = votes.reduce(0, +) - most
      return EditionChoice(
        form: form,
        reason: BilingualText(
          zh: "\(most) 个标签只有此版才有，\(others) 个属于其他版",
          en: "\(most) labels are of this edition only, \(others) of others"), isByLabels: true)
    }
    if let year, let form = forms.form(forYear: year) {
      return EditionChoice(
        form: form, reason: BilingualText(zh: "按 \(year) 年度", en: "by the year \(year)"),
        isByLabels: false)
    }
    let reason =
      year.map {
        BilingualText(zh: "\($0) 年度没有全国统一表式", en: "no form was prescribed for \($0)")
      } ?? BilingualText(zh: "标签和年度都看不出版本", en: "neither labels nor year tell it")
    return forms.formless.map { EditionChoice(form: $0, reason: reason, isByLabels: false) }
  }

  /// For each edition, how many labels are there that only it has.
  private static func votes(_ rows: [SourceRow], _ vocabulary: ImportVocabulary) -> [Int] {
    var found: Set<LabelText.Key> = []
    for row in rows {
      for piece in row.pieces where !piece.isValue && piece.tables != 0 {
        for key in [piece.label.key, piece.label.core] where vocabulary.distinctive[key] != nil {
          found.insert(key)
          break
        }
      }
    }
    var votes = vocabulary.editions.map { _ in 0 }
    for key in found { if let edition = vocabulary.distinctive[key] { votes[edition] += 1 } }
    return votes
  }
}
