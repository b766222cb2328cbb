public import ReportDiagnostics
public import ReportModel

/// What must hold of every form definition, whatever its edition.
///
/// Codes become XML element names, JSON keys and CSV values, and labels tell rows apart when a
/// report is read, so that neither may be ambiguous.
public enum FormConsistency {
  /// The contradictions in `form`; none for a good one.
  public static func findings(_ form: Form) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    func report(_ kind: DiagnosticKind, _ arguments: [String: String]) {
      findings.append(
        Diagnostic(
          kind, at: Place(source: "forms/\(form.edition).json"), arguments))
    }
    if !isEdition(form.edition) { report(.formCodeInvalid, ["code": form.edition]) }
    checkCodes(form.sections.map(\.code), in: "sections", report)
    checkCodes(form.tables.map(\.code), in: "tables", report)
    for table in form.tables {
      if !table.section.isEmpty, !form.sections.contains(where: { $0.code == table.section }) {
        report(.formSectionUnknown, ["table": table.code, "section": table.section])
      }
      check(table, of: form, report)
    }
    checkEnglish(form, report)
    for ordinal in form.cells.indices where form.cells[ordinal].kind.hasUnit {
      let unit = form.cells[ordinal].unit
      if unit != CellKind.unitOfAmounts && !unit.isEmpty {
        report(.formUnitInvalid, ["cell": form.path(at: ordinal), "unit": unit])
      }
    }
    return findings
  }

  private typealias Report = (DiagnosticKind, [String: String]) -> Void

  /// Each printed label has an English one, and each English one is of a printed label.
  private static func checkEnglish(_ form: Form, _ report: Report) {
    var printed = Set(form.sections.map(\.title))
    for table in form.tables {
      if table.section.isEmpty { printed.insert(form.title) }
      for block in table.blocks {
        printed.insert(block.caption)
        for row in block.rows { printed.formUnion(row.path + [row.label]) }
        for column in block.columns { printed.formUnion([column.group, column.label]) }
      }
    }
    for label in printed.symmetricDifference(form.english.keys).sorted() where !label.isEmpty {
      report(.formEnglishMismatch, ["label": label])
    }
    for (label, english) in form.english.sorted(by: { $0.key < $1.key }) {
      let isPlain = english.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }
      if english.isEmpty || !isPlain { report(.formEnglishMismatch, ["label": label]) }
    }
  }

  private static func check(_ table: FormTable, of form: Form, _ report: Report) {
    let rows = table.blocks.flatMap(\.rows)
    checkCodes(rows.map(\.code), in: table.code, report)
    let rowCodes = Set(rows.map(\.code))
    for block in table.blocks {
      checkCodes(block.columns.map(\.code), in: table.code, report)
      checkLabels(block.columns.map { [$0.group, $0.label] }, of: form, in: table.code, report)
      for column in block.columns {
        if rowCodes.contains(column.code) {
          report(.formCodeDoubled, ["code": column.code, "list": table.code])
        }
        for row in block.rows where !row.isHeading && row.kind == nil && column.kind == nil {
          report(.formKindMissing, ["cell": "\(table.code)/\(row.code)/\(column.code)"])
        }
      }
      checkLabels(block.rows.map { $0.path + [$0.label] }, of: form, in: table.code, report)
    }
    for identity in table.identities { check(identity, of: table, report) }
    let valued = Set(rows.filter { !$0.isHeading }.map(\.code))
    for continuity in table.continuities {
      for code in [continuity.opening, continuity.closing] where !valued.contains(code) {
        report(.formIdentityTermUnknown, ["identity": continuity.id, "code": code])
      }
    }
    checkCodes(table.identities.map(\.id) + table.continuities.map(\.id), in: table.code, report)
  }

  private static func check(_ identity: FormIdentity, of table: FormTable, _ report: Report) {
    let terms = identity.left + identity.right
    if identity.left.isEmpty || identity.right.isEmpty || Set(terms).count != terms.count {
      report(.formIdentityInvalid, ["identity": identity.id])
    }
    for term in terms {
      let isKnown =
        switch identity.direction {
        case .column:
          table.blocks.contains { $0.rows.contains { $0.code == term && !$0.isHeading } }
        case .row: table.blocks.contains { $0.columns.contains { $0.code == term } }
        }
      if !isKnown { report(.formIdentityTermUnknown, ["identity": identity.id, "code": term]) }
    }
  }

  private static func checkCodes(_ codes: [String], in list: String, _ report: Report) {
    var known: Set<String> = []
    for code in codes {
      if !isCode(code) { report(.formCodeInvalid, ["code": code]) }
      if !known.insert(code).inserted {
        report(.formCodeDoubled, ["code": code, "list": list])
      }
    }
  }

  private static func checkLabels(
    _ paths: [[String]], of form: Form, in list: String, _ report: Report
  ) {
    // A label without an English one is reported as that.
    for paths in [paths, paths.map { $0.map { form.english[$0] ?? $0 } }] {
      var known: Set<[String]> = []
      for path in paths where path.last == "" || !known.insert(path).inserted {
        report(.formLabelAmbiguous, ["label": path.joined(separator: "/"), "list": list])
      }
    }
  }

  /// A code is an XML name, a JSON key and a CSV value: a letter, then letters, digits and dots.
  private static func isCode(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic
    else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == ".")
    }
  }

  /// An edition is part of a namespace and of file names.
  private static func isEdition(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        ("0"..."9").contains($0) || ("a"..."z").contains($0) || $0 == "-"
      }
  }
}
