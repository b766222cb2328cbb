internal import ReportDiagnostics
internal import ReportFormats
internal import ReportForms
internal import ReportModel

/// Makes a report of a loose document.
struct ReportRecogniser {
  let vocabulary: ImportVocabulary
  let forms: FormLibrary
  /// The edition to read as, whatever the source says.
  let asEdition: Form?
  /// The name of the agency where the source gives none; empty for none.
  let agency: String

  /// What a document came to.
  struct Recognised {
    var report: Report
    var findings: [Diagnostic]
    var recognition: Recognition
    var places: ReportPlaces
  }

  /// The report in `document`.
  ///
  /// - Parameters:
  ///   - digest: the SHA-256 of the source's bytes in hex; the id is made of it.
  ///   - source: what the report says of where it came from.
  /// - Throws: `import-nothing-recognised`.
  func recognise(
    _ document: LooseDocument, digest: String, source: Source
  ) throws(Diagnostic) -> Recognised {
    let rows = SourceRow.rows(of: document, vocabulary)
    let finder = vocabulary.frontMatter
    let start = textStart(rows, finder)
    let matter = finder.find(rows, textStart: start)
    let year = ReportYear.find(rows, matter, finder.dates)
    guard
      let choice = EditionChoice.choose(
        rows, year: year, asEdition: asEdition, vocabulary, forms),
      let edition = vocabulary.edition(of: choice.form)
    else { throw Diagnostic(.importNothingRecognised) }
    var builder = OutlineBuilder(
      rows, used: matter.rows.union(matter.navigationRows), edition, vocabulary)
    var outline = builder.build()
    guard outline.hasEvidence || !matter.title.isEmpty || rows.contains(where: finder.namesReport)
    else {
      throw Diagnostic(.importNothingRecognised, at: rows.first?.place ?? Place())
    }
    let prefix = year.map { "\($0)" } ?? "unknown"
    guard let id = ReportID("\(prefix)-\(digest.prefix(16))") else {
      throw Diagnostic(.reportIdInvalid, ["id": digest])
    }
    var report = Report(id: id, form: choice.form)
    report.source = source
    var composer = ReportComposer(report: report, rows: rows, matter: matter)
    composer.addMatter(year: year, agency: agency, choice, forms)
    composer.addNarrative(&outline)
    composer.addTables(outline, edition, vocabulary)
    return Recognised(
      report: composer.report, findings: composer.sortedFindings,
      recognition: composer.recognition(document, outline, choice), places: composer.places)
  }

  /// The row at which the text begins: the first heading of a section, or row of the form's tables.
  private func textStart(_ rows: [SourceRow], _ finder: FrontMatterFinder) -> Int {
    return rows.firstIndex { row in
      guard !row.isNavigation, let first = row.pieces.first(where: { !$0.isBlank }),
        !first.label.isEmpty
      else {
        return false
      }
      if !row.isLine { return first.tables != 0 }
      return first.tables != 0 || isSectionTitle(first.label)
        || (first.label.number?.style == .plain && HeadingText.isHeadingLike(row.text))
    } ?? rows.count
  }

  /// Whether `label` is the title of a section of any edition.
  private func isSectionTitle(_ label: LabelText) -> Bool {
    vocabulary.editions.contains { edition in
      edition.sections.contains { $0.title.key == label.key }
    }
  }
}

/// Finds the year that a report is of.
enum ReportYear {
  /// The year: that of the title, else of the period the text states, else the one that the text
  /// names more often than all others together and that is not later than the date.
  static func find(_ rows: [SourceRow], _ matter: FrontMatter, _ dates: DateText) -> Int? {
    if let year = matter.titleYear { return year }
    let lines = rows.indices.filter { rows[$0].isLine }.map { rows[$0].text }
    let periods = Set(lines.compactMap { dates.periodYear($0) })
    if periods.count == 1 { return periods.first }
    var votes: [Int: Int] = [:]
    for line in lines { for year in dates.plainYears(line) { votes[year, default: 0] += 1 } }
    guard let (year, count) = votes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      count * 2 > votes.values.reduce(0, +)
    else { return nil }
    // Nobody reports on a year that has not begun.
    if case .day(let date)? = matter.date, date.year < year { return nil }
    return year
  }
}
