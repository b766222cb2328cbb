/// Finds printed labels in a book, knowing which were found before.
struct LabelFinder {
  /// Which labels are looked for first where a text could be two.
  enum Phase {
    /// Above the rows: columns, captions, corners.
    case header
    /// Beside the values: rows and the labels above them.
    case data
  }

  let book: LabelBook
  /// When each label was seen last, counted in labels.
  private var seen: [LabelText.Key: Int] = [:]
  private var clock = 0
  private var lastOrder = -1
  /// How often each label is printed.
  private var occurrences: [LabelText.Key: Int] = [:]

  /// A label of fewer characters means something else where its number differs.
  private static let shortestMisnumbered = 5

  init(_ book: LabelBook) { self.book = book }

  /// Records that a label will be met.
  mutating func expect(_ text: LabelText) { occurrences[text.key, default: 0] += 1 }

  /// What `text` stands for; nil for none, or more than one.
  func find(
    _ text: LabelText, _ phase: Phase, admittingMisprints: Bool = true
  ) -> LabelBook.Match? {
    if text.isEmpty { return nil }
    let entries = book.exact(text)
    if !entries.isEmpty {
      return choose(entries, text, phase).map {
        LabelBook.Match(
          target: $0.target, label: $0.label, key: $0.labelKey, isMisprint: false)
      }
    }
    guard admittingMisprints, let entry = book.misprint(text) else { return nil }
    return LabelBook.Match(
      target: entry.target, label: entry.label, key: entry.labelKey, isMisprint: true)
  }

  /// Records that `match` was printed as `text`.
  mutating func saw(_ match: LabelBook.Match, _ text: LabelText) {
    clock += 1
    seen[text.key] = clock
    if case .heading(let heading) = match.target { seen[book.headingKeys[heading]] = clock }
    if case .row(let block, let row) = match.target {
      seen[book.key(block: block, row: row)] = clock
      lastOrder = book.rowOrder.firstIndex(of: match.target) ?? lastOrder
    }
  }

  private func choose(
    _ entries: [LabelBook.Entry], _ text: LabelText, _ phase: Phase
  ) -> LabelBook.Entry? {
    var fitting = entries
    if let number = text.number {
      let same = entries.filter { $0.number == number }
      let open = entries.filter { $0.number == nil }
      fitting = !same.isEmpty ? same : !open.isEmpty ? open : fitting
      // A wrong number before a long label is a misprint; before a short one, another label.
      if same.isEmpty, open.isEmpty, text.key.count < Self.shortestMisnumbered { return nil }
    }
    let preferred = fitting.filter { $0.target.isOfHeader == (phase == .header) }
    if !preferred.isEmpty { fitting = preferred }
    if fitting.count == 1 { return fitting.first }
    return next(latest(fitting), of: fitting.count, text)
  }

  /// Those whose parent label was seen last.
  private func latest(_ entries: [LabelBook.Entry]) -> [LabelBook.Entry] {
    let times = entries.map { entry in
      book.parent(of: entry.target).flatMap { seen[$0] } ?? 0
    }
    guard let last = times.max(), last > 0 else { return [] }
    return zip(entries, times).filter { $0.1 == last }.map(\.0)
  }

  /// The one of `entries` that comes right after the row seen last, as long as none of the `count`
  /// rows of that label is missing: labels that several rows have tell nothing by themselves.
  private func next(
    _ entries: [LabelBook.Entry], of count: Int, _ text: LabelText
  ) -> LabelBook.Entry? {
    guard occurrences[text.key, default: 0] == count else { return nil }
    return entries.first { book.rowOrder.firstIndex(of: $0.target) == lastOrder + 1 }
  }
}

extension LabelBook.Target {
  /// Whether it stands above the rows.
  var isOfHeader: Bool {
    switch self {
    case .row, .heading: false
    case .column, .caption, .header, .side, .codes: true
    }
  }
}
