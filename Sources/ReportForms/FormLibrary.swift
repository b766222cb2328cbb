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
