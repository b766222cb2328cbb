public import ReportModel

/// Generates the JSON Schemas (draft 2020-12) of the `json` and `ndjson` formats from the forms.
///
/// What a schema does not say, and the reader refuses: more digits or decimals than a cell can have,
/// in a number that a validator reads as a float; doubled members; device names as ids. A validator
/// that takes `format` for a mere remark lets an impossible day pass.
public enum JSONSchemaGenerator {
  private typealias Names = JSONVocabulary

  /// The schema of reports of `form`, `report-<edition>.schema.json`; ends in a line feed.
  public static func schema(_ form: Form) -> String {
    var members: [(name: String, value: JSONSchemaNode)] = [
      ("$schema", draft),
      ("$id", .string(Names.schemaID(edition: form.edition))),
      (
        "$comment",
        .string(
          "Generated from Schemas/forms/\(form.edition).json by `nianbao schema`. Do not edit.")
      ),
    ]
    if !form.title.isEmpty { members.append(("title", .string(form.title))) }
    if !form.instrument.isEmpty { members.append(("description", .string(form.instrument))) }
    if case .object(let whole) = shape({ report($0, form) }) { members += whole }
    let definitions =
      partDefinitions() + narrativeDefinitions(form) + tableDefinitions(form) + cellDefinitions()
      + textDefinitions()
    return JSONSchemaNode.object(members + [("$defs", .object(definitions))]).text
  }

  /// The dialect of the schemas.
  static let draft: JSONSchemaNode = "https://json-schema.org/draft/2020-12/schema"

  typealias Definitions = [(name: String, value: JSONSchemaNode)]

  // MARK: - The parts of a report

  private static func report(_ member: Names.ReportMember, _ form: Form) -> JSONSchemaNode {
    switch member {
    case .id: reference("id")
    case .edition: ["const": .string(form.edition)]
    case .year: integer(in: Report.years)
    case .agency: reference("agency")
    case .title: reference("text")
    case .issueDate: reference("date")
    case .publication: array(of: reference("field"))
    case .narrative: array(of: reference("section"))
    case .tables: object(form.tables.map { ($0.code, reference("table.\($0.code)")) })
    case .extras: array(of: reference("extra"))
    case .source: reference("source")
    case .provenance:
      JSONSchemaNode.object([("type", "object")]).described(
        as: "How it was imported: see provenance.schema.json. No part of the report.")
    }
  }

  private static func partDefinitions() -> Definitions {
    [
      ("agency", shape { (_: Agency.Part) in reference("text") }),
      ("field", shape { (_: Names.FieldMember) in reference("text") }),
      (
        "extra",
        shape { (member: Names.ExtraMember) in
          switch member {
          case .kind: ["enum": .array(Extra.Kind.allCases.map { .string($0.rawValue) })]
          case .part: reference("text")
          case .texts: array(of: reference("text"))
          }
        }
      ),
      (
        "source",
        shape { (part: Source.Part) in reference(part == .digest ? "digest" : "text") }
      ),
    ]
  }

  private static func narrativeDefinitions(_ form: Form) -> Definitions {
    func block(_ members: [Names.BlockMember]) -> JSONSchemaNode {
      let shapes = members.map { member -> (name: String, value: JSONSchemaNode) in
        switch member {
        case .heading, .paragraph: (member.name, reference("text"))
        case .level: (member.name, integer(in: NarrativeBlock.headingLevels))
        case .table:
          (member.name, array(of: array(of: reference("text"), minimum: 1), minimum: 1))
        }
      }
      return object(shapes, required: members.map(\.name))
    }
    return [
      (
        "section",
        shape { (member: Names.SectionMember) in
          switch member {
          case .code: reference("sectionCode")
          case .title: reference("text")
          case .blocks: array(of: reference("block"))
          }
        }
      ),
      (
        "sectionCode",
        [
          "anyOf": .array(
            form.sections.map {
              JSONSchemaNode.object([("const", .string($0.code))]).described(as: $0.title)
            })
        ]
      ),
      ("block", ["anyOf": [block([.heading, .level]), block([.paragraph]), block([.table])]]),
    ]
  }

  // MARK: - Tables

