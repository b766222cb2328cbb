/// The form of one edition: its sections, tables, rows, columns and arithmetic identities.
///
/// A form is data (`Schemas/forms/<edition>.json`); everything that depends on the edition, XSD,
/// JSON Schema, the order of CSV rows, labels, checks, comes from it. Codes are flat names, dots
/// included, and stay the same everywhere. Cells are numbered in printed order, which is document
/// order: table by table, row by row, the cells of a row side by side.
public final class Form: Sendable {
  /// The edition, such as `2021`.
  public let edition: String
  /// The title of the form as issued.
  public let title: String
  /// The instrument that issued it, such as `国办公开办函〔2021〕30号`; empty for none.
  public let instrument: String
  /// The report years it is for; nil for a form that no year prescribes.
  public let reportYears: ReportYears?
  /// The sections of the text, in order.
  public let sections: [FormSection]
  /// The tables, in order.
  public let tables: [FormTable]
  /// Every cell, by ordinal.
  public let cells: [FormCell]
  /// The English wording of each label that the form prints, by the label: the project's own
  /// translation, as the instrument has none.
  public let english: [String: String]

  /// Makes a form. The rows' ``FormRow/firstCell`` are set here, in document order.
  public init(
    edition: String, title: String = "", instrument: String = "", reportYears: ReportYears? = nil,
    sections: [FormSection], tables: [FormTable], english: [String: String] = [:]
  ) {
    self.edition = edition
    self.english = english
    self.title = title
    self.instrument = instrument
    self.reportYears = reportYears
    self.sections = sections
    var numbered = tables
    var cells: [FormCell] = []
    for table in numbered.indices {
      numbered[table].firstCell = cells.count
      for block in numbered[table].blocks.indices {
        let columns = numbered[table].blocks[block].columns
        for row in numbered[table].blocks[block].rows.indices
        where !numbered[table].blocks[block].rows[row].isHeading {
          numbered[table].blocks[block].rows[row].firstCell = cells.count
          let definition = numbered[table].blocks[block].rows[row]
          for (column, definedColumn) in columns.enumerated() {
            cells.append(
              FormCell(
                table: table, block: block, row: row, column: column,
                kind: definition.kind ?? definedColumn.kind ?? .count,
                unit: definition.unit.isEmpty ? definedColumn.unit : definition.unit))
          }
        }
      }
      numbered[table].cellCount = cells.count - numbered[table].firstCell
    }
    self.tables = numbered
    self.cells = cells
  }

  /// Whether the cell at `ordinal` can hold `value`: a number of its kind, and the mark of an
  /// unknown unit only on an amount whose unit the form does not state.
  public func admits(_ value: CellValue, at ordinal: Int) -> Bool {
    switch value {
    case .absent, .blank, .notApplicable: true
    case .number(let number): cells[ordinal].kind.admits(number)
    case .amountOfUnknownUnit(let number):
      cells[ordinal].isUnitOpen && cells[ordinal].kind.admits(number)
    }
  }

  /// The codes of the cell at `ordinal`: table, row and column.
  public func codes(at ordinal: Int) -> (table: String, row: String, column: String) {
    let cell = cells[ordinal]
    let block = tables[cell.table].blocks[cell.block]
    return (tables[cell.table].code, block.rows[cell.row].code, block.columns[cell.column].code)
  }

  /// The cell at `ordinal` as findings name it: `table/row/column`.
  public func path(at ordinal: Int) -> String {
    let codes = codes(at: ordinal)
    return "\(codes.table)/\(codes.row)/\(codes.column)"
  }

  /// The printed labels that lead to the cell at `ordinal`, outermost first: the title of the section
  /// (of the form, for an annex), the caption of the block, the labels above the row and its own, the
  /// label above the column and its own.
  public func labels(at ordinal: Int) -> [String] {
    let cell = cells[ordinal]
    let (table, block) = (tables[cell.table], tables[cell.table].blocks[cell.block])
    let (row, column) = (block.rows[cell.row], block.columns[cell.column])
    let section = sections.first { $0.code == table.section }
    let labels =
      [section?.title ?? title, block.caption] + row.path + [row.label, column.group, column.label]
    return labels.filter { !$0.isEmpty }
  }

