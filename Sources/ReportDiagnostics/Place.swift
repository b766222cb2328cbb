/// Where in a source something was found.
///
/// Printed as compilers do: `file:12:5`, `page.html: table 2, row 5`, `book.xlsx!Sheet1!D7`.
public struct Place: Sendable, Hashable {
  /// The path of the source as the user gave it; `-` for standard input; empty if not yet known.
  public var source: String
  /// The line, counted from 1; 0 when the source has no lines or the line is not known. Where there
  /// are other fields, it only says which of two places comes first.
  public var line: Int
  /// The column, counted from 1: in Unicode scalars in a line, in cells in a ``row``; 0 when not known.
  public var column: Int
  /// The entry of an archive; empty for none.
  public var entry: String
  /// The page, counted from 1; 0 for none.
  public var page: Int
  /// The paragraph of a document, counted from 1; 0 for none.
  public var paragraph: Int
  /// The table of a page or document, counted from 1; 0 for none.
  public var table: Int
  /// The row of the ``table``, counted from 1; 0 for none.
  public var row: Int
  /// The sheet of a workbook.
  public var sheet: String
  /// The cell of the ``sheet``, such as `D7`, or its row, such as `7`; empty for none.
  public var cell: String

  /// Makes a place.
  public init(
    source: String = "", line: Int = 0, column: Int = 0, entry: String = "", page: Int = 0,
    paragraph: Int = 0, table: Int = 0, row: Int = 0, sheet: String = "", cell: String = ""
  ) {
    self.source = source
    self.line = line
    self.column = column
    self.entry = entry
    self.page = page
    self.paragraph = paragraph
    self.table = table
    self.row = row
    self.sheet = sheet
    self.cell = cell
  }

  /// Whether there is nothing but line and column beside the source.
  public var isInLines: Bool {
    entry.isEmpty && page == 0 && paragraph == 0 && table == 0 && cell.isEmpty
  }

  /// The place as it is printed before a message.
  public var description: String {
    if !entry.isEmpty { return "\(source)!\(entry)" }
    if !cell.isEmpty { return "\(source)!\(sheet)!\(cell)" }
    guard isInLines else { return "\(source): \(steps)" }
    var text = source
    if line > 0 { text += ":\(line)" }
    if line > 0 && column > 0 { text += ":\(column)" }
    return text
  }

  /// The place without its source, for what is kept beside it: `12:5`, `table 2, row 5`.
  public var withinSource: String {
    var place = self
    place.source = ""
    return String(place.description.drop { $0 == ":" || $0 == " " })
  }

  private var steps: String {
    let column = row > 0 ? column : 0
    return [
      ("page", page), ("paragraph", paragraph), ("table", table), ("row", row), ("column", column),
    ]
    .filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}

extension Place: CustomStringConvertible {}
