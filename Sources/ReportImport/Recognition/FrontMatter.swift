internal import ReportForms
internal import ReportModel

/// What stands around the text of a report: its title, the publication data, who signed it and
/// when.
struct FrontMatter {
  var title = ""
  var titleYear: Int?
  var titleAgency = ""
  var publication: [PublicationField] = []
  var signedBy = ""
  var date: DateText.Reading?
  /// The printed date.
  var printedDate = ""
  /// The row of the date.
  var dateRow: Int?
  /// The rows that belong to the page around the report.
  var navigationRows: Set<Int> = []
  /// The rows that are used up.
  var rows: Set<Int> = []
  /// The label of the date of issue among publication data.
  var dateLabel = ""
  /// The date of issue that the publication data give; nil if they give none.
  var publishedDate: CalendarDate?
}

/// Finds the front matter and the signature among the rows of a source.
struct FrontMatterFinder: Sendable {
  let folding: LabelFolding
  let wording: ImportWording
  let dates: DateText
  private let publicationKeys: Set<LabelText.Key>
  private let titleWords: [[UInt32]]
  private let titleEndings: [[UInt32]]
  private let subjectMarks: [[UInt32]]
  private let agencyEndings: [[UInt32]]
  private let selfReferences: Set<UInt32>
  private let navigationWords: [String]

  /// A longer line is no title and no name.
  private static let longestTitle = 60
  private static let longestName = 40

  init(_ wording: ImportWording, _ folding: LabelFolding) {
    self.folding = folding
    self.wording = wording
    dates = DateText(wording, folding)
    publicationKeys = Set(
      wording[.publicationLabels].map { LabelFolding.key(folding.folded($0)[...]) })
    func folded(_ key: ImportWording.Key) -> [[UInt32]] { wording[key].map(folding.folded) }
    titleWords = folded(.titleWords)
    titleEndings = folded(.titleEndings)
    subjectMarks = folded(.subjectMarks)
    agencyEndings = folded(.agencyEndings)
    navigationWords = wording[.navigationWords]
    selfReferences = Set(folded(.selfReferences).compactMap(\.first))
  }

  /// The front matter of `rows`, whose text begins at the row `start`.
  func find(_ rows: [SourceRow], textStart start: Int) -> FrontMatter {
    var matter = FrontMatter()
    findTitle(rows[..<start], &matter)
    for index in rows.indices where index < start { readPublication(rows[index], index, &matter) }
    findSignature(rows, textStart: start, &matter)
    findNavigation(rows, textStart: start, &matter)
    matter.dateLabel = wording[.issueDateLabel].first ?? ""
    let labels = wording[.issueDateLabel].map { LabelFolding.key(folding.folded($0)[...]) }
    for field in matter.publication
    where labels.contains(LabelFolding.key(folding.folded(field.label)[...])) {
      if case .day(let date)? = dates.whole(field.value) { matter.publishedDate = date }
    }
    return matter
  }

  /// What the source marks as navigation, and before the text and after the signature, what is
  /// worded as such.
  private func findNavigation(
    _ rows: [SourceRow], textStart start: Int, _ matter: inout FrontMatter
  ) {
    let end = matter.dateRow ?? rows.count
    for index in rows.indices where rows[index].isLine && !matter.rows.contains(index) {
      let text = rows[index].text
      let isAround = index < start || index > end
      let isWorded =
        isAround && text.unicodeScalars.count <= Self.longestTitle
        && navigationWords.contains { text.contains($0) }
      if rows[index].isNavigation || isWorded { matter.navigationRows.insert(index) }
    }
  }

  // MARK: title

  private func findTitle(_ rows: ArraySlice<SourceRow>, _ matter: inout FrontMatter) {
    for index in rows.indices where rows[index].isLine && !rows[index].isNavigation {
      var printed = rows[index].text
      var used = [index]
      if !isTitle(printed), index + 1 < rows.endIndex, rows[index + 1].isLine,
        rows[index].text.unicodeScalars.count + rows[index + 1].text.unicodeScalars.count
          <= Self.longestTitle, !endsSentence(printed), isTitle(printed + rows[index + 1].text),
        !isTitle(rows[index + 1].text)
      {
        printed += rows[index + 1].text
        used.append(index + 1)
      }
      guard isTitle(printed) else { continue }
      if matter.title.isEmpty {
        matter.title = printed
        (matter.titleYear, matter.titleAgency) = parts(ofTitle: printed)
        matter.rows.formUnion(used)
      } else if folding.label(printed).key == folding.label(matter.title).key {
        matter.rows.formUnion(used)
      }
    }
  }

