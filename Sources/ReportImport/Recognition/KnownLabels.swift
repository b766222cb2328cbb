/// Which tables of all editions have a label: asked once for every text of a source, so that texts that
/// are none cost no more than that.
struct KnownLabels: Sendable {
  /// A set of tables, one bit each.
  typealias Tables = UInt32

  /// How many tables can be told apart; all editions together have a fraction of it.
  static let mostTables = Tables.bitWidth

  private var labels: [(key: LabelText.Key, tables: Tables)] = []
  /// For each remainder of a hash, the labels that have it, by their place in ``labels``; 0 for none,
  /// else one more.
  private var slots: [Int32]

  /// The labels of `books`, table by table.
  init(_ books: [LabelBook]) {
    var tables: [LabelText.Key: Tables] = [:]
    for (number, book) in books.enumerated() {
      // A table beyond the last bit is in all sets: asking it costs time only.
      let bit: Tables = number < Self.mostTables ? 1 << number : .max
      for key in book.entries.keys { tables[key, default: 0] |= bit }
    }
    slots = []
    var size = 64
    while size < tables.count * 4 { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
    for (key, value) in tables {
      var slot = Self.hash(key) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      labels.append((key, value))
      slots[slot] = Int32(labels.count)
    }
  }

  /// The tables that have `text`, exactly or as a known variant.
  func tables(with text: LabelText) -> Tables {
    if text.key.isEmpty { return 0 }
    let tables = tables(with: text.key)
    return text.core.count == text.key.count ? tables : tables | self.tables(with: text.core)
  }

  private func tables(with key: LabelText.Key) -> Tables {
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot] != 0 {
      let label = labels[Int(slots[slot]) - 1]
      if label.key == key { return label.tables }
      slot = (slot + 1) & (slots.count - 1)
    }
    return 0
  }

  private static func hash(_ key: LabelText.Key) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for scalar in key { hash = (hash ^ UInt64(scalar)) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 29)
  }
}
