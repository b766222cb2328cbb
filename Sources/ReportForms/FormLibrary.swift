internal import CSchemas
public import ReportDiagnostics
public import ReportModel

/// The forms of all editions that are known, in the order of their definitions.
public struct FormLibrary: Sendable {
  /// The forms.
  public let forms: [Form]

  /// Makes a library of `forms`.
  public init(forms: [Form]) { self.forms = forms }

  /// The form of `edition`; nil if there is none.
  public subscript(edition: String) -> Form? { forms.first { $0.edition == edition } }

  /// The form that reports of `year` are made on; nil for years before the first form.
  public func form(forYear year: Int) -> Form? {
    forms.first { $0.reportYears?.contains(year) == true }
  }

  /// The form of no tables, for reports of unknown year and form; nil if no definition is `none`.
  public var formless: Form? { self["none"] }
}

extension FormLibrary {
  /// The forms that are embedded in the tool: those of `Schemas/forms/`, in the order of their line
  /// in the C target.
  ///
  /// - Throws: if a definition cannot be read or contradicts itself, which a test excludes.
  public static func embedded() throws(Diagnostic) -> FormLibrary {
    let all = UnsafeBufferPointer(start: nianbao_forms(), count: nianbao_forms_size())
    var forms: [Form] = []
    for definition in all.split(separator: 0) {
      forms.append(try form(definedBy: Array(definition)))
    }
    return FormLibrary(forms: forms)
  }

  /// Reads one form definition, in the JSON of `Schemas/forms/`, and checks that it is consistent.
  public static func form(definedBy json: [UInt8]) throws(Diagnostic) -> Form {
    let form = try FormDefinition.form(json)
    if let contradiction = FormConsistency.findings(form).first { throw contradiction }
    return form
  }

  /// The same forms with those of `more` added; a form of an edition that is there already takes
  /// its place.
  public func adding(_ more: [Form]) -> FormLibrary {
    FormLibrary(
      forms: forms.filter { form in !more.contains { $0.edition == form.edition } } + more)
  }
}
