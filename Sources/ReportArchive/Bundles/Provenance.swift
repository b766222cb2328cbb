internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel
internal import ReportSyntax

/// How a report was imported, as `data/provenance/<id>.json`: why its edition was chosen, where each
/// cell has its value from, and what became of each part of the source, with its place there.
enum Provenance {
  /// The document, with a line feed at its end.
  static func json(of report: Report, _ recognition: Recognition) -> [UInt8] {
    var json = JSONWriter(layout: .indented)
    func member(_ name: String, _ text: String) {
      json.key(name)
      json.string(text)
    }
    json.beginObject()
    member("report", report.id.description)
    json.key("source")
    json.beginObject()
    member("name", report.source.name)
    member("digest", report.source.digest)
    member("reader", report.source.reader)
    json.endObject()
    member("edition", report.edition)
    json.key("editionReason")
    json.beginObject()
    for language in Language.allCases {
      member(language.rawValue, recognition.editionReason[language])
    }
    json.endObject()
    add(recognition.cells, of: report, to: &json)
    add(recognition.parts, to: &json)
    json.endObject()
    json.endDocument()
    return json.bytes
  }

  private static func add(
    _ cells: [CellEvidence], of report: Report, to json: inout JSONWriter
  ) {
    json.key("cells")
    json.beginArray()
    for cell in cells {
      json.beginObject(inline: true)
      json.key("cell")
      json.string(report.form.path(at: cell.ordinal))
      json.key("place")
      json.string(place(cell.place))
      json.key("text")
      json.string(cell.text)
      json.key("label")
      json.string(cell.label)
      json.key("recognised")
      json.string(cell.recognised.rawValue)
      if cell.isConverted {
        json.key("converted")
        json.string(report.cells[cell.ordinal].lexicalForm)
      }
      json.endObject()
    }
    json.endArray()
  }

  private static func add(_ parts: [Recognition.Part], to json: inout JSONWriter) {
    json.key("parts")
    json.beginArray()
    for part in parts {
      json.beginObject(inline: true)
      json.key("place")
      json.string(place(part.place))
      json.key("became")
      json.string(part.disposition.rawValue)
      json.key("text")
      json.string(part.text)
      json.endObject()
    }
    json.endArray()
  }

  /// As in extras: the path of the source is whoever packed it, and says nothing of the report.
  private static func place(_ place: Place) -> String {
    let text = Place(line: place.line, column: place.column, detail: place.detail).description
    return String(text.drop { $0 == ":" || $0 == " " })
  }
}
