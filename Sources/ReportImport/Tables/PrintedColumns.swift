internal import ReportDiagnostics
internal import ReportModel

/// The labels of columns that stand above a row, and whether they are the form's.
struct PrintedColumns {
  /// What they say of the columns of a block.
  struct Reading {
    /// Why the values below them are not the block's; nil if nothing contradicts it.
    var contradiction: OpenReason?
    /// The units of money printed with the labels, by column.
    var units: [Int: String] = [:]
    /// The columns of the source that each label stands above, by column of the form.
    var spans: [Int: Range<Int>] = [:]
    /// Whether the labels are in another order than the form's, so that only places tell.
    var isReordered = false
    /// The columns of the source that stand behind the values and give their units.
    var unitColumns: Set<Int> = []
    /// How values of several years stand beside each other; nil for those of one.
    var periods: Periods?
  }

  /// Columns of several years or periods, of which one is the form's.
  struct Periods {
    /// How many there are.
    var count = 0
    /// The place of the one that is reported on.
    var own = 0
  }

  private var labels: [PrintedRow.Label] = []
  /// The labels above several columns, where the source tells which.
  private var headers: [(key: LabelText.Key, span: Range<Int>, isSide: Bool)] = []
  /// How often one label is broken at most.
  private static let mostBreaks = 4
  /// Whether a row followed, so that the next label of a column begins another header.
  private(set) var isComplete = false
  /// What the labels say of a block, for every row below them is asked for it.
  private var latest: (block: Int, hasEvidence: Bool, reading: Reading)?

  /// Begins a block.
  mutating func begin() {
    labels = []
    headers = []
    latest = nil
    isComplete = false
  }

  /// Adds a label; `label` is one of a column, or not known.
  mutating func add(_ label: PrintedRow.Label) {
    if isComplete { begin() }
    labels.append(label)
    latest = nil
  }

  /// Adds a label above the labels of columns, a corner or a note.
  mutating func addHeader(_ label: PrintedRow.Label) {
    guard let span = Self.span(label) else { return }
    if isComplete { begin() }
    let isSide = if case .side = label.match?.target { true } else { false }
    headers.append((label.match?.key ?? [], span, isSide))
    latest = nil
  }

  /// Records that a row followed.
  mutating func complete() { isComplete = true }

  /// Whether there are any labels.
  var isEmpty: Bool { labels.isEmpty }

  /// Compares the labels with those of the block `block`.
  ///
  /// `hasEvidence` tells whether anything but the label of the row speaks for the block, so that
  /// labels of columns can be missing: its caption, or the section that it stands in.
  mutating func reading(
    _ block: Int, _ book: LabelBook, _ reader: TableWords, hasEvidence: Bool
  ) -> Reading {
    if let latest, latest.block == block, latest.hasEvidence == hasEvidence {
      return latest.reading
    }
    let reading = compare(block, book, reader, hasEvidence: hasEvidence)
    latest = (block, hasEvidence, reading)
    return reading
  }

  /// What the labels say one after the other, until one contradicts the block.
  private struct Comparison {
    var reading = Reading()
    /// The columns of the form that have their label, in the order of the labels.
    var used: [Int] = []
    /// The times that are told apart so far.
    var periods = Periods()

    /// Takes a label that names a time, above the only column of a block.
    mutating func take(_ label: PrintedRow.Label, of period: TableWords.Period) {
      periods.count += 1
      guard period == .own else { return }
      guard used.isEmpty else {
        reading.contradiction = .columnsContradict
        return
      }
      periods.own = periods.count - 1
      used.append(0)
      reading.spans[0] = PrintedColumns.span(label)
    }

    /// Takes the label of `column`; `isWhole` tells that it is not broken into several.
    mutating func take(
      _ label: PrintedRow.Label, of column: Int, isWhole: Bool, _ reader: TableWords
    ) {
      guard !used.contains(column) else {
        reading.contradiction = .columnsContradict
        return
      }
      used.append(column)
      if column == 0 {
        periods.own = periods.count
        periods.count += 1
      }
      if isWhole { reading.spans[column] = PrintedColumns.span(label) }
      let unit = reader.words.moneyUnit(inLabel: reader.folding.folded(label.piece.text))
      if !unit.isEmpty { reading.units[column] = unit }
    }
  }

  private func compare(
    _ block: Int, _ book: LabelBook, _ reader: TableWords, hasEvidence: Bool
  ) -> Reading {
    let keys = book.columnKeys[block]
    var comparison = Comparison()
    var index = 0
    while index < labels.count {
      let label = labels[index]
      if keys.count == 1, let period = reader.period(label.piece.text) {
        comparison.take(label, of: period)
        index += 1
      } else {
        let (column, count) = column(at: index, keys, comparison.used)
        if let column {
          comparison.take(label, of: column, isWhole: count == 1, reader)
        } else {
          comparison.reading.contradiction =
            book.isForeign(label.piece.label) ? .otherEdition : .columnsContradict
        }
        index += count
      }
      if comparison.reading.contradiction != nil { return comparison.reading }
    }
    return conclude(comparison, block, book, hasEvidence: hasEvidence)
  }

