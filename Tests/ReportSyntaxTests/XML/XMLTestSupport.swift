import ReportDiagnostics
import ReportSyntax

/// What a reader said about a document, in a form that is easy to compare.
struct Reading: Equatable {
  var events: [String] = []
  var failure: Diagnostic?

  var isWellFormed: Bool { failure == nil }

  init(events: [String], failure: Diagnostic?) {
    self.events = events
    self.failure = failure
  }

  /// Reads a document fed in chunks of `chunk` bytes.
  init(
    _ bytes: [UInt8], chunk: Int = 65_536, limits: XMLLimits = XMLLimits(),
    visit: (XMLStreamReader, XMLEvent) -> Void = { _, _ in }
  ) {
    let reader = XMLStreamReader(limits: limits)
    var fed = 0
    do throws(Diagnostic) {
      while true {
        if let event = try reader.next() {
          events.append(Self.describe(reader, event))
          visit(reader, event)
        } else if fed < bytes.count {
          let end = min(fed + chunk, bytes.count)
          bytes[fed..<end].withUnsafeBufferPointer { reader.feed($0) }
          fed = end
          if fed == bytes.count { reader.finish() }
        } else if bytes.isEmpty && fed == 0 {
          fed = 1
          reader.finish()
        } else {
          return
        }
      }
    } catch {
      failure = error
    }
  }

  init(_ text: String, chunk: Int = 65_536) { self.init(Array(text.utf8), chunk: chunk) }

  private static func describe(_ reader: XMLStreamReader, _ event: XMLEvent) -> String {
    let name = String(decoding: reader.localName, as: UTF8.self)
    let place = "\(reader.place.line):\(reader.place.column)"
    switch event {
    case .start:
      let attributes = (0..<reader.attributeCount).map {
        let attribute = reader.attribute(at: $0)
        return " \(String(decoding: attribute.localName, as: UTF8.self))=\(attribute.value)"
      }
      let namespace = String(decoding: reader.namespace, as: UTF8.self)
      return "<\(namespace.isEmpty ? "" : "{\(namespace)}")\(name)\(attributes.joined())> \(place)"
    case .text: return "\"\(String(decoding: reader.text, as: UTF8.self))\" \(place)"
    case .end: return "</\(name)> \(place)"
    }
  }

  /// Validates every element named `report` and gives the findings for each.
  static func validating(
    _ text: String, _ schema: XMLSchemaDocument, chunk: Int = 65_536
  ) -> (findings: [[XMLSchemaFinding]], reading: Reading) {
    var findings: [[XMLSchemaFinding]] = []
    let reading = Reading(Array(text.utf8), chunk: chunk) { reader, event in
      guard reader.localName.elementsEqual("report".utf8) else { return }
      if event == .start && !reader.isValidating { reader.validate(against: schema) }
      if event == .end && !reader.isValidating { findings.append(reader.findings) }
    }
    return (findings, reading)
  }
}
