internal import ReportDiagnostics
internal import ReportFormats
internal import ReportForms
internal import ReportModel

/// Puts a report together from what was recognised.
struct ReportComposer {
  var report: Report
  /// Where its cells and sections stand.
  private(set) var places: ReportPlaces
  private var findings: [Diagnostic] = []
  private let rows: [SourceRow]
  private let matter: FrontMatter
  private var readParts: Set<Int> = []
  private var keptParts: Set<Int> = []
  private var metadataParts: Set<Int> = []
  private var navigationParts: Set<Int> = []
  private var cells: [CellEvidence] = []

  init(report: Report, rows: [SourceRow], matter: FrontMatter) {
    self.report = report
    places = ReportPlaces(cellCount: report.form.cells.count)
    self.rows = rows
    self.matter = matter
    for row in matter.rows { metadataParts.formUnion(rows[row].parts) }
    for row in matter.navigationRows { navigationParts.formUnion(rows[row].parts) }
  }

  /// The findings in the order of their places.
  var sortedFindings: [Diagnostic] {
    findings.enumerated().sorted { left, right in
      (left.element.place.line, left.element.place.column, left.offset)
        < (right.element.place.line, right.element.place.column, right.offset)
    }.map(\.element)
  }

  /// Adds title, agency, year, date and publication data.
  mutating func addMatter(
    year: Int?, agency: String, _ choice: EditionChoice, _ forms: FormLibrary
  ) {
    report.title = matter.title
    report.year = year
    report.publication = matter.publication
    let names = [matter.signedBy, matter.titleAgency, agency]
    report.agency.name = names.first { !$0.isEmpty } ?? ""
    if report.agency.name.isEmpty { findings.append(Diagnostic(.importAgencyUnknown)) }
    switch matter.date {
    case .day(let date): report.issueDate = date
    case .incomplete:
      report.publication.append(
        PublicationField(label: matter.dateLabel, value: matter.printedDate))
      findings.append(
        Diagnostic(
          .importDateInvalid, at: matter.dateRow.map { rows[$0].place } ?? Place(),
          ["printed": matter.printedDate]))
    case nil: report.issueDate = matter.publishedDate
    }
    guard let year else {
      findings.append(Diagnostic(.importYearUnknown))
      return
    }
    if choice.isByLabels, let expected = forms.form(forYear: year), expected !== choice.form {
      findings.append(
        Diagnostic(
          .importEditionMismatch,
          [
            "year": "\(year)", "expected": expected.edition, "found": choice.form.edition,
          ]))
    }
  }

  /// Adds the text.
  mutating func addNarrative(_ outline: inout Outline) {
    report.narrative = outline.sections
    places.sections = outline.sectionPlaces
    for (row, title) in outline.misprints {
      findings.append(
        Diagnostic(.importLabelMisprinted, at: row.place, ["printed": row.text, "label": title]))
    }
  }

  /// Adds what the form's tables hold.
  mutating func addTables(
    _ outline: Outline, _ edition: ImportVocabulary.Edition, _ vocabulary: ImportVocabulary
  ) {
    let words = TableWords(
      folding: vocabulary.folding, words: vocabulary.words, year: report.year)
    for (table, regions) in outline.regions.enumerated() where !regions.isEmpty {
      var reader = TableReader(
        edition.form, table: table, book: edition.books[table], words: words)
      let result = reader.read(regions)
      for (value, evidence) in result.values {
        report.cells[evidence.ordinal] = value
        cells.append(evidence)
      }
      for (ordinal, place) in result.places { places[cell: ordinal] = place }
      report.extras += result.extras
      findings += result.findings
      readParts.formUnion(result.readParts)
      keptParts.formUnion(result.keptParts)
    }
  }

  /// What became of each part of the document.
  func recognition(
    _ document: LooseDocument, _ outline: Outline, _ choice: EditionChoice
  ) -> Recognition {
    let parts = document.parts.enumerated().map { index, part in
      Recognition.Part(
        place: part.place, disposition: disposition(index, outline), text: part.text)
    }
    return Recognition(
      editionReason: choice.reason, parts: parts,
      cells: cells.sorted { $0.ordinal < $1.ordinal })
  }

  private func disposition(_ part: Int, _ outline: Outline) -> Recognition.Disposition {
    if metadataParts.contains(part) { return .metadata }
    if navigationParts.contains(part) { return .navigation }
    if keptParts.contains(part) { return .extra }
    if readParts.contains(part) || outline.tableParts.contains(part) { return .table }
    return outline.narrativeParts.contains(part) ? .narrative : .leftOver
  }
}
