public import ReportForms
public import ReportModel

/// The forms of the library, for every test that needs one.
public enum EmbeddedForms {
  /// All of them; an error in one of them ends the tests.
  public static let library: FormLibrary = {
    do { return try FormLibrary.embedded() } catch { fatalError("no forms: \(error)") }
  }()

  /// The editions, by their names.
  public static let editions: [String] = atLeast(4, library.forms.map(\.edition), "editions")

  /// The forms that have tables.
  public static let withTables: [Form] = atLeast(
    3, library.forms.filter { !$0.tables.isEmpty }, "forms with tables")

  /// The editions whose form has this cell.
  public static func editions(
    withTable table: String, row: String, column: String
  ) -> [String] {
    let forms = library.forms.filter { $0.ordinal(table: table, row: row, column: column) != nil }
    return atLeast(1, forms.map(\.edition), "editions with \(table)/\(row)/\(column)")
  }

  /// The form of an edition.
  public static func form(_ edition: String) throws -> Form {
    guard let form = library[edition] else { throw Missing(edition: edition) }
    return form
  }

  /// An edition that is not in the library.
  public struct Missing: Error {
    /// Its name.
    public let edition: String
  }
}

/// The arguments of a test, of which there must be so many: one of none passes without testing
/// anything.
public func atLeast<Element>(_ count: Int, _ elements: [Element], _ what: String) -> [Element] {
  precondition(elements.count >= count, "only \(elements.count) \(what), not \(count)")
  return elements
}