  private static func tableDefinitions(_ form: Form) -> Definitions {
    var definitions: Definitions = []
    for table in form.tables {
      var rows: Definitions = []
      var shapes: Definitions = []
      for (index, block) in table.blocks.enumerated() {
        // The cells of a row are of the same types as in other rows of its block, nearly always.
        var known: [[String]] = []
        for row in block.rows where !row.isHeading {
          let types = block.columns.indices.map { form.cells[row.firstCell + $0].typeName }
          let shape = known.firstIndex(of: types) ?? known.count
          let name = "row.\(table.code).\(index + 1)" + (shape > 0 ? "-\(shape + 1)" : "")
          if shape == known.count {
            known.append(types)
            shapes.append((name, self.row(block.columns, types)))
          }
          rows.append((row.code, reference(name).described(as: row.label)))
        }
      }
      definitions.append(("table.\(table.code)", object(rows)))
      definitions += shapes
    }
    return definitions
  }

  private static func row(_ columns: [FormColumn], _ types: [String]) -> JSONSchemaNode {
    object(
      zip(columns, types).map { column, type in
        (column.code, reference(type).described(as: column.label))
      })
  }

  private static func cellDefinitions() -> Definitions {
    func cell(_ forms: JSONSchemaNode...) -> JSONSchemaNode {
      let others: [JSONSchemaNode] = [
        ["type": "null", "description": "blank"],
        ["const": .string("\(Names.notApplicable)"), "description": "not applicable"],
      ]
      return ["anyOf": .array(forms + others)]
    }
    func number(_ kind: CellKind) -> JSONSchemaNode {
      [
        "type": kind.numbers.decimals > 0 ? "number" : "integer",
        "minimum": .integer(Int(kind.numbers.minimum)),
        "maximum": .integer(Int(kind.numbers.maximum)),
      ]
    }
    func inUnit(_ kind: CellKind) -> JSONSchemaNode {
      kind.hasUnit ? number(kind).described(as: UnitWord.standard) : number(kind)
    }
    func ofUnknownUnit(_ kind: CellKind) -> JSONSchemaNode {
      shape { (member: Names.AmountMember) in
        switch member {
        case .value: number(kind)
        case .unit: ["const": .string(UnitWord.unknown)]
        }
      }
    }
    return CellKind.allCases.map { ($0.rawValue, cell(inUnit($0))) }
      + CellKind.allCases.filter(\.hasUnit).map {
        ($0.openUnitTypeName, cell(inUnit($0), ofUnknownUnit($0)))
      }
  }

  // MARK: - Texts

  static func textDefinitions() -> Definitions {
    [
      ("text", ["type": "string", "maxLength": .integer(TextRule.maximumLength)]),
      ("id", pattern(ReportID.pattern)),
      (
        "date",
        [
          "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
          "maxLength": 10,
        ]
      ),
      ("digest", pattern(Source.digestPattern)),
    ]
  }

  /// A text of a pattern, which holds no line feed; for there are validators whose `$` also matches
  /// before a last one.
  private static func pattern(_ pattern: String) -> JSONSchemaNode {
    ["type": "string", "pattern": .string("^\(pattern)$"), "not": ["pattern": "\\n"]]
  }

  // MARK: - Shapes

  static func reference(_ definition: String) -> JSONSchemaNode {
    ["$ref": .string("#/$defs/\(definition)")]
  }

  private static func integer(in range: ClosedRange<Int>) -> JSONSchemaNode {
    [
      "type": "integer", "minimum": .integer(range.lowerBound),
      "maximum": .integer(range.upperBound),
    ]
  }

  static func array(of element: JSONSchemaNode, minimum: Int = 0) -> JSONSchemaNode {
    let members: Definitions = [("type", "array"), ("items", element)]
    return .object(minimum > 0 ? members + [("minItems", .integer(minimum))] : members)
  }

  /// An object of the members that the vocabulary names.
  static func shape<Member: JSONMember>(
    _ value: (Member) -> JSONSchemaNode
  ) -> JSONSchemaNode {
    let members = Member.inOrder
    return object(
      members.map { ($0.name, value($0)) },
      required: members.filter(\.isRequired).map(\.name))
  }

  /// An object that has no other members than these.
  static func object(
    _ properties: Definitions, required: [String] = []
  ) -> JSONSchemaNode {
    var members: Definitions = [("type", "object"), ("additionalProperties", false)]
    if !required.isEmpty { members.append(("required", .array(required.map { .string($0) }))) }
    members.append(("properties", .object(properties)))
    return .object(members)
  }
}