  private func endsSentence(_ text: String) -> Bool {
    text.unicodeScalars.last.map { HeadingText.isSentenceEnd($0) } ?? true
  }

  /// Whether a line is the title of a report: it names the subject and ends as titles do.
  func isTitle(_ text: String) -> Bool {
    let key = strippedTitle(text)
    guard key.count <= Self.longestTitle, !dates.isWhole(text) else { return false }
    return titleWords.contains { key.contains($0) }
      && titleEndings.contains { key.suffix($0.count).elementsEqual($0) }
      && !text.unicodeScalars.contains { HeadingText.isSentenceEnd($0) }
  }

  /// Whether a line speaks of an annual report on open government information, as an introduction
  /// does.
  func namesReport(_ row: SourceRow) -> Bool {
    guard row.isLine else { return false }
    let scalars = folding.folded(row.text)
    return titleEndings.contains { ending in
      guard let end = scalars.firstRange(of: ending)?.lowerBound else { return false }
      let before = scalars[max(0, end - Self.longestTitle)..<end]
      return titleWords.contains { before.contains($0) }
    }
  }

  private func strippedTitle(_ text: String) -> [UInt32] {
    LabelFolding.key(folding.folded(text)[...])
  }

  /// The year and the agency that a title names.
  func parts(ofTitle title: String) -> (year: Int?, agency: String) {
    let original = Array(title.unicodeScalars).filter {
      !LooseText.isSpace($0) && !HeadingText.isBracket($0)
    }
    let folded = original.map { folding.fold($0) }
    guard let subject = subjectMarks.compactMap({ folded.firstRange(of: $0)?.lowerBound }).min()
    else { return (nil, "") }
    var head = Array(original[..<subject])
    var year: Int?
    let text = String(String.UnicodeScalarView(head))
    if let found = dates.yearRange(text) {
      year = found.year
      head.removeSubrange(found.range)
    }
    var name = String(String.UnicodeScalarView(head))
    for joiner in wording[.agencyJoiners] where name.hasSuffix(joiner) {
      name.removeLast(joiner.count)
    }
    // A name that ends in the word the subject begins with is printed with that word once.
    for ending in wording[.sharedEndings] {
      guard let shared = wording[.subjectMarks].first(where: { $0.count > 4 })?.prefix(2),
        ending.hasSuffix(shared), name.hasSuffix(ending.dropLast(shared.count))
      else { continue }
      name += shared
    }
    return (year, isName(name) ? name : "")
  }

  // MARK: publication data

  private func readPublication(_ row: SourceRow, _ index: Int, _ matter: inout FrontMatter) {
    guard !matter.rows.contains(index) else { return }
    let pieces = row.pieces.filter { !$0.cell.isCovered }
    let isAlone = row.isLine || pieces.count { !$0.isBlank } == 1
    let labelled = pieces.map { piece in
      labelledFields(in: piece.text)
        ?? (!isAlone && publicationKeys.contains(piece.label.key)
          ? [PublicationField(label: piece.text, value: "")] : nil)
    }
    guard labelled.contains(where: { $0 != nil }) else { return }
    var fields: [PublicationField] = []
    var isWhole = true
    var goesOn = false
    for (piece, own) in zip(pieces, labelled) where !piece.isBlank {
      if let own {
        fields += own
        // The value of a label that ends its cell is in the next.
        goesOn = own.last?.value.isEmpty ?? false
      } else if goesOn, let last = fields.indices.last {
        fields[last].value += (fields[last].value.isEmpty ? "" : " ") + piece.text
      } else {
        isWhole = false
      }
    }
    matter.publication += fields.filter { !$0.value.isEmpty }
    // A row with something else in it stays one of the text, too.
    if isWhole { matter.rows.insert(index) }
  }

