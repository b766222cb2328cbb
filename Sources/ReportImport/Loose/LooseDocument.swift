internal import ReportDiagnostics
internal import ReportSyntax

/// What a source of a guessed format comes to before anything of a report is recognised in it:
/// lines and tables in order, with their places, whatever the format was.
///
/// Every reader of such a format makes one of these; the recognisers know nothing else.
struct LooseDocument {
  /// A part of the source that has to be accounted for: a line of text, a paragraph, a table row.
  struct Part {
    let place: Place
    let text: String
  }

  /// The parts, in order. Lines and cells point into it.
  var parts: [Part] = []
  /// The lines and tables, in order.
  var blocks: [LooseBlock] = []
  /// What was found on the way.
  var findings: [Diagnostic] = []
  /// What had to be changed in texts; the marks are lines.
  var repairs = TextRepairs()
}

/// One block of a loose document.
enum LooseBlock {
  case line(LooseLine)
  case table(LooseTable)
}

/// A line of text: a paragraph, or a heading.
struct LooseLine {
  /// The text, without white space around it.
  var text: String
  /// The index of its part.
  var part: Int
  /// The level of heading that the source declares, 1 the highest; nil where it declares none.
  var declaredLevel: Int?
  /// Whether the source marks it as navigation: links, menus, footers.
  var isNavigation = false
}

/// A table as far as the source tells its shape.
struct LooseTable {
  /// How much of the shape the source tells.
  enum Shape {
    /// Every cell has its column; cells that others span are there, blank and marked as covered.
    case grid
    /// The same for a whole sheet, in which lines of text are rows of one cell.
    case sheet
    /// Rows are known; spans are not: merged cells are gone, and rows may be padded with empty
    /// cells at the end.
    case rows
    /// Only the order of the cells is known.
    case cells
  }

  var shape: Shape
  var rows: [LooseRow]
}

/// A row of a table.
struct LooseRow {
  var cells: [LooseCell]
  /// The indices of the parts it stands in.
  var parts: [Int]
}

/// A cell of a table.
struct LooseCell {
  /// The text, without white space around it.
  var text: String
  var place: Place
  /// The index of the part it stands in.
  var part: Int
  /// The column it begins in, from 0; nil where the source does not tell.
  var column: Int?
  /// How many columns it spans.
  var columnSpan = 1
  /// Whether another cell spans its place.
  var isCovered = false

  /// Whether there is nothing in it.
  var isBlank: Bool { text.isEmpty }
}

extension LooseDocument {
  /// The same document with texts as reports may have them.
  func cleaned() -> LooseDocument {
    var copy = self
    var repairs = TextRepairs()
    func clean(_ text: String) -> String {
      CleanText.string(text, mark: 1, repairs: &repairs)
    }
    for index in copy.parts.indices {
      copy.parts[index] = Part(
        place: copy.parts[index].place, text: clean(copy.parts[index].text))
    }
    for index in copy.blocks.indices {
      switch copy.blocks[index] {
      case .line(var line):
        line.text = clean(line.text)
        copy.blocks[index] = .line(line)
      case .table(var table):
        for row in table.rows.indices {
          for cell in table.rows[row].cells.indices {
            table.rows[row].cells[cell].text = clean(table.rows[row].cells[cell].text)
          }
        }
        copy.blocks[index] = .table(table)
      }
    }
    copy.repairs = repairs
    return copy
  }
}
