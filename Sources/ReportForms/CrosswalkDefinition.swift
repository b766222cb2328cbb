internal import CSchemas
public import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

extension CrosswalkLibrary {
  /// The crosswalks that are embedded in the tool, between the forms of `forms`.
  ///
  /// - Throws: if a definition cannot be read or names what its forms do not have, which a test
  ///   excludes.
  public static func embedded(_ forms: FormLibrary) throws(Diagnostic) -> CrosswalkLibrary {
    let all = UnsafeBufferPointer(
      start: nianbao_crosswalks(), count: nianbao_crosswalks_size())
    var crosswalks: [Crosswalk] = []
    for definition in all.split(separator: 0) {
      crosswalks.append(try crosswalk(definedBy: Array(definition), forms))
    }
    return CrosswalkLibrary(crosswalks: crosswalks)
  }

  /// Reads one crosswalk:
  ///
  ///     {"from": "2021", "to": "2019", "rows": [
  ///       {"table": …, "to": row, "from": [rows], "columns": [the columns; all that both have]}]}
  public static func crosswalk(
    definedBy json: [UInt8], _ forms: FormLibrary
  ) throws(Diagnostic) -> Crosswalk {
    var reader = CrosswalkDefinition()
    try reader.read(JSONObjectReader(json))
    guard let source = forms[reader.from], let target = forms[reader.to] else {
      throw Diagnostic(
        .formValueInvalid, ["key": "\(reader.from) → \(reader.to)"])
    }
    var parts = [[Int]](repeating: [], count: target.cells.count)
    for row in reader.rows {
      let columns =
        row.columns.isEmpty ? target.columnCodes(table: row.table, row: row.to) : row.columns
      guard !columns.isEmpty, !row.from.isEmpty else {
        throw Diagnostic(.formValueInvalid, ["key": "\(row.table)/\(row.to)"])
      }
      for column in columns {
        var cells: [Int] = []
        for code in row.from {
          guard let cell = source.ordinal(table: row.table, row: code, column: column) else {
            throw Diagnostic(.formValueInvalid, ["key": "\(row.table)/\(code)/\(column)"])
          }
          cells.append(cell)
        }
        guard let ordinal = target.ordinal(table: row.table, row: row.to, column: column),
          parts[ordinal].isEmpty
        else { throw Diagnostic(.formValueInvalid, ["key": "\(row.table)/\(row.to)/\(column)"]) }
        parts[ordinal] = cells
      }
    }
    return Crosswalk(source: source, target: target, parts: parts)
  }
}

extension Form {
  /// The codes of the columns of a row; empty if there is no such row.
  fileprivate func columnCodes(table: String, row: String) -> [String] {
    for block in tables.first(where: { $0.code == table })?.blocks ?? []
    where block.rows.contains(where: { $0.code == row && !$0.isHeading }) {
      return block.columns.map(\.code)
    }
    return []
  }
}

/// Reads the JSON of a crosswalk.
private struct CrosswalkDefinition {
  struct Row {
    var table = ""
    var to = ""
    var from: [String] = []
    var columns: [String] = []
  }

  private(set) var from = ""
  private(set) var to = ""
  private(set) var rows: [Row] = []

  mutating func read(_ json: JSONObjectReader) throws(Diagnostic) {
    try json.object { key throws(Diagnostic) in
      switch key {
      case "from": from = try json.text()
      case "to": to = try json.text()
      case "rows": rows += try json.list { () throws(Diagnostic) in try Self.row(json) }
      default: throw json.unknown(key)
      }
    }
    try json.end()
  }

  private static func row(_ json: JSONObjectReader) throws(Diagnostic) -> Row {
    var row = Row()
    try json.object { key throws(Diagnostic) in
      switch key {
      case "table": row.table = try json.text()
      case "to": row.to = try json.text()
      case "from": row.from = try json.texts()
      case "columns": row.columns = try json.texts()
      default: throw json.unknown(key)
      }
    }
    return row
  }
}