  /// The ordinal of a cell by its codes; nil if the form has no such cell. Takes time in the size
  /// of the form: readers keep tables of their own.
  public func ordinal(table: String, row: String, column: String) -> Int? {
    guard let table = tables.first(where: { $0.code == table }) else { return nil }
    for block in table.blocks {
      guard let row = block.rows.first(where: { $0.code == row && !$0.isHeading }) else { continue }
      guard let index = block.columns.firstIndex(where: { $0.code == column }) else { return nil }
      return row.firstCell + index
    }
    return nil
  }
}

/// The report years that a form is for.
public struct ReportYears: Sendable, Hashable {
  /// The first year.
  public let first: Int
  /// The last year; nil while the form is in force.
  public let last: Int?

  /// Makes a range of years.
  public init(first: Int, last: Int?) {
    self.first = first
    self.last = last
  }

  /// Whether `year` is one of them.
  public func contains(_ year: Int) -> Bool { year >= first && year <= last ?? Int.max }
}

/// A section of the text that the form prescribes.
public struct FormSection: Sendable, Hashable {
  /// The code, such as `overview`.
  public let code: String
  /// The title as the form prints it, with its number: `一、总体情况`.
  public let title: String
  /// Other titles that real reports print for it, without their numbers.
  public let variants: [String]

  /// Makes a section.
  public init(code: String, title: String, variants: [String] = []) {
    self.code = code
    self.title = title
    self.variants = variants
  }
}

/// A table of the form.
public struct FormTable: Sendable, Hashable {
  /// The code, such as `applications`.
  public let code: String
  /// The code of the section it stands in; empty for an annex.
  public let section: String
  /// The note printed in the table's corner; empty for none.
  public let note: String
  /// The title printed above the columns; empty for none.
  public let columnTitle: String
  /// How its rows are printed.
  public let layout: Layout
  /// Its blocks: one, or several with columns of their own, one below the other.
  public fileprivate(set) var blocks: [FormBlock]
  /// The equations its numbers must satisfy.
  public let identities: [FormIdentity]
  /// What its numbers take over from the year before.
  public let continuities: [FormContinuity]
  /// The ordinal of its first cell.
  public fileprivate(set) var firstCell: Int = 0
  /// How many cells it has.
  public fileprivate(set) var cellCount: Int = 0

  /// How the rows of a table are printed.
  public enum Layout: String, Sendable, Hashable {
    /// Each row on its own, below the one before.
    case rowByRow
    /// All rows in one printed row, one beside the other, their labels above the columns.
    case sideBySide
  }

  /// The ordinals of its cells.
  public var cells: Range<Int> { firstCell..<firstCell + cellCount }

  /// Makes a table.
  public init(
    code: String, section: String = "", note: String = "", columnTitle: String = "",
    layout: Layout = .rowByRow, blocks: [FormBlock], identities: [FormIdentity] = [],
    continuities: [FormContinuity] = []
  ) {
    self.code = code
    self.section = section
    self.note = note
    self.columnTitle = columnTitle
    self.layout = layout
    self.blocks = blocks
    self.identities = identities
    self.continuities = continuities
  }
}

/// A part of a table whose rows share one list of columns.
public struct FormBlock: Sendable, Hashable {
  /// The caption above the block, such as `第二十条第（一）项`; empty for none.
  public let caption: String
  /// The columns, left to right.
  public let columns: [FormColumn]
  /// The rows, top to bottom, headings among them.
  public fileprivate(set) var rows: [FormRow]

  /// Makes a block.
  public init(caption: String = "", columns: [FormColumn], rows: [FormRow]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }
}