  /// What the labels of `comparison`, none of which contradicts the block, say together.
  private func conclude(
    _ comparison: Comparison, _ block: Int, _ book: LabelBook, hasEvidence: Bool
  ) -> Reading {
    var reading = comparison.reading
    let used = comparison.used
    if let end = reading.spans.values.map(\.upperBound).max() {
      let behind = headers.filter { $0.isSide && $0.span.lowerBound >= end }
      reading.unitColumns = Set(behind.flatMap(\.span))
    }
    if comparison.periods.count > 1 {
      reading.periods = comparison.periods
      if used.isEmpty { reading.contradiction = .columnsContradict }
    }
    if used.isEmpty, book.needsHeader(block) || !hasEvidence {
      reading.contradiction = .columnUnknown
    }
    let count = book.columnKeys[block].count
    if !areInPlace(used, &reading, of: count, book.columnGroups(block)) {
      reading.contradiction = .columnsContradict
    }
    return reading
  }

  /// Whether the labels stand where they can stand: where the source tells their columns, beside each
  /// other, in the form's order or each group under its own label; else in the form's order.
  private func areInPlace(
    _ used: [Int], _ reading: inout Reading, of count: Int, _ groups: [LabelBook.ColumnGroup]
  ) -> Bool {
    let placed = reading.spans.sorted { $0.value.lowerBound < $1.value.lowerBound }
    guard
      zip(placed, placed.dropFirst()).allSatisfy({
        $0.value.upperBound <= $1.value.lowerBound
      })
    else { return false }
    guard placed.count == count else {
      // Columns under a label of their own are printed in another row than those beside it.
      return groups.allSatisfy { group in
        let columns = used.filter(group.columns.contains)
        return columns == columns.sorted()
      }
    }
    reading.isReordered = placed.map(\.key) != Array(0..<count)
    return !reading.isReordered
      || groups.allSatisfy { group in
        guard let key = group.key else { return true }
        let spans = placed.filter { group.columns.contains($0.key) }.map(\.value)
        return headers.contains { header in
          header.key == key && header.span.lowerBound == spans.first?.lowerBound
            && header.span.upperBound == spans.last?.upperBound
            && header.span.count == spans.reduce(0) { $0 + $1.count }
        }
      }
  }

  /// The columns of the source that a label stands above; nil where the source does not tell.
  private static func span(_ label: PrintedRow.Label) -> Range<Int>? {
    label.piece.cell.column.map { $0..<$0 + label.piece.cell.columnSpan }
  }

  /// The column that the label at `index`, with those that continue it, stands for.
  private func column(
    at index: Int, _ keys: [[LabelText.Key]], _ used: [Int]
  ) -> (column: Int?, count: Int) {
    let text = labels[index].piece.label
    // A label broken over cells or lines; a part of it may look like a label of its own.
    var joined = text.key
    for next in labels.indices.dropFirst(index + 1).prefix(Self.mostBreaks) {
      joined += labels[next].piece.label.key
      if let whole = Self.column(keys, used, { $0 == joined }) { return (whole, next - index + 1) }
    }
    if let exact = Self.column(keys, used, { $0 == text.key || $0 == text.core }) {
      return (exact, 1)
    }
    if let match = labels[index].match {
      // A misprint; or a column of another block.
      return (Self.column(keys, used) { $0 == match.key }, 1)
    }
    guard text.key.count >= 2 else { return (nil, 1) }
    // A label that is cut off, or has lost characters.
    let cut =
      Self.column(keys, used) { $0.starts(with: text.key) }
      ?? Self.column(keys, used) {
        text.key.count * 3 >= $0.count * 2 && EditDistance.isSubsequence(text.key, of: $0)
      }
    return (cut, 1)
  }

  private static func column(
    _ keys: [[LabelText.Key]], _ used: [Int], _ fits: (LabelText.Key) -> Bool
  ) -> Int? {
    keys.indices.first { !used.contains($0) && keys[$0].contains(where: fits) }
      ?? keys.indices.first { keys[$0].contains(where: fits) }
  }
}

/// Why a cell or row was left open.
enum OpenReason: String {
  /// The source does not tell which columns the values stand in.
  case columnUnknown = "column-unknown"
  /// The labels above the values are not those of the form's columns.
  case columnsContradict = "columns-contradict"
  /// The labels above the values are those of another edition.
  case otherEdition = "other-edition"
  /// The form has no such row.
  case rowUnknown = "row-unknown"
  /// The row is there twice with different values.
  case rowDoubled = "row-doubled"
  /// The text is no value of the cell.
  case cellUnreadable = "cell-unreadable"
}

extension OpenReason {
  /// What to say of rows that are kept for this reason.
  var rowFinding: DiagnosticKind {
    switch self {
    case .columnUnknown: .importColumnsUnknown
    case .columnsContradict: .importColumnsContradict
    case .otherEdition: .importColumnsOfOtherEdition
    case .rowUnknown, .cellUnreadable: .importRowUnknown
    case .rowDoubled: .importRowDoubled
    }
  }
}

/// The words that tables are read with.
struct TableWords: Sendable {
  let folding: LabelFolding
  let words: ImportWordList
  /// The year reported on; nil if it is not known.
  let year: Int?

  /// Which time the values below a label are of.
  enum Period {
    /// The year reported on.
    case own
    /// Another year, or several together.
    case other
  }

  /// The time that `label` names; nil if it names none.
  func period(_ label: String) -> Period? {
    let key = folding.label(label).key
    if words.ownPeriods.contains(key) { return .own }
    if words.otherPeriods.contains(key) { return .other }
    let digits = key.prefix { LabelFolding.arabic($0) != nil }
    guard digits.count == 4, words.yearSuffixes.contains(Array(key.dropFirst(4))),
      let named = folding.number(digits), let year
    else { return nil }
    return named == year ? .own : .other
  }
}
