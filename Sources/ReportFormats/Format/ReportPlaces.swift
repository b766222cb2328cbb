public import ReportDiagnostics

/// Where the parts of one report stand in its source, as far as its reader told: for findings of
/// rules, which look at a report when its source is no longer at hand. Eight bytes a cell.
public struct ReportPlaces: Sendable, Hashable {
  /// A part of a report that is no cell and no section; the raw value is its name in every format.
  public enum Part: String, Sendable, Hashable {
    /// The year.
    case year
    /// The agency, or its name.
    case agency
    /// The unified social credit code of the agency.
    case creditCode
    /// The administrative division code of the agency.
    case divisionCode
    /// The title.
    case title
    /// The day of issue.
    case issueDate
  }

  /// Line in the upper half, column in the lower; 0 for not known.
  private var cells: [UInt64]
  /// The places of cells that are no line and column.
  private var details: [Int: Place] = [:]
  /// The file that the cells stand in, where it is another than that of the report; else empty.
  public var cellSource = ""
  /// The places of the sections of the text, in their order; empty if not known.
  public var sections: [Place] = []
  /// The places of other parts.
  public var parts: [Part: Place] = [:]

  /// Makes places of which none is known, for a report of `cellCount` cells.
  public init(cellCount: Int) { cells = [UInt64](repeating: 0, count: cellCount) }

  /// The same places with every line moved down by `lines`, for a scanner that saw only a part.
  public func movedDown(by lines: Int) -> ReportPlaces {
    var copy = self
    for index in cells.indices where cells[index] != 0 {
      copy.cells[index] =
        UInt64(UInt32(clamping: Int(cells[index] >> 32) + lines)) << 32
        | cells[index] & 0xFFFF_FFFF
    }
    func moved(_ place: Place) -> Place {
      var moved = place
      if place.line > 0 { moved.line += lines }
      return moved
    }
    copy.sections = sections.map(moved)
    copy.parts = parts.mapValues(moved)
    return copy
  }

  /// The place of the cell at `ordinal` of the form, in ``cellSource``; nil if not known.
  public subscript(cell ordinal: Int) -> Place? {
    get {
      guard cells.indices.contains(ordinal) else { return nil }
      let word = cells[ordinal]
      if word == 0 { return details[ordinal] }
      return Place(source: cellSource, line: Int(word >> 32), column: Int(word & 0xFFFF_FFFF))
    }
    set {
      guard cells.indices.contains(ordinal) else { return }
      cells[ordinal] = 0
      details[ordinal] = nil
      guard let newValue else { return }
      if newValue.isInLines {
        cells[ordinal] =
          UInt64(UInt32(clamping: newValue.line)) << 32 | UInt64(UInt32(clamping: newValue.column))
      } else {
        details[ordinal] = newValue
      }
    }
  }
}
