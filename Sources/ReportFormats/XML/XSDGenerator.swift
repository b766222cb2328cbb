internal import ReportModel

/// Generates the XSD 1.0 schemas of the `xml` format from the forms.
///
/// Cells are patterns on `xs:string`, so that every validator agrees with the one lexical form of a
/// cell (design §4).
enum XSDGenerator {
  /// The schema of reports of `form`: `report-<edition>.xsd`.
  static func report(_ form: Form) -> String {
    var xsd = XSDText()
    let namespace = XMLVocabulary.namespace(edition: form.edition)
    xsd.open(namespace: namespace, madeFrom: "forms/\(form.edition).json")
    let title = [form.title, form.instrument].filter { !$0.isEmpty }.joined(separator: "，")
    xsd.document(title)
    xsd.add("<xs:element name=\"report\" type=\"report\"/>")
    reportType(form, &xsd)
    narrativeTypes(form, &xsd)
    tableTypes(form, &xsd)
    extrasTypes(&xsd)
    cellTypes(&xsd)
    textTypes(&xsd)
    xsd.close()
    return xsd.text
  }

  /// The schema of batches, which imports those of the reports: `batch.xsd`.
  static func batch(_ forms: [Form]) -> String {
    var xsd = XSDText()
    let editions = forms.map(\.edition)
    let prefixes = editions.map { " xmlns:r\($0)=\"\(XMLVocabulary.namespace(edition: $0))\"" }
    xsd.open(
      namespace: XMLVocabulary.batchNamespace, more: prefixes.joined(), madeFrom: "forms")
    for edition in editions {
      xsd.add(
        "<xs:import namespace=\"\(XMLVocabulary.namespace(edition: edition))\" "
          + "schemaLocation=\"report-\(edition).xsd\"/>")
    }
    xsd.type("batch") { xsd in
      xsd.add("<xs:element name=\"header\" type=\"header\" minOccurs=\"0\"/>")
      xsd.block("<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">") { xsd in
        for edition in editions { xsd.add("<xs:element ref=\"r\(edition):report\"/>") }
      }
      xsd.add("<xs:element name=\"trailer\" type=\"trailer\"/>")
    }
    xsd.add("<xs:element name=\"batch\" type=\"batch\"/>")
    envelopeTypes(&xsd)
    xsd.close()
    return xsd.text
  }

  /// A schema with the header and the trailer of a batch as roots: what a reader that goes from
  /// report to report checks them against. Not published.
  static func envelope() -> String {
    var xsd = XSDText()
    xsd.open(namespace: XMLVocabulary.batchNamespace, madeFrom: "forms")
    xsd.add("<xs:element name=\"header\" type=\"header\"/>")
    xsd.add("<xs:element name=\"trailer\" type=\"trailer\"/>")
    envelopeTypes(&xsd)
    xsd.close()
    return xsd.text
  }

  // MARK: - The parts of a report

  private static func reportType(_ form: Form, _ xsd: inout XSDText) {
    xsd.type("report", attributes: ["<xs:attribute name=\"id\" type=\"id\" use=\"required\"/>"]) {
      $0.optional("year", "year")
      $0.optional("agency", "agency")
      $0.optional("title", "text")
      $0.optional("issueDate", "date")
      $0.optional("publication", "publication")
      $0.optional("narrative", "narrative")
      $0.optional("tables", "tables")
      $0.optional("extras", "extras")
      $0.optional("source", "source")
    }
    xsd.type("agency") { xsd in
      for part in Agency.Part.allCases { xsd.optional(part.rawValue, "text") }
    }
    xsd.type("publication") { $0.any("field", "field") }
    xsd.type("field") {
      $0.required("label", "text")
      $0.required("value", "text")
    }
  }

  private static func narrativeTypes(_ form: Form, _ xsd: inout XSDText) {
    xsd.type("narrative") { $0.any("section", "section") }
    xsd.type("section", attributes: ["<xs:attribute name=\"code\" type=\"sectionCode\"/>"]) {
      $0.optional("title", "text")
      $0.block("<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">") {
        $0.required("heading", "heading")
        $0.required("paragraph", "text")
        $0.required("table", "narrativeTable")
      }
    }
    xsd.enumeration("sectionCode", form.sections.map { ($0.code, $0.title) })
    xsd.textType(
      "heading", attributes: ["<xs:attribute name=\"level\" type=\"level\" use=\"required\"/>"])
    let levels = NarrativeBlock.headingLevels
    xsd.pattern("level", "[\(levels.lowerBound)-\(levels.upperBound)]")
    xsd.type("narrativeTable") { $0.some("row", "narrativeRow") }
    xsd.type("narrativeRow") { $0.some("cell", "text") }
  }

