internal import CLibXML2
public import ReportDiagnostics

/// A parsed XML Schema (XSD 1.0), ready to validate with; safe to share between threads, since
/// libxml2 only reads it from then on.
public final class XMLSchemaDocument: Sendable {
  /// What findings call the schema, such as `report-2021.xsd`.
  public let name: String
  nonisolated(unsafe) let schema: xmlSchemaPtr

  /// Parses a schema.
  ///
  /// - Parameters:
  ///   - bytes: the whole schema document, UTF-8. It must stand alone: `xs:import`, `xs:include` and
  ///     `xs:redefine` are refused, since nothing is ever fetched.
  ///   - name: what findings call it.
  /// - Throws: `xml-schema-invalid`, or what the document lacks as XML.
  public init(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    _ = XMLLibrary.initialised
    try Self.checkStandsAlone(bytes, name)
    self.name = name
    schema = try Self.parse(bytes, name)
  }

  deinit { xmlSchemaFree(schema) }

  private static func parse(_ bytes: [UInt8], _ name: String) throws(Diagnostic) -> xmlSchemaPtr {
    var reason = ""
    let schema = bytes.withUnsafeBytes { bytes -> xmlSchemaPtr? in
      let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let context = xmlSchemaNewMemParserCtxt(start, Int32(clamping: bytes.count)) else {
        return nil
      }
      defer { xmlSchemaFreeParserCtxt(context) }
      return withUnsafeMutablePointer(to: &reason) { reason in
        xmlSchemaSetParserStructuredErrors(
          context,
          { reason, error in
            guard let reason = reason?.assumingMemoryBound(to: String.self), let error,
              error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue, reason.pointee.isEmpty,
              let message = error.pointee.message
            else { return }
            reason.pointee = XMLLibrary.trimmed(String(cString: message))
          }, reason)
        return xmlSchemaParse(context)
      }
    }
    guard let schema, reason.isEmpty else {
      if let schema { xmlSchemaFree(schema) }
      throw invalid(name, reason)
    }
    return schema
  }

  /// Goes through the schema with our own reader first: it refuses what is not well-formed and every
  /// DOCTYPE, and what libxml2 would load files for is found here.
  private static func checkStandsAlone(_ bytes: [UInt8], _ name: String) throws(Diagnostic) {
    let loading: Set<String> = ["import", "include", "redefine"]
    let reader = XMLStreamReader()
    bytes.withUnsafeBufferPointer { reader.feed($0) }
    reader.finish()
    do throws(Diagnostic) {
      while let event = try reader.next() {
        guard event == .start, reader.attribute("schemaLocation") != nil else { continue }
        let element = String(decoding: reader.localName, as: UTF8.self)
        guard !loading.contains(element) else { throw invalid(name, "xs:\(element)") }
      }
    } catch {
      throw error.inSource(name)
    }
  }

  private static func invalid(_ name: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .xmlSchemaInvalid, at: Place(source: name),
      ["name": name, "reason": reason.isEmpty ? "xmlSchemaParse" : reason])
  }
}
