internal import ReportDiagnostics

/// Splits a line of text that holds a whole row of a table: cells with spaces between them, or run
/// together.
struct LineSplitter {
  private let folding: LabelFolding
  private let words: ImportWordList
  private let known: KnownLabels
  /// A longer line is no row of a table.
  private static let longest = 200

  init(_ vocabulary: ImportVocabulary) {
    folding = vocabulary.folding
    words = vocabulary.words
    known = vocabulary.known
  }

  /// The cells of `line` as a row of the table of `book`; nil if it is none, or one cell only.
  ///
  /// - Parameter isOpen: whether the table was begun, so that a line of nothing but values belongs
  ///   to it.
  func cells(of line: SourceRow.Piece, _ book: LabelBook, isOpen: Bool) -> [LooseCell]? {
    let scalars = Array(line.text.unicodeScalars)
    guard (3...Self.longest).contains(scalars.count),
      !scalars.contains(where: HeadingText.isSentenceEnd)
    else { return nil }
    return spaced(line, scalars, book, isOpen) ?? runTogether(line, scalars, book, isOpen)
  }

  /// A label, then values; or labels only; or values only.
  private func spaced(
    _ line: SourceRow.Piece, _ scalars: [Unicode.Scalar], _ book: LabelBook, _ isOpen: Bool
  ) -> [LooseCell]? {
    let words = scalars.indices.split { LooseText.isSpace(scalars[$0]) }
      .compactMap { part in part.first.map { $0..<(part.last ?? $0) + 1 } }
    guard words.count > 1 else { return nil }
    let isValue = words.map { CellText.looksLikeValue(Self.text(scalars, $0), folding) }
    let labels = isValue.firstIndex(of: true) ?? words.count
    guard !isValue[labels...].contains(false) else { return nil }
    if labels == 0 { return isOpen ? words.map { cell($0, scalars, line) } : nil }
    let values = words[labels...].map { cell($0, scalars, line) }
    // The label itself may have spaces in it, and a unit may follow it.
    for units in 0...min(1, labels - 1) where !values.isEmpty || units > 0 {
      let label = words[0].lowerBound..<words[labels - 1 - units].upperBound
      let between = words[(labels - units)..<labels]
      if isLabel(Self.text(scalars, label), book),
        between.allSatisfy({ isUnit(Self.text(scalars, $0), book) })
      {
        return [cell(label, scalars, line)] + between.map { cell($0, scalars, line) } + values
      }
    }
    let known = words[..<labels].count { isLabel(Self.text(scalars, $0), book) }
    let isHeader = known == labels || (isOpen && labels > 2 && values.isEmpty && areShort(words))
    return isHeader && !isLabel(line.text, book) ? words.map { cell($0, scalars, line) } : nil
  }

  /// Whether words are so short that they can be nothing but pieces of labels.
  private func areShort(_ words: [Range<Int>]) -> Bool { words.allSatisfy { $0.count <= 2 } }

  /// A label with digits right behind it, or labels run together.
  private func runTogether(
    _ line: SourceRow.Piece, _ scalars: [Unicode.Scalar], _ book: LabelBook, _ isOpen: Bool
  ) -> [LooseCell]? {
    guard !isLabel(line.text, book) else { return nil }
    let digits = scalars.reversed().prefix { LabelFolding.arabic(folding.fold($0)) != nil }.count
    let label = 0..<(scalars.count - digits)
    if digits > 0, isLabel(Self.text(scalars, label), book) {
      let rest = label.upperBound..<scalars.count
      // Nothing tells where one number ends and the next begins, but for zeros.
      let areZeros = rest.allSatisfy { folding.fold(scalars[$0]) == 0x30 }
      let values = areZeros ? rest.map { $0..<($0 + 1) } : [rest]
      return ([label] + values).map { cell($0, scalars, line) }
    }
    return digits == 0 && isOpen ? labels(in: line, scalars, book) : nil
  }

  /// All labels that a line is made of, the longest first at each place.
  private func labels(
    in line: SourceRow.Piece, _ scalars: [Unicode.Scalar], _ book: LabelBook
  ) -> [LooseCell]? {
    var cells: [LooseCell] = []
    var start = 0
    while start < scalars.count {
      let ends = (start + 1...scalars.count).reversed()
      guard
        let end = ends.first(where: { isLabel(Self.text(scalars, start..<$0), book) })
      else { return nil }
      cells.append(cell(start..<end, scalars, line))
      start = end
    }
    return cells.count > 1 ? cells : nil
  }

  private func isUnit(_ text: String, _ book: LabelBook) -> Bool {
    book.hasSideColumn && words.isUnit(folding.folded(text)[...])
  }

  private func isLabel(_ text: String, _ book: LabelBook) -> Bool {
    known.tables(with: folding.label(text)) & book.bits != 0
  }

  private static func text(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  private func cell(
    _ range: Range<Int>, _ scalars: [Unicode.Scalar], _ line: SourceRow.Piece
  ) -> LooseCell {
    var place = line.place
    place.column += range.lowerBound
    return LooseCell(text: Self.text(scalars, range), place: place, part: line.cell.part)
  }
}
