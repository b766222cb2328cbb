internal import CSchemas
public import ReportDiagnostics
public import ReportModel

extension FormLibrary {
  /// The forms that are embedded in the tool: those of `Schemas/forms/`, in the order of their line
  /// in the C target.
  ///
  /// - Throws: if a definition cannot be read or contradicts itself, which a test excludes.
  public static func embedded() throws(Diagnostic) -> FormLibrary {
    let all = unsafe UnsafeBufferPointer(start: nianbao_forms(), count: nianbao_forms_size())
    var forms: [Form] = []
    for definition in unsafe all.split(separator: 0) {
      forms.append(try form(definedBy: Array(definition)))
    }
    return FormLibrary(forms: forms)
  }

  /// Reads one form definition, in the JSON of `Schemas/forms/`, and checks that it is consistent.
  public static func form(definedBy json: [UInt8]) throws(Diagnostic) -> Form {
    let form = try FormDefinition.form(json.span)
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
