internal import ReportModel

/// The labels of one table of a form, ready to be found again in print.
struct LabelBook: Sendable {
  /// What a label stands for.
  enum Target: Hashable, Sendable {
    /// A row with cells: block and row.
    case row(block: Int, row: Int)
    /// A label above rows, without cells, by its place among the headings of the table.
    case heading(Int)
    /// A column's label; where several blocks have it, the first of them.
    case column(block: Int, column: Int)
    /// The caption of a block.
    case caption(block: Int)
    /// A label above columns, a corner, a note: part of the header, says nothing about a column.
    case header
    /// A column between the labels and the values (计量单位), by its place in the header.
    case side(Int)
    /// A column that numbers the rows.
    case codes
  }

  /// One label as the form, or a variant of it, spells it.
  struct Entry: Sendable {
    let target: Target
    let number: LabelText.Number?
    /// The label as the form prints it.
    let label: String
    /// The key of that label.
    let labelKey: LabelText.Key
  }

  /// How a printed label was recognised.
  struct Match: Sendable {
    let target: Target
    /// The label as the form prints it.
    let label: String
    /// The key of that label.
    let key: LabelText.Key
    /// Whether it is misprinted: close to one label and to no other.
    let isMisprint: Bool
  }

  /// Columns that are printed beside each other.
  struct ColumnGroup: Sendable {
    /// The label above them; nil for none.
    let key: LabelText.Key?
    let columns: Set<Int>
  }

  /// The index of the table in its form.
  let table: Int
  /// Its bits in ``KnownLabels``.
  var bits: KnownLabels.Tables = .max
  /// The labels that may be misprinted, with what they stand for; nil for those of other editions,
  /// which only compete.
  private var misprintable: [(key: LabelText.Key, entry: Entry?)] = []
  private(set) var entries: [LabelText.Key: [Entry]] = [:]
  /// For each heading, its key; ``Target/heading(_:)`` counts them.
  private(set) var headingKeys: [LabelText.Key] = []
  /// For each block and row, the key of the label right above it; nil for none.
  private(set) var parents: [[LabelText.Key?]] = []
  /// For each block and column, the keys that its label can have.
  private(set) var columnKeys: [[[LabelText.Key]]] = []
  /// For each block and row, the key of its label.
  private var rowKeys: [[LabelText.Key]] = []
  /// For each block, the columns that stand under one label, or under none.
  private var groups: [[ColumnGroup]] = []
  /// The labels of columns that only other editions have.
  private var foreignColumns: Set<LabelText.Key> = []
  /// The blocks that another edition has with other columns.
  private var blocksAlike: Set<Int> = []
  /// The rows with cells, in printed order.
  let rowOrder: [Target]

  /// Shorter labels are recognised when they are right, or not at all: too many real words are one
  /// character away from them.
  static let shortestMisprint = 6

  init(
    _ form: Form, table index: Int, _ folding: LabelFolding, corners: [String], codes: [String]
  ) {
    table = index
    let table = form.tables[index]
    var order: [Target] = []
    for (block, definition) in table.blocks.enumerated() {
      for (row, definedRow) in definition.rows.enumerated() where !definedRow.isHeading {
        order.append(.row(block: block, row: row))
      }
    }
    rowOrder = order
    for (block, definition) in table.blocks.enumerated() {
      addBlock(block, definition, folding)
    }
    addHeader(table, folding, corners: corners)
    if hasSideColumn { for title in codes { add(title, .codes, folding) } }
  }

  private mutating func addBlock(_ block: Int, _ definition: FormBlock, _ folding: LabelFolding) {
    if !definition.caption.isEmpty {
      add(definition.caption, .caption(block: block), folding, mayBeMisprinted: false)
    }
    parents.append(definition.rows.map { $0.path.last.map { folding.label($0).key } })
    rowKeys.append(definition.rows.map { folding.label($0.label).key })
    let columns = Dictionary(grouping: definition.columns.indices) { definition.columns[$0].group }
    groups.append(
      columns.map { label, columns in
        ColumnGroup(
          key: label.isEmpty ? nil : folding.label(label).key, columns: Set(columns))
      })
    for (row, definedRow) in definition.rows.enumerated() {
      let target: Target =
        definedRow.isHeading
        ? heading(folding.label(definedRow.label).key) : .row(block: block, row: row)
      for label in [definedRow.label] + definedRow.variants {
        add(label, target, folding, printed: definedRow.label)
      }
    }
    let rowKeys = Set(definition.rows.map { folding.label($0.label).key })
    for label in Set(definition.rows.flatMap(\.path)) {
      let key = folding.label(label).key
      if !rowKeys.contains(key) { add(label, heading(key), folding) }
    }
    columnKeys.append(
      definition.columns.map { column in
        ([column.label] + column.variants).map { folding.label($0) }.flatMap {
          $0.core == $0.key ? [$0.key] : [$0.key, $0.core]
        }
      })
    for (column, definedColumn) in definition.columns.enumerated() {
      for label in [definedColumn.label] + definedColumn.variants {
        add(
          label, .column(block: block, column: column), folding, printed: definedColumn.label)
      }
      if !definedColumn.group.isEmpty { add(definedColumn.group, .header, folding) }
    }
  }