  private static func tableTypes(_ form: Form, _ xsd: inout XSDText) {
    xsd.type("tables") { xsd in
      for table in form.tables { xsd.optional(table.code, "table.\(table.code)") }
    }
    for table in form.tables {
      xsd.type("table.\(table.code)") { xsd in
        for (index, block) in table.blocks.enumerated() {
          for row in block.rows where !row.isHeading {
            xsd.optional(
              row.code, Self.rowType(table, block: index, row: row), label: row.label)
          }
        }
      }
      for (index, block) in table.blocks.enumerated() { rowTypes(form, table, block, index, &xsd) }
    }
  }

  /// A block has one type of rows, unless its rows say their own kinds.
  private static func rowTypes(
    _ form: Form, _ table: FormTable, _ block: FormBlock, _ index: Int, _ xsd: inout XSDText
  ) {
    var known: Set<String> = []
    for row in block.rows where !row.isHeading {
      let name = Self.rowType(table, block: index, row: row)
      guard known.insert(name).inserted else { continue }
      xsd.type(name) { xsd in
        for (cell, column) in zip(form.cells[row.firstCell...], block.columns) {
          xsd.optional(column.code, cell.typeName, label: column.label)
        }
      }
    }
  }

  /// Rows that say different things of their cells are of different types.
  private static func rowType(_ table: FormTable, block: Int, row: FormRow) -> String {
    let kind = row.kind.map { ".\($0.rawValue)" } ?? ""
    let unit = row.unit == CellKind.unitOfAmounts ? ".inUnit" : ""
    return "row.\(table.code).\(block + 1)\(kind)\(unit)"
  }

  private static func extrasTypes(_ xsd: inout XSDText) {
    xsd.type("extras") { $0.any("item", "extra") }
    xsd.type(
      "extra", attributes: ["<xs:attribute name=\"kind\" type=\"extraKind\" use=\"required\"/>"]
    ) { xsd in
      for part in Extra.Part.allCases { xsd.optional(part.rawValue, "text") }
      xsd.any("text", "text")
    }
    xsd.enumeration("extraKind", Extra.Kind.allCases.map { ($0.rawValue, "") })
    xsd.type("source") { xsd in
      for part in Source.Part.allCases {
        xsd.optional(part.rawValue, part == .digest ? "digest" : "text")
      }
    }
    xsd.pattern("digest", Source.digestPattern)
  }

  private static func cellTypes(_ xsd: inout XSDText) {
    for kind in CellKind.allCases { xsd.pattern(kind.rawValue, kind.lexicalPattern) }
    for kind in CellKind.allCases where kind.hasUnit {
      xsd.textType(
        kind.openUnitTypeName, base: kind.rawValue,
        attributes: ["<xs:attribute name=\"unit\" type=\"openUnit\"/>"])
    }
    xsd.enumeration("openUnit", [(UnitWord.unknown, "")])
  }

  private static func textTypes(_ xsd: inout XSDText) {
    xsd.pattern("id", ReportID.pattern)
    xsd.pattern("year", "[1-9][0-9]{3}")
    xsd.simple("date", base: "xs:date", "<xs:pattern value=\"[0-9]{4}-[0-9]{2}-[0-9]{2}\"/>")
    xsd.textSimpleType()
  }

  private static func envelopeTypes(_ xsd: inout XSDText) {
    xsd.type("header") {
      $0.optional("sender", "text")
      $0.optional("receiver", "text")
      $0.optional("created", "created")
    }
    xsd.type("trailer") { $0.required("count", "reportCount") }
    xsd.pattern("created", "(\(XMLVocabulary.timestampPattern))?")
    xsd.pattern("reportCount", "0|[1-9][0-9]{0,14}")
    xsd.textSimpleType()
  }
}
