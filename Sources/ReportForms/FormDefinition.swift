internal import ReportDiagnostics
internal import ReportModel
internal import ReportSyntax

/// Reads one form definition: a JSON document as in `Schemas/forms/`.
///
/// The shape, with everything optional that a form can do without:
///
///     {"edition": "2021", "title": …, "instrument": …, "reportYears": [2021, null],
///      "sections": [{"code", "title", "variants": […]}],
///      "tables": [{"code", "section", "note", "columnTitle", "layout": "sideBySide",
///        "blocks": [{"caption",
///          "columns": [{"code", "label", "variants", "group", "kind", "unit"}],
///          "rows": [{"code", "label", "variants", "path", "kind", "unit"}]}],
///        "identities": [{"id", "per": "row" or "column", "left", "right", "source", "certain"}],
///        "continuities": [{"id", "opening", "closing", "source"}]}],
///      "english": {printed label: English label, …}}
///
/// A row of kind `heading` has no cells. An unknown key is an error: a misspelt one would be lost.
struct FormDefinition: ~Copyable {
  private var scanner = JSONScanner()
  private var repairs = TextRepairs()

  /// Reads the definition in `bytes`.
  static func form(_ bytes: Span<UInt8>) throws(Diagnostic) -> Form {
    var definition = FormDefinition()
    let form = try definition.readForm(bytes)
    try definition.scanner.end(bytes)
    return form
  }