  private mutating func addHeader(
    _ table: FormTable, _ folding: LabelFolding, corners: [String]
  ) {
    for corner in corners { add(corner, .header, folding) }
    if !table.note.isEmpty { add(table.note, .header, folding) }
    let titles = table.columnTitle.split(separator: "|")
    for (place, title) in titles.enumerated() {
      // The first stands above the row labels, the last above the values.
      let isSide = place > 0 && place < titles.count - 1
      if titles.count == 1 || place < titles.count - 1 {
        if isSide { hasSideColumn = true }
        add(String(title), isSide ? .side(place) : .header, folding)
      }
    }
  }

  private mutating func heading(_ key: LabelText.Key) -> Target {
    if let known = headingKeys.firstIndex(of: key) { return .heading(known) }
    headingKeys.append(key)
    return .heading(headingKeys.count - 1)
  }

  private mutating func add(
    _ label: String, _ target: Target, _ folding: LabelFolding, printed: String? = nil,
    mayBeMisprinted: Bool = true
  ) {
    let text = folding.label(label)
    let entry = Entry(
      target: target, number: text.number, label: printed ?? label,
      labelKey: printed.map { folding.label($0).key } ?? text.key)
    for key in Set([text.key, text.core]) where !key.isEmpty {
      var known = entries[key] ?? []
      // A column that several blocks have stands once.
      if case .column = target,
        known.contains(where: { if case .column = $0.target { true } else { false } })
      {
        continue
      }
      guard !known.contains(where: { $0.target == target }) else { continue }
      known.append(entry)
      entries[key] = known
      if mayBeMisprinted { misprintable.append((key, entry)) }
    }
  }

  /// Lets the labels of the same table of another edition compete, so that one of them is not taken
  /// for a misprint of one of these.
  mutating func addCompetitors(_ other: LabelBook) {
    for (key, _) in other.misprintable
    where entries[key] == nil && !misprintable.contains(where: { $0.key == key }) {
      misprintable.append((key, nil))
    }
    for key in other.columnKeys.joined().joined() where entries[key] == nil {
      foreignColumns.insert(key)
    }
    for block in columnKeys.indices {
      for rival in other.columnKeys.indices
      where !Set(rowKeys[block]).isDisjoint(with: other.rowKeys[rival])
        && columnKeys[block].count == other.columnKeys[rival].count
        && Set(columnKeys[block].joined()).isDisjoint(with: other.columnKeys[rival].joined())
      {
        blocksAlike.insert(block)
      }
    }
  }

  /// Whether another edition has a block of the same rows and as many, but other columns, so that
  /// nothing but the labels above the columns can tell which it is.
  func needsHeader(_ block: Int) -> Bool { blocksAlike.contains(block) }

  /// Whether `text` labels a column of another edition, and none of this one.
  func isForeign(_ text: LabelText) -> Bool {
    foreignColumns.contains(text.key) || foreignColumns.contains(text.core)
  }

  /// The key of the label of a row.
  func key(block: Int, row: Int) -> LabelText.Key { rowKeys[block][row] }

  /// The key of the label right above a row; nil for none.
  func parent(of target: Target) -> LabelText.Key? {
    if case .row(let block, let row) = target { parents[block][row] } else { nil }
  }

  /// Whether a column of units stands between the labels and the values.
  private(set) var hasSideColumn = false

  /// The columns of a block that are printed beside each other, in sets: those under one label, and
  /// those under none.
  func columnGroups(_ block: Int) -> [ColumnGroup] { groups[block] }

  /// The labels that `text` can be, exactly or as a known variant.
  func exact(_ text: LabelText) -> [Entry] {
    if let found = entries[text.key] { return found }
    return entries[text.core] ?? []
  }

  /// The one label that `text` is a misprint of; nil if there is none, or more than one is near.
  func misprint(_ text: LabelText) -> Entry? {
    let key = text.key
    guard key.count >= Self.shortestMisprint - 1, key.count <= 80 else { return nil }
    var best: (distance: Int, entry: Entry?)?
    var second = Int.max
    for (candidate, entry) in misprintable {
      let allowed = Self.allowedDistance(candidate.count)
      // A rival counts as far as two beyond the best.
      let limit = min(best?.distance ?? Self.largestDistance, Self.largestDistance) + 2
      guard abs(candidate.count - key.count) <= limit else { continue }
      let distance = EditDistance.between(candidate, key, limit: limit)
      guard distance <= limit else { continue }
      let isSame = best.flatMap { $0.entry?.target } == entry?.target && entry != nil
      if distance <= allowed, distance < best?.distance ?? Int.max {
        if let best, !isSame { second = min(second, best.distance) }
        best = (distance, entry)
      } else if !isSame {
        second = min(second, distance)
      }
    }
    guard let best, let entry = best.entry, second >= best.distance + 2 else { return nil }
    // A number that contradicts the text leaves it open which of the two is the misprint.
    if let printed = text.number, let expected = entry.number, printed != expected { return nil }
    return entry
  }

  /// How many misprints a label of `length` characters may have.
  static func allowedDistance(_ length: Int) -> Int {
    switch length {
    case ..<shortestMisprint: 0
    case ..<10: 1
    case ..<20: 2
    default: largestDistance
    }
  }

  private static let largestDistance = 3
}
