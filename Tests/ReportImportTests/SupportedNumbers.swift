import ReportDiagnostics
import ReportFormats
import ReportForms
import ReportImport
import ReportModel
import Testing

/// Tells whether the numbers that are read from a damaged text are those that it still prints at
/// their labels.
///
/// The measure is the place: a cell of the damaged text must have its number from the very place where
/// the undamaged one prints it, however the digits there were changed. Anything else is a number that
/// moved to a label of another. A text that is damaged so much that it is taken for another edition is
/// not compared, and counts as one of which nothing was read.
struct SupportedNumbers {
  /// Where the undamaged text prints each cell, by its path in the form, in scalars from the start.
  private let places: [String: Range<Int>]
  private let edition: String
  /// What an undamaged line leaves open stays open; a changed one is another.
  private let lines: Set<[Unicode.Scalar]>

  /// Takes the places of every cell that is read in `text`.
  init(_ text: String) throws {
    let item = try ImportedText.item(text)
    let report = try #require(item.report)
    edition = report.edition
    lines = Set(text.unicodeScalars.split(separator: "\n").map(Array.init))
    places = try Self.places(item, report, text)
  }

  /// A number that stands where it should not.
  struct Wrong: CustomStringConvertible {
    let path: String
    let value: CellValue
    let offset: Int
    let expected: Int?
    var description: String {
      "\(path) = \(value.lexicalForm) from \(offset), should be at \(expected.map(String.init) ?? "none")"
    }
  }

  /// The numbers read from `damaged` that stand elsewhere; `moved` says where a scalar of the damaged
  /// text stood before, nil for one that is new.
  func wrong(
    in damaged: String, _ share: inout ReadShare, moved: (Int) -> Int? = { $0 }
  ) throws -> [Wrong] {
    guard let item = try ImportedText.itemOrRefusal(Array(damaged.utf8), of: .text),
      let report = item.report, report.edition == edition
    else {
      share.count(read: 0, of: places.count)
      return []
    }
    share.count(read: report.cells.countOfNumbers, of: places.count)
    var wrong: [Wrong] = []
    for (path, place) in try Self.places(item, report, damaged) {
      guard let ordinal = Self.ordinal(path, report.form), report.cells[ordinal].number != nil
      else { continue }
      // What was inserted beside a number may have become a part of it.
      let isThere =
        places[path].map { expected in
          place.contains { moved($0).map(expected.contains) ?? false }
        } ?? !lines.contains(Self.line(place.lowerBound, Array(damaged.unicodeScalars)))
      if !isThere {
        wrong.append(
          Wrong(
            path: path, value: report.cells[ordinal], offset: place.lowerBound,
            expected: places[path]?.lowerBound))
      }
    }
    return wrong
  }

  private static func line(_ offset: Int, _ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let start = scalars[..<offset].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return Array(scalars[start...].prefix { $0 != "\n" })
  }

  private static func ordinal(_ path: String, _ form: Form) -> Int? {
    form.cells.indices.first { form.path(at: $0) == path }
  }

  private static func places(
    _ item: ReadItem, _ report: Report, _ text: String
  ) throws -> [String: Range<Int>] {
    var starts = [0, 0]
    for (offset, scalar) in text.unicodeScalars.enumerated() where scalar == "\n" {
      starts.append(offset + 1)
    }
    var places: [String: Range<Int>] = [:]
    for cell in try #require(item.recognition).cells {
      guard starts.indices.contains(cell.place.line) else { continue }
      let start = starts[cell.place.line] + cell.place.column - 1
      places[report.form.path(at: cell.ordinal)] = start..<start + cell.text.unicodeScalars.count
    }
    return places
  }
}