  private mutating func readForm(_ bytes: Span<UInt8>) throws(Diagnostic) -> Form {
    var edition = ""
    var title = ""
    var instrument = ""
    var years: ReportYears?
    var sections: [FormSection] = []
    var tables: [FormTable] = []
    var english: [String: String] = [:]
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "edition": edition = try text(bytes)
      case "title": title = try text(bytes)
      case "instrument": instrument = try text(bytes)
      case "reportYears": years = try readYears(bytes)
      case "sections":
        try scanner.beginArray(bytes)
        while try scanner.nextElement(bytes) { sections.append(try readSection(bytes)) }
      case "tables":
        try scanner.beginArray(bytes)
        while try scanner.nextElement(bytes) { tables.append(try readTable(bytes)) }
      case "english":
        try scanner.beginObject(bytes)
        while let label = try nextKey(bytes) { english[label] = try text(bytes) }
      default: throw unknown(key, bytes)
      }
    }
    return Form(
      edition: edition, title: title, instrument: instrument, reportYears: years,
      sections: sections, tables: tables, english: english)
  }

  private mutating func readYears(_ bytes: Span<UInt8>) throws(Diagnostic) -> ReportYears {
    var years: [Int?] = []
    try scanner.beginArray(bytes)
    while try scanner.nextElement(bytes) {
      if try scanner.peek(bytes) == .null {
        try scanner.null(bytes)
        years.append(nil)
      } else if let decimal = try scanner.number(bytes).decimal, decimal.scale == 0 {
        years.append(Int(decimal.mantissa))
      }
    }
    guard years.count == 2, let first = years[0] else {
      throw invalid("reportYears", bytes)
    }
    return ReportYears(first: first, last: years[1])
  }

  private mutating func readSection(_ bytes: Span<UInt8>) throws(Diagnostic) -> FormSection {
    var code = ""
    var title = ""
    var variants: [String] = []
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "code": code = try text(bytes)
      case "title": title = try text(bytes)
      case "variants": variants = try texts(bytes)
      default: throw unknown(key, bytes)
      }
    }
    return FormSection(code: code, title: title, variants: variants)
  }

  private mutating func readTable(_ bytes: Span<UInt8>) throws(Diagnostic) -> FormTable {
    var texts: [String: String] = [:]
    var blocks: [FormBlock] = []
    var identities: [FormIdentity] = []
    var continuities: [FormContinuity] = []
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "code", "section", "note", "columnTitle", "layout": texts[key] = try text(bytes)
      case "blocks":
        try scanner.beginArray(bytes)
        while try scanner.nextElement(bytes) { blocks.append(try readBlock(bytes)) }
      case "identities":
        try scanner.beginArray(bytes)
        while try scanner.nextElement(bytes) { identities.append(try readIdentity(bytes)) }
      case "continuities":
        try scanner.beginArray(bytes)
        while try scanner.nextElement(bytes) { continuities.append(try readContinuity(bytes)) }
      default: throw unknown(key, bytes)
      }
    }
    let layout = texts["layout"] ?? FormTable.Layout.rowByRow.rawValue
    guard let layout = FormTable.Layout(rawValue: layout) else {
      throw invalid("layout", bytes)
    }
    return FormTable(
      code: texts["code", default: ""], section: texts["section", default: ""],
      note: texts["note", default: ""], columnTitle: texts["columnTitle", default: ""],
      layout: layout, blocks: blocks, identities: identities, continuities: continuities)
  }

  private mutating func readBlock(_ bytes: Span<UInt8>) throws(Diagnostic) -> FormBlock {
    var caption = ""
    var columns: [FormColumn] = []
    var rows: [FormRow] = []
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "caption": caption = try text(bytes)
      case "columns":
        try scanner.beginArray(bytes)
        while try scanner.nextElement(bytes) { columns.append(try readColumn(bytes)) }
      case "rows":
        try scanner.beginArray(bytes)
        while try scanner.nextElement(bytes) { rows.append(try readRow(bytes)) }
      default: throw unknown(key, bytes)
      }
    }
    return FormBlock(caption: caption, columns: columns, rows: rows)
  }

  private mutating func readColumn(_ bytes: Span<UInt8>) throws(Diagnostic) -> FormColumn {
    var texts: [String: String] = [:]
    var variants: [String] = []
    var kind: CellKind?
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "code", "label", "group", "unit": texts[key] = try text(bytes)
      case "variants": variants = try self.texts(bytes)
      case "kind": kind = try readKind(bytes)
      default: throw unknown(key, bytes)
      }
    }
    return FormColumn(
      code: texts["code", default: ""], label: texts["label", default: ""], variants: variants,
      group: texts["group", default: ""], kind: kind, unit: texts["unit", default: ""])
  }

  private mutating func readRow(_ bytes: Span<UInt8>) throws(Diagnostic) -> FormRow {
    var texts: [String: String] = [:]
    var variants: [String] = []
    var path: [String] = []
    var kind: CellKind?
    var isHeading = false
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "code", "label", "unit": texts[key] = try text(bytes)
      case "variants": variants = try self.texts(bytes)
      case "path": path = try self.texts(bytes)
      case "kind":
        kind = try readKind(bytes, admittingHeading: true)
        isHeading = kind == nil
      default: throw unknown(key, bytes)
      }
    }
    return FormRow(
      code: texts["code", default: ""], label: texts["label", default: ""], variants: variants,
      path: path, isHeading: isHeading, kind: kind, unit: texts["unit", default: ""])
  }

  private mutating func readIdentity(_ bytes: Span<UInt8>) throws(Diagnostic) -> FormIdentity {
    var id = ""
    var direction = FormIdentity.Direction.column
    var left: [String] = []
    var right: [String] = []
    var source = ""
    var isCertain = true
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "id": id = try text(bytes)
      case "per":
        guard let known = FormIdentity.Direction(rawValue: try text(bytes)) else {
          throw invalid("per", bytes)
        }
        direction = known
      case "left": left = try texts(bytes)
      case "right": right = try texts(bytes)
      case "source": source = try text(bytes)
      case "certain": isCertain = try scanner.boolean(bytes)
      default: throw unknown(key, bytes)
      }
    }
    return FormIdentity(
      id: id, direction: direction, left: left, right: right, source: source,
      isCertain: isCertain)
  }

  private mutating func readContinuity(_ bytes: Span<UInt8>) throws(Diagnostic) -> FormContinuity {
    var texts: [String: String] = [:]
    try scanner.beginObject(bytes)
    while let key = try nextKey(bytes) {
      switch key {
      case "id", "opening", "closing", "source": texts[key] = try text(bytes)
      default: throw unknown(key, bytes)
      }
    }
    return FormContinuity(
      id: texts["id", default: ""], opening: texts["opening", default: ""],
      closing: texts["closing", default: ""], source: texts["source", default: ""])
  }

  // MARK: - Values

  private mutating func nextKey(_ bytes: Span<UInt8>) throws(Diagnostic) -> String? {
    guard let key = try scanner.nextKey(bytes) else { return nil }
    return scanner.string(of: key, bytes, repairs: &repairs)
  }

  private mutating func text(_ bytes: Span<UInt8>) throws(Diagnostic) -> String {
    try scanner.string(bytes, repairs: &repairs)
  }

  private mutating func texts(_ bytes: Span<UInt8>) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    try scanner.beginArray(bytes)
    while try scanner.nextElement(bytes) { texts.append(try text(bytes)) }
    return texts
  }

  /// The kind of a cell; nil for a heading where one may stand.
  private mutating func readKind(
    _ bytes: Span<UInt8>, admittingHeading: Bool = false
  ) throws(Diagnostic) -> CellKind? {
    let name = try text(bytes)
    if admittingHeading, name == "heading" { return nil }
    guard let kind = CellKind(rawValue: name) else { throw invalid("kind", bytes) }
    return kind
  }

  private mutating func unknown(_ key: String, _ bytes: Span<UInt8>) -> Diagnostic {
    Diagnostic(
      .formKeyUnknown, at: scanner.place(of: scanner.offset, in: bytes), ["key": key])
  }

  private mutating func invalid(_ key: String, _ bytes: Span<UInt8>) -> Diagnostic {
    Diagnostic(
      .formValueInvalid, at: scanner.place(of: scanner.offset, in: bytes), ["key": key])
  }
}
