internal import ReportDiagnostics
public import ReportModel
public import ReportSyntax

/// How a report was imported, as a JSON object: why its edition was chosen, where each cell has its
/// value from, and what became of each part of the source, with its place there.
///
/// Bundles keep it as `data/provenance/<id>.json`, the JSON formats carry it on demand
/// (``ProvenanceOptions/isKept``) as the member `provenance` of the report; the schema is
/// `provenance.schema.json`.
public enum Provenance {
  /// The document, with a line feed at its end.
  public static func json(of report: Report, _ recognition: Recognition) -> [UInt8] {
    var json = JSONWriter(layout: .indented)
    json.write(recognition, of: report)
    json.endDocument()
    return json.bytes
  }

  /// The identifier of its schema.
  static let schemaID = "urn:nianbao:provenance:1"

  /// The members of the document.
  enum Member: String, CaseIterable, JSONMember {
    case report
    case source
    case edition
    case editionReason
    case cells
    case parts

    var isRequired: Bool { true }
  }

  /// The members of the evidence for a cell.
  enum CellMember: String, CaseIterable, JSONMember {
    case cell
    case value
    case place
    case text
    case label
    case recognised
    case conversions

    var isRequired: Bool { self != .conversions }
  }

  /// The members of a part of the source.
  enum PartMember: String, CaseIterable, JSONMember {
    case place
    case became
    case text

    var isRequired: Bool { true }
  }
}

extension JSONWriter {
  /// Writes how `report` was imported as one object; in the indented layout each cell and part takes
  /// one line.
  public mutating func write(_ recognition: Recognition, of report: Report) {
    beginObject()
    for member in Provenance.Member.inOrder {
      key(member.name)
      switch member {
      case .report: string(report.id.description)
      case .source: write(report.source)
      case .edition: string(report.edition)
      case .editionReason: write(recognition.editionReason)
      case .cells:
        beginArray()
        for cell in recognition.cells { write(cell, of: report) }
        endArray()
      case .parts:
        beginArray()
        for part in recognition.parts { write(part) }
        endArray()
      }
    }
    endObject()
  }

  private mutating func write(_ source: Source) {
    beginObject()
    for part in Source.Part.inOrder where !source[part].isEmpty {
      key(part.name)
      string(source[part])
    }
    endObject()
  }

  private mutating func write(_ text: BilingualText) {
    beginObject()
    for language in Language.allCases {
      key(language.rawValue)
      string(text[language])
    }
    endObject()
  }

  private mutating func write(_ cell: CellEvidence, of report: Report) {
    beginObject(inline: true)
    for member in Provenance.CellMember.inOrder {
      if member == .conversions, cell.conversions.isEmpty { continue }
      key(member.name)
      switch member {
      case .cell: string(report.form.path(at: cell.ordinal))
      case .value: string(report.cells[cell.ordinal].lexicalForm)
      case .place: string(cell.place.withinSource)
      case .text: string(cell.text)
      case .label: string(cell.label)
      case .recognised: string(cell.recognised.rawValue)
      case .conversions:
        beginArray()
        for conversion in cell.conversions { string(conversion.rawValue) }
        endArray()
      }
    }
    endObject()
  }

  private mutating func write(_ part: Recognition.Part) {
    beginObject(inline: true)
    for member in Provenance.PartMember.inOrder {
      key(member.name)
      switch member {
      case .place: string(part.place.withinSource)
      case .became: string(part.disposition.rawValue)
      case .text: string(part.text)
      }
    }
    endObject()
  }
}

/// What is written of how reports were imported.
public struct ProvenanceOptions: WriteOption {
  /// Whether it is written with the report, where the format can carry that (`--provenance`).
  public var isKept: Bool

  /// Makes options without it.
  public init() { isKept = false }
}
