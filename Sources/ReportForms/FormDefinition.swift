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
struct FormDefinition {
  private let json: JSONObjectReader

  /// Reads the definition in `bytes`.
  static func form(_ bytes: [UInt8]) throws(Diagnostic) -> Form {
    let definition = FormDefinition(json: JSONObjectReader(bytes))
    let form = try definition.readForm()
    try definition.json.end()
    return form
  }

  private func readForm() throws(Diagnostic) -> Form {
    var texts: [String: String] = [:]
    var years: ReportYears?
    var sections: [FormSection] = []
    var tables: [FormTable] = []
    var english: [String: String] = [:]
    try json.object { key throws(Diagnostic) in
      switch key {
      case "edition", "title", "instrument": texts[key] = try json.text()
      case "reportYears": years = try readYears()
      case "sections": sections += try json.list(readSection)
      case "tables": tables += try json.list(readTable)
      case "english":
        try json.object { label throws(Diagnostic) in english[label] = try json.text() }
      default: throw json.unknown(key)
      }
    }
    return Form(
      edition: texts["edition", default: ""], title: texts["title", default: ""],
      instrument: texts["instrument", default: ""], reportYears: years, sections: sections,
      tables: tables, english: english)
  }

  private func readYears() throws(Diagnostic) -> ReportYears {
    let years = try json.list { () throws(Diagnostic) -> Int? in
      if try json.kind() == .null {
        try json.null()
        return nil
      }
      guard let year = try json.wholeNumber() else { throw json.invalid("reportYears") }
      return year
    }
    guard years.count == 2, let first = years[0] else { throw json.invalid("reportYears") }
    return ReportYears(first: first, last: years[1])
  }

  private func readSection() throws(Diagnostic) -> FormSection {
    var texts: [String: String] = [:]
    var variants: [String] = []
    try json.object { key throws(Diagnostic) in
      switch key {
      case "code", "title": texts[key] = try json.text()
      case "variants": variants = try json.texts()
      default: throw json.unknown(key)
      }
    }
    return FormSection(
      code: texts["code", default: ""], title: texts["title", default: ""], variants: variants)
  }

  private func readTable() throws(Diagnostic) -> FormTable {
    var texts: [String: String] = [:]
    var blocks: [FormBlock] = []
    var identities: [FormIdentity] = []
    var continuities: [FormContinuity] = []
    try json.object { key throws(Diagnostic) in
      switch key {
      case "code", "section", "note", "columnTitle", "layout": texts[key] = try json.text()
      case "blocks": blocks += try json.list(readBlock)
      case "identities": identities += try json.list(readIdentity)
      case "continuities": continuities += try json.list(readContinuity)
      default: throw json.unknown(key)
      }
    }
    let layout = texts["layout"] ?? FormTable.Layout.rowByRow.rawValue
    guard let layout = FormTable.Layout(rawValue: layout) else { throw json.invalid("layout") }
    return FormTable(
      code: texts["code", default: ""], section: texts["section", default: ""],
      note: texts["note", default: ""], columnTitle: texts["columnTitle", default: ""],
      layout: layout, blocks: blocks, identities: identities, continuities: continuities)
  }

  private func readBlock() throws(Diagnostic) -> FormBlock {
    var caption = ""
    var columns: [FormColumn] = []
    var rows: [FormRow] = []
    try json.object { key throws(Diagnostic) in
      switch key {
      case "caption": caption = try json.text()
      case "columns": columns += try json.list(readColumn)
      case "rows": rows += try json.list(readRow)
      default: throw json.unknown(key)
      }
    }
    return FormBlock(caption: caption, columns: columns, rows: rows)
  }

  private func readColumn() throws(Diagnostic) -> FormColumn {
    var texts: [String: String] = [:]
    var variants: [String] = []
    var kind: CellKind?
    try json.object { key throws(Diagnostic) in
      switch key {
      case "code", "label", "group", "unit": texts[key] = try json.text()
      case "variants": variants = try json.texts()
      case "kind": kind = try readKind()
      default: throw json.unknown(key)
      }
    }
    return FormColumn(
      code: texts["code", default: ""], label: texts["label", default: ""], variants: variants,
      group: texts["group", default: ""], kind: kind, unit: texts["unit", default: ""])
  }

  private func readRow() throws(Diagnostic) -> FormRow {
    var texts: [String: String] = [:]
    var variants: [String] = []
    var path: [String] = []
    var kind: CellKind?
    var isHeading = false
    try json.object { key throws(Diagnostic) in
      switch key {
      case "code", "label", "unit": texts[key] = try json.text()
      case "variants": variants = try json.texts()
      case "path": path = try json.texts()
      case "kind":
        kind = try readKind(admittingHeading: true)
        isHeading = kind == nil
      default: throw json.unknown(key)
      }
    }
    return FormRow(
      code: texts["code", default: ""], label: texts["label", default: ""], variants: variants,
      path: path, isHeading: isHeading, kind: kind, unit: texts["unit", default: ""])
  }

  private func readIdentity() throws(Diagnostic) -> FormIdentity {
    var texts: [String: String] = [:]
    var direction = FormIdentity.Direction.column
    var terms: [String: [String]] = [:]
    var isCertain = true
    try json.object { key throws(Diagnostic) in
      switch key {
      case "id", "source": texts[key] = try json.text()
      case "per":
        guard let known = FormIdentity.Direction(rawValue: try json.text()) else {
          throw json.invalid(key)
        }
        direction = known
      case "left", "right": terms[key] = try json.texts()
      case "certain": isCertain = try json.boolean()
      default: throw json.unknown(key)
      }
    }
    return FormIdentity(
      id: texts["id", default: ""], direction: direction, left: terms["left", default: []],
      right: terms["right", default: []], source: texts["source", default: ""],
      isCertain: isCertain)
  }

  private func readContinuity() throws(Diagnostic) -> FormContinuity {
    var texts: [String: String] = [:]
    try json.object { key throws(Diagnostic) in
      switch key {
      case "id", "opening", "closing", "source": texts[key] = try json.text()
      default: throw json.unknown(key)
      }
    }
    return FormContinuity(
      id: texts["id", default: ""], opening: texts["opening", default: ""],
      closing: texts["closing", default: ""], source: texts["source", default: ""])
  }

  /// The kind of a cell; nil for a heading where one may stand.
  private func readKind(admittingHeading: Bool = false) throws(Diagnostic) -> CellKind? {
    let name = try json.text()
    if admittingHeading, name == "heading" { return nil }
    guard let kind = CellKind(rawValue: name) else { throw json.invalid("kind") }
    return kind
  }
}

extension JSONObjectReader {
  /// `form-key-unknown`, of the member whose name was taken last.
  func unknown(_ key: String) -> Diagnostic {
    Diagnostic(.formKeyUnknown, at: place, ["key": key])
  }

  /// `form-value-invalid`, of the value that was taken last.
  func invalid(_ key: String) -> Diagnostic {
    Diagnostic(.formValueInvalid, at: place, ["key": key])
  }
}
