internal import ReportDiagnostics
internal import ReportFormats
internal import ReportModel
internal import ReportSyntax

/// How a report was imported, as `data/provenance/<id>.json`: why its edition was chosen, and what
/// became of each part of the source, with its place there.
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
    json.key("parts")
    json.beginArray()
    for part in recognition.parts {
      json.beginObject(inline: true)
      // As in extras: the path of the source is whoever packed it, and says nothing of the report.
      member("place", String(Self.place(part.place).description.drop { $0 == ":" }))
      member("became", part.disposition.rawValue)
      member("text", part.text)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endDocument()
    return json.bytes
  }

  private static func place(_ place: Place) -> Place {
    Place(line: place.line, column: place.column, detail: place.detail)
  }
}
