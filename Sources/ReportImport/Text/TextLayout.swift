internal import ReportDiagnostics

/// Lays a text out as lines and tables: rows of a table are lines of cells with a bar between them.
///
/// A bar at the end of a line ends its last cell; a bar at the start of every row of a table begins
/// its first. Where no line of a table holds more than one text, the cells stand one a line, and
/// only their order is known.
struct TextLayout {
  private var document = LooseDocument()
  /// The lines of the table that is being collected.
  private var run: [BarLine] = []

  /// A line with bars in it.
  private struct BarLine {
    var pieces: [LooseCell]
    let part: Int
    let startsWithBar: Bool
    let endsWithBar: Bool

    /// How many of the pieces hold a text.
    var texts: Int { pieces.count { !$0.isBlank } }
  }

  /// The layout of `text`, whose lines end in LF.
  static func document(_ text: String) -> LooseDocument {
    var layout = TextLayout()
    var number = 0
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      layout.add(line, number: number)
    }
    layout.endTable()
    return layout.document
  }

  private mutating func add(_ line: Substring.UnicodeScalarView, number: Int) {
    let trimmed = LooseText.trimmed(line)
    guard let first = trimmed.first else { return }
    let column = line.distance(from: line.startIndex, to: trimmed.startIndex) + 1
    let place = Place(line: number, column: column)
    document.parts.append(LooseDocument.Part(place: place, text: String(trimmed)))
    let part = document.parts.count - 1
    guard trimmed.contains(where: LooseText.isBar) else {
      endTable()
      document.blocks.append(.line(LooseLine(text: String(trimmed), part: part)))
      return
    }
    let pieces = Self.pieces(trimmed, place: place, part: part)
    run.append(
      BarLine(
        pieces: pieces, part: part, startsWithBar: LooseText.isBar(first),
        endsWithBar: trimmed.last.map(LooseText.isBar) ?? false))
  }

  private static func pieces(
    _ line: Substring.UnicodeScalarView, place: Place, part: Int
  ) -> [LooseCell] {
    var pieces: [LooseCell] = []
    var column = place.column
    for piece in line.split(separator: "|", omittingEmptySubsequences: false)
      .flatMap({ $0.split(separator: "\u{FF5C}", omittingEmptySubsequences: false) })
    {
      let text = LooseText.trimmed(piece)
      let indent = piece.distance(from: piece.startIndex, to: text.startIndex)
      pieces.append(
        LooseCell(
          text: String(text), place: Place(line: place.line, column: column + indent), part: part))
      column += piece.count + 1
    }
    return pieces
  }

  private mutating func endTable() {
    guard !run.isEmpty else { return }
    let isOneCellALine = run.count > 1 && run.allSatisfy { $0.texts <= 1 }
    document.blocks.append(.table(isOneCellALine ? streamTable() : rowTable()))
    run = []
  }

  private func rowTable() -> LooseTable {
    let beginWithBar = run.count > 1 && run.allSatisfy(\.startsWithBar)
    let rows = run.map { line in
      var cells = line.pieces
      if line.endsWithBar { cells.removeLast() }
      if beginWithBar, cells.first?.isBlank == true { cells.removeFirst() }
      return LooseRow(cells: cells, parts: [line.part])
    }
    return LooseTable(shape: .rows, rows: rows)
  }

  /// One row a line, cells in order; a bar alone is an empty cell.
  private func streamTable() -> LooseTable {
    let rows = run.map { line in
      var cells = line.pieces
      if line.endsWithBar { cells.removeLast() }
      return LooseRow(cells: cells, parts: [line.part])
    }
    return LooseTable(shape: .cells, rows: rows)
  }
}

/// White space and bars of loose texts.
enum LooseText {
  /// Whether `scalar` separates cells.
  static func isBar(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "|" || scalar == "\u{FF5C}"
  }

  /// Whether `scalar` is a space of any width, or stands for none at all.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20, 0x09, 0x0A, 0x85, 0xA0, 0x1680, 0x2000...0x200F, 0x2028, 0x2029, 0x202F, 0x205F,
      0x2060, 0x3000, 0xFEFF:
      true
    default: false
    }
  }

  /// `text` without white space around it.
  static func trimmed(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    var rest = text
    while let first = rest.first, isSpace(first) { rest = rest.dropFirst() }
    while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
    return rest
  }
}
