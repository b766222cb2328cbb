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
    let all = unsafe UnsafeBufferPointer(
      start: nianbao_crosswalks(), count: nianbao_crosswalks_size())
    var crosswalks: [Crosswalk] = []
    for definition in unsafe all.split(separator: 0) {
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
    try reader.read(json.span)
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
private struct CrosswalkDefinition: ~Copyable {
  struct Row {
    var table = ""
    var to = ""
    var from: [String] = []
    var columns: [String] = []
  }

  private(set) var from = ""
  private(set) var to = ""
  private(set) var rows: [Row] = []
  private var scanner = JSONScanner()
  private var repairs = TextRepairs()

  mutating func read(_ bytes: Span<UInt8>) throws(Diagnostic) {
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "from": from = try scanner.string(bytes, repairs: &repairs)
      case "to": to = try scanner.string(bytes, repairs: &repairs)
      case "rows":
        try scanner.beginArray(bytes)
        while try scanner.nextElement(bytes) { rows.append(try row(bytes)) }
      default: throw unknown(key, bytes)
      }
    }
    try scanner.end(bytes)
  }

  private mutating func row(_ bytes: Span<UInt8>) throws(Diagnostic) -> Row {
    var row = Row()
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "table": row.table = try scanner.string(bytes, repairs: &repairs)
      case "to": row.to = try scanner.string(bytes, repairs: &repairs)
      case "from": row.from = try texts(bytes)
      case "columns": row.columns = try texts(bytes)
      default: throw unknown(key, bytes)
      }
    }
    return row
  }

  private mutating func texts(_ bytes: Span<UInt8>) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    try scanner.beginArray(bytes)
    while try scanner.nextElement(bytes) {
      texts.append(try scanner.string(bytes, repairs: &repairs))
    }
    return texts
  }

  private mutating func nextKey(_ bytes: Span<UInt8>) throws(Diagnostic) -> String? {
    guard let key = try scanner.nextKey(bytes) else { return nil }
    return scanner.string(of: key, bytes, repairs: &repairs)
  }

  private mutating func unknown(_ key: String, _ bytes: Span<UInt8>) -> Diagnostic {
    Diagnostic(.formKeyUnknown, at: scanner.place(of: scanner.offset, in: bytes), ["key": key])
  }
}
