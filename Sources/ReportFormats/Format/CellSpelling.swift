internal import ReportModel
internal import ReportIO
internal import ReportSyntax

/// The rows of a form as one format spells them: all that stands around the numbers, put together
/// once, so that writing a cell is no more than copying bytes.
///
/// Its memory is written while it is made and never again.
final class CellSpelling: @unchecked Sendable {
  /// How the cell of a column is spelt.
  struct Cell {
    /// What stands before and behind a number.
    var number: (before: String, after: String)
    /// The same for an amount of unknown unit.
    var openAmount: (before: String, after: String)
    var blank: String
    var notApplicable: String
  }

  /// How rows are spelt.
  struct Rules {
    /// What stands before and behind the cells of a row, by its table and row.
    var row: (FormTable, FormRow) -> (before: String, after: String)
    /// What stands between cells.
    var separator = ""
    var cell: (FormTable, FormRow, FormColumn, FormCell) -> Cell
  }

  /// A table with its rows.
  struct Table {
    let code: String
    let cells: Range<Int>
    let rows: Range<Int>
  }

  /// A row that has cells.
  struct Row {
    let cells: Range<Int>
    fileprivate let before: Piece
    fileprivate let after: Piece
    /// As many bytes as it can take, and those that ``Pen`` writes too many.
    fileprivate let capacity: Int
  }

  /// A part of ``bytes``.
  fileprivate struct Piece {
    var start: Int32 = 0
    var count: Int32 = 0
  }

  private struct Pieces {
    var number: (before: Piece, after: Piece)
    var openAmount: (before: Piece, after: Piece)
    var blank: Piece
    var notApplicable: Piece
  }

  let form: Form
  let tables: [Table]
  let rows: [Row]
  private let separator: Piece
  /// How each cell of the form is spelt, and the bytes of all pieces: in memory of its own, for arrays
  /// would be retained at every row by threads that get into each other's way with that.
  private let cells: UnsafeMutableBufferPointer<Pieces>
  private let text: UnsafeMutableBufferPointer<UInt8>

  init(_ form: Form, _ rules: Rules) {
    var text = Text()
    self.form = form
    separator = text.piece(rules.separator)
    var tables: [Table] = []
    var rows: [Row] = []
    var cells: [Pieces] = []
    for table in form.tables {
      let firstRow = rows.count
      for block in table.blocks {
        for row in block.rows where !row.isHeading {
          let start = text.bytes.count
          let around = rules.row(table, row)
          let (before, after) = (text.piece(around.before), text.piece(around.after))
          for (index, column) in block.columns.enumerated() {
            let cell = form.cells[row.firstCell + index]
            cells.append(text.pieces(rules.cell(table, row, column, cell)))
          }
          let columns = block.columns.count
          let numbers = (DecimalText.longest + Int(separator.count)) * columns
          rows.append(
            Row(
              cells: row.firstCell..<row.firstCell + columns, before: before, after: after,
              capacity: text.bytes.count - start + numbers + Pen.slack))
        }
      }
      tables.append(Table(code: table.code, cells: table.cells, rows: firstRow..<rows.count))
    }
    // What a pen reads too much.
    text.bytes += repeatElement(0, count: Pen.slack)
    (self.tables, self.rows) = (tables, rows)
    self.cells = .allocate(capacity: cells.count)
    _ = self.cells.initialize(fromContentsOf: cells)
    self.text = .allocate(capacity: text.bytes.count)
    _ = self.text.initialize(fromContentsOf: text.bytes)
  }

  deinit {
    cells.deallocate()
    text.deallocate()
  }

  /// The text in the making.
  private struct Text {
    var bytes: [UInt8] = []

    mutating func piece(_ text: String) -> Piece {
      let start = bytes.count
      bytes += text.utf8
      return Piece(start: Int32(clamping: start), count: Int32(clamping: bytes.count - start))
    }

    mutating func pieces(_ cell: Cell) -> Pieces {
      Pieces(
        number: (piece(cell.number.before), piece(cell.number.after)),
        openAmount: (piece(cell.openAmount.before), piece(cell.openAmount.after)),
        blank: piece(cell.blank), notApplicable: piece(cell.notApplicable))
    }
  }

  /// Appends a row of `grid`.
  ///
  /// - Parameter lead: what stands before each cell.
  /// - Returns: how many cells there are in it of which something is known.
  @discardableResult
  func append(
    _ row: Row, of grid: CellGrid, after lead: [UInt8] = [], to output: inout [UInt8]
  ) -> Int {
    let capacity = row.capacity + lead.count * row.cells.count
    var count = 0
    output.append(addingCapacity: capacity) { room in
      room.withUnsafeMutableBufferPointer { room, written in
        guard let base = room.baseAddress, let text = text.baseAddress else { return }
        var pen = Pen(text: text, position: base)
        pen.write(row.before)
        for ordinal in row.cells {
          let value = grid[ordinal]
          if case .absent = value { continue }
          if count > 0 { pen.write(separator) }
          count += 1
          pen.write(lead)
          write(value, cells[ordinal], &pen)
        }
        pen.write(row.after)
        written = pen.position - base
      }
    }
    return count
  }

  @inline(__always)
  private func write(_ value: CellValue, _ pieces: borrowing Pieces, _ pen: inout Pen) {
    switch value {
    case .absent: break
    case .blank: pen.write(pieces.blank)
    case .notApplicable: pen.write(pieces.notApplicable)
    case .number(let number):
      pen.write(pieces.number.before)
      pen.write(number)
      pen.write(pieces.number.after)
    case .amountOfUnknownUnit(let number):
      pen.write(pieces.openAmount.before)
      pen.write(number)
      pen.write(pieces.openAmount.after)
    }
  }

  /// Writes into memory of which there is enough.
  private struct Pen {
    let text: UnsafePointer<UInt8>
    var position: UnsafeMutablePointer<UInt8>

    /// How many bytes are read and written behind a piece: pieces are short, and copied in blocks.
    static let slack = 16

    @inline(__always)
    mutating func write(_ piece: Piece) {
      let source = UnsafeRawPointer(text + Int(piece.start))
      let target = UnsafeMutableRawPointer(position)
      let count = Int(piece.count)
      var offset = 0
      while offset < count {
        let block = source.loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self)
        target.storeBytes(of: block, toByteOffset: offset, as: SIMD2<UInt64>.self)
        offset &+= Self.slack
      }
      position += count
    }

    @inline(__always)
    mutating func write(_ bytes: [UInt8]) {
      bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        position.update(from: base, count: bytes.count)
        position += bytes.count
      }
    }

    @inline(__always)
    mutating func write(_ number: ExactNumber) {
      position += DecimalText.write(number.mantissa, scale: number.scale, to: position)
    }
  }
}

/// The spellings of the forms that the writers of a run have met.
final class CellSpellings: Sendable {
  private let known = Guarded<[CellSpelling]>([])
  private let make: @Sendable (Form) -> CellSpelling

  init(_ make: @escaping @Sendable (Form) -> CellSpelling) { self.make = make }

  /// The spelling of `form`.
  subscript(form: Form) -> CellSpelling {
    known.withValue { known in
      if let spelling = known.first(where: { $0.form === form }) { return spelling }
      let spelling = make(form)
      known.append(spelling)
      return spelling
    }
  }
}
