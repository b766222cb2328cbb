internal import ReportDiagnostics
internal import ReportModel
internal import ReportIO
internal import ReportSyntax

/// What readers make of a form before they can read with it, made once for all inputs of a run.
public final class ReaderCache: Sendable {
  private struct Entry {
    let names: FormNames
    var schema: XMLSchemaDocument?
  }

  private let entries = Guarded<[String: Entry]>([:])
  private let envelope = Guarded<XMLSchemaDocument?>(nil)

  /// Makes an empty cache; for one library of forms.
  public init() {}

  /// The codes of `form`, to look bytes up in.
  func names(_ form: Form) -> FormNames {
    entries.withValue { entries in Self.entry(form, &entries).names }
  }

  /// The XSD of reports of `form`.
  func schema(_ form: Form) throws(Diagnostic) -> XMLSchemaDocument {
    try entries.withValue { entries throws(Diagnostic) in
      var entry = Self.entry(form, &entries)
      if let schema = entry.schema { return schema }
      let schema = try XMLSchemaDocument(
        Array(XSDGenerator.report(form).utf8), name: "report-\(form.edition).xsd")
      entry.schema = schema
      entries[form.edition] = entry
      return schema
    }
  }

  /// The XSD of the header and the trailer of a batch.
  func envelopeSchema() throws(Diagnostic) -> XMLSchemaDocument {
    try envelope.withValue { known throws(Diagnostic) in
      if let known { return known }
      let schema = try XMLSchemaDocument(Array(XSDGenerator.envelope().utf8), name: "batch.xsd")
      known = schema
      return schema
    }
  }

  private static func entry(_ form: Form, _ entries: inout [String: Entry]) -> Entry {
    if let entry = entries[form.edition], entry.names.form === form { return entry }
    let entry = Entry(names: FormNames(form))
    entries[form.edition] = entry
    return entry
  }
}