  /// The items of a line that begins with the label of one, without the empty ones; nil for another
  /// line.
  func fields(in text: String) -> [PublicationField]? {
    labelledFields(in: text)?.filter { !$0.value.isEmpty }
  }

  /// The items of a line that begins with the label of one, at least one; nil for another line.
  private func labelledFields(in text: String) -> [PublicationField]? {
    let scalars = Array(text.unicodeScalars)
    let folded = scalars.map { folding.fold($0) }
    // From the first scalar of each label to its colon.
    var labels: [Range<Int>] = []
    for colon in scalars.indices where Self.isColon(scalars[colon]) {
      var start = colon
      var best: (start: Int, length: Int)?
      // No label has a colon in it, so that it begins behind that of the label before.
      while start > 0, colon - start < 16, !Self.isColon(scalars[start - 1]) {
        start -= 1
        let isSeparate = start == 0 || LooseText.isSpace(scalars[start - 1])
        let isBehindLabel = labels.last?.upperBound == start - 1
        guard isSeparate || isBehindLabel, !LooseText.isSpace(scalars[start]) else { continue }
        let key = LabelFolding.key(folded[start..<colon])
        guard publicationKeys.contains(key), isSeparate || key.first == folded[start] else {
          continue
        }
        // Marks before a label belong to the value before it, if there is one.
        if start == 0 || key.count > best?.length ?? 0 { best = (start, key.count) }
      }
      if let best { labels.append(best.start..<colon) }
    }
    guard labels.first?.lowerBound == 0 else { return nil }
    func trimmed(_ range: Range<Int>) -> String {
      let part = String(String.UnicodeScalarView(scalars[range]))
      return String(LooseText.trimmed(Substring(part).unicodeScalars))
    }
    let ends = labels.dropFirst().map(\.lowerBound) + [scalars.count]
    return zip(labels, ends).map { label, end in
      PublicationField(label: trimmed(label), value: trimmed((label.upperBound + 1)..<end))
    }
  }

  private static func isColon(_ scalar: Unicode.Scalar) -> Bool {
    scalar == ":" || scalar == "\u{FF1A}"
  }

  // MARK: signature

  /// The last line that is a date, with the line before it that names who signed.
  private func findSignature(
    _ rows: [SourceRow], textStart: Int, _ matter: inout FrontMatter
  ) {
    let lines = rows.indices.filter {
      rows[$0].isLine && $0 >= textStart && !rows[$0].isNavigation
    }
    for (position, index) in lines.enumerated().reversed() {
      let text = rows[index].text
      guard text.unicodeScalars.count <= Self.longestName + 20 else { continue }
      if let reading = dates.whole(text) {
        let previous = position > 0 ? lines[position - 1] : nil
        let isSigned = previous.map { $0 == index - 1 && isSigner(rows[$0].text) } ?? false
        guard isSigned || lines.count - position <= 3 else { continue }
        matter.date = reading
        matter.printedDate = text
        matter.dateRow = index
        matter.rows.insert(index)
        if isSigned, let previous {
          matter.signedBy = rows[previous].text
          matter.rows.insert(previous)
        }
        return
      }
      if let (before, reading) = dates.ending(text), isSigner(before) {
        matter.date = reading
        matter.printedDate = String(text.dropFirst(before.count))
        matter.dateRow = index
        matter.signedBy = before
        matter.rows.insert(index)
        return
      }
    }
  }

  private func isSigner(_ text: String) -> Bool {
    isName(text)
      && agencyEndings.contains { folding.folded(text).suffix($0.count).elementsEqual($0) }
  }

  /// Whether `text` can be the name of an agency.
  func isName(_ text: String) -> Bool {
    let scalars = folding.folded(text)
    guard (2...Self.longestName).contains(scalars.count), let first = scalars.first,
      !selfReferences.contains(first), folding.leadingNumber(scalars).0 == nil
    else { return false }
    return !text.unicodeScalars.contains { HeadingText.isPunctuation($0) }
  }
}