/// A column of a block.
public struct FormColumn: Sendable, Hashable {
  /// The code, unique in its block.
  public let code: String
  /// The label as the form prints it.
  public let label: String
  /// Other labels that real reports print for it.
  public let variants: [String]
  /// The label printed above it and its neighbours; empty for none.
  public let group: String
  /// What its cells hold; nil where each row says.
  public let kind: CellKind?
  /// The unit of its cells, such as `万元`; empty where the form prints none.
  public let unit: String

  /// Makes a column.
  public init(
    code: String, label: String, variants: [String] = [], group: String = "", kind: CellKind?,
    unit: String = ""
  ) {
    self.code = code
    self.label = label
    self.variants = variants
    self.group = group
    self.kind = kind
    self.unit = unit
  }
}

/// A row of a block.
public struct FormRow: Sendable, Hashable {
  /// The code, unique in its table.
  public let code: String
  /// The label as the form prints it, with its number.
  public let label: String
  /// Other labels that real reports print for it.
  public let variants: [String]
  /// The labels above it, outermost first: they tell rows of equal label apart.
  public let path: [String]
  /// Whether it is a heading: a label without cells.
  public let isHeading: Bool
  /// What its cells hold, where the row says it; wins over the column's.
  public let kind: CellKind?
  /// The unit of its cells, where the row says it; else empty. Wins over the column's.
  public let unit: String
  /// The ordinal of its first cell; the others follow in the order of the columns. 0 for a heading.
  public fileprivate(set) var firstCell: Int = 0

  /// Makes a row.
  public init(
    code: String, label: String, variants: [String] = [], path: [String] = [],
    isHeading: Bool = false, kind: CellKind? = nil, unit: String = ""
  ) {
    self.code = code
    self.label = label
    self.variants = variants
    self.path = path
    self.isHeading = isHeading
    self.kind = kind
    self.unit = unit
  }
}

/// One cell of a form: where it stands, and what it holds.
public struct FormCell: Sendable, Hashable {
  /// The index of its table in the form.
  public let table: Int
  /// The index of its block in the table.
  public let block: Int
  /// The index of its row in the block.
  public let row: Int
  /// The index of its column in the block.
  public let column: Int
  /// What it holds.
  public let kind: CellKind
  /// The unit of its number, such as `万元` or `件`; empty where the form prints none.
  public let unit: String

  /// Whether it is an amount whose unit the form does not state, so that a report may leave it open.
  public var isUnitOpen: Bool { kind.hasUnit && unit.isEmpty }
}

/// An equation between the numbers of a table: the sum of `left` is the sum of `right`.
public struct FormIdentity: Sendable, Hashable {
  /// Which way it runs.
  public enum Direction: String, Sendable, Hashable, CaseIterable {
    /// For each column: the terms are rows.
    case column
    /// For each row: the terms are columns.
    case row
  }

  /// The identifier, such as `applications.balance`.
  public let id: String
  /// Which way it runs.
  public let direction: Direction
  /// The codes of the terms on the left.
  public let left: [String]
  /// The codes of the terms on the right.
  public let right: [String]
  /// Where the rule comes from.
  public let source: String
  /// Whether a report that breaks it is in error; else the form is unsure and it is a warning.
  public let isCertain: Bool

  /// Makes an identity.
  public init(
    id: String, direction: Direction, left: [String], right: [String], source: String,
    isCertain: Bool
  ) {
    self.id = id
    self.direction = direction
    self.left = left
    self.right = right
    self.source = source
    self.isCertain = isCertain
  }
}

/// A row that opens a year with what another row of the year before closed with, column by column.
public struct FormContinuity: Sendable, Hashable {
  /// The identifier, such as `applications.carriedOver`.
  public let id: String
  /// The code of the row that this year opens with.
  public let opening: String
  /// The code of the row that the year before closed with.
  public let closing: String
  /// Where the rule comes from.
  public let source: String

  /// Makes a continuity.
  public init(id: String, opening: String, closing: String, source: String) {
    self.id = id
    self.opening = opening
    self.closing = closing
    self.source = source
  }
}
